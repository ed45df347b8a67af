"""What was asked on Explore, written down under a name, and read again."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

from bigtrust.rules.period import Period
from bigtrust.views.asked import Against, Asked


def written_down(asked: Asked) -> str:
    """As a query of a URL: names as they stand in the code, which keep when words change."""
    told = [
        ("indicator", asked.indicator),
        ("first", asked.period.first.isoformat()),
        ("last", asked.period.last.isoformat()),
        ("against", asked.against),
        *(("by", name) for name in asked.by),
        *(("only", f"{dimension}:{value}") for dimension, value in asked.only),
    ]
    return urlencode(told)


def choices_of(query: str) -> Mapping[str, Any]:
    """What each control of the page shows, by its name; what is no option any more, it drops."""
    told = parse_qs(query, keep_blank_values=True)
    first, second = (*told.get("by", []), "", "")[:2]
    filters = (each.partition(":") for each in told.get("only", []))
    found = {
        "indicator": told["indicator"][0],
        "period": Period(*(date.fromisoformat(told[name][0]) for name in ("first", "last"))),
        "only": [(dimension, value) for dimension, _, value in filters],
        "and": second,
    }
    against = told["against"][0]
    return (
        found
        | ({"by": first} if first else {})
        | ({"against": Against(against)} if against else {})
    )
