"""Who gets what, and which notice says so."""

from collections.abc import Sequence
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Group
from bigtrust.measures.registers import category_of, named_by
from bigtrust.rules.period import headline_periods
from bigtrust.views import wording
from bigtrust.views.side_by_side import value_told
from bigtrust.views.table import Listing, Table

NO_NOTICE: Final = "no notice in force"
_HIDDEN: Final = "too few to show"
_MOST_NAMED: Final = 3  # recipients that a title names
_COLUMNS: Final = ("Recipient", "Kind", "For", "Disclosures", "Told of by")


def recipients(scope: Scope, build: Build) -> Listing:
    """Every recipient and purpose of the 30 days to as-of, those that no notice names first."""
    now = headline_periods(build.as_of)[-1]
    measure = CATALOGUE["undisclosed_sharing"]
    shared = calculate(measure, [now], ("recipient", "purpose"), scope, build)
    notices, kinds = named_by(build), category_of(build)
    in_order = sorted(shared, key=lambda each: (each.group in notices, each.group))
    rows = tuple(
        (
            recipient,
            value_told(kinds[recipient]) if recipient in kinds else "",
            value_told(purpose),
            _HIDDEN if figure.denominator is None else wording.number(figure.denominator),
            ", ".join(notices.get((recipient, purpose), ())) or NO_NOTICE,
        )
        for figure in in_order
        for recipient, purpose in [figure.group]
    )
    return Listing(
        title=_title([each.group for each in in_order if each.group not in notices], len(shared)),
        key=f"Disclosures from {wording.medium_day(now.first)} to {wording.medium_day(now.last)},"
        " and the notices in force today that name the recipient, or its kind, for that purpose",
        table=Table(
            "Who gets what, and which notice says so", _COLUMNS, rows, frozenset({"Disclosures"})
        ),
        note=_idle([key for key in notices if key not in {each.group for each in shared}]),
    )


def _title(untold: Sequence[Group], shared: int) -> str:
    """ "No notice names 2 of the 9 flows of data: to Lumen Insight and Vista Ads"."""
    if not shared:
        return "Nothing went to anybody else in the last 30 days"
    flows = f"{wording.counted(shared, 'flow')} of data"
    if not untold:
        return f"A notice in force names every one of {flows}"
    names = list(dict.fromkeys(group[0] for group in untold))
    more = len(names) - _MOST_NAMED
    shown = [*names[:_MOST_NAMED], *([f"{wording.in_words(more)} more"] if more > 0 else [])]
    count = wording.in_words(len(untold))
    return f"No notice names {count} of {flows}: to {wording.joined(shown)}"


def _idle(unused: Sequence[tuple[str, str]]) -> str:
    if not unused:
        return ""
    told = [f"{recipient} for {value_told(purpose)}" for recipient, purpose in sorted(unused)]
    return f"Named in a notice, though nothing went there: {wording.joined(told)}."
