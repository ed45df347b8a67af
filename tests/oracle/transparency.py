"""Notice and choice within reach, and data explained."""

from datetime import date

from tests.oracle.expected import Expected, rate
from tests.oracle.known import Asked, Known


def notice_within_reach(known: Known, last: date, _: Asked) -> Expected:
    """Touchpoints that link the notice / touchpoints of which it is told."""
    return _within_reach(known, last, "links_notice")


def choice_within_reach(known: Known, last: date, _: Asked) -> Expected:
    """Touchpoints that offer the choice / touchpoints of which it is told."""
    return _within_reach(known, last, "offers_choice")


def _within_reach(known: Known, day: date, what: str) -> Expected:
    told = [
        row[what]
        for row in known.company["touchpoints"]
        if row[what] is not None and (row.get("checked_on") or known.as_of) <= day
    ]
    return rate(sum(told), len(told))


def data_explained(known: Known, last: date, _: Asked) -> Expected:
    """Data categories of which all is told / data categories; known of the as-of day alone."""
    rows = known.company["data_inventory"] if last == known.as_of else []
    explained = sum(
        all(row[name] is not None for name in ("purpose", "legal_basis", "retention_days"))
        and row["described_in_notice"] is True
        for row in rows
    )
    return rate(explained, len(rows))
