"""What a closed meeting saw, and what the current build says of the same days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose

from bigtrust.books import Asked, Recalled
from bigtrust.builds import Build
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Survival
from bigtrust.measures.targets import aimed
from bigtrust.views import wording
from bigtrust.views.side_by_side import told_if_known
from bigtrust.views.standing import Figures
from bigtrust.views.table import Table


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure that is not what it was."""

    title: str
    period: str
    then: str
    now: str
    why: str


def asked_again(frozen: Figures) -> tuple[Asked, ...]:
    """What to compute anew for `restated`."""
    return tuple((name, *each.headline.now.period) for name, each in frozen.items())


def restated(
    frozen: Figures, computed: Mapping[str, Figure], build: Build
) -> tuple[Restatement, ...]:
    return tuple(_restated(frozen, computed, build))


def _restated(
    frozen: Figures, computed: Mapping[str, Figure], build: Build
) -> Iterator[Restatement]:
    measures = aimed(build)
    for name, then in frozen.items():
        now = computed.get(name)
        if now is None or _untold(then, now) or _same(then.headline.now, now):
            continue
        period = now.period
        days = wording.medium_day(period.last)
        if period.first != period.last:
            days = f"{wording.medium_day(period.first)} to {days}"
        changed = measures[name].definition != then.measure.definition
        yield Restatement(
            then.measure.title,
            days,
            _said(then, then.headline.now),
            _said(Recalled(measures[name], then.headline), now),
            "Another definition" if changed else _why(then),
        )


def _untold(then: Recalled, now: Figure) -> bool:
    """Some stocks are known on the as-of day alone (decisions.md, 50): later nobody can say."""
    return now.numerator is None or (now.value is None and then.measure.kind == "stock")


def _why(then: Recalled) -> str:
    if isinstance(then.measure.spread, Survival):
        return "Cases that were open have been answered since"
    return "The data of those days changed"


def _same(then: Figure, now: Figure) -> bool:
    pairs = ((then.value, now.value), (then.numerator, now.numerator))
    return all(_close(*pair) for pair in (*pairs, (then.denominator, now.denominator)))


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def _said(told: Recalled, figure: Figure) -> str:
    """The value, and what it was formed from: two values may differ by less than is shown."""
    if figure.value is None and figure.missing and figure.numerator is not None:
        return f"{wording.number(figure.numerator)} {told.measure.numerator_text}"
    value = told_if_known(figure, told.measure, "no value")
    if figure.denominator is None or figure.numerator is None:
        return value
    return f"{value} ({wording.number(figure.numerator)} of {wording.number(figure.denominator)})"


def table_of(found: tuple[Restatement, ...]) -> Table:
    columns = ("Indicator", "Days", "As it was closed", "As computed now", "Why")
    rows = tuple((each.title, each.period, each.then, each.now, each.why) for each in found)
    return Table("Figures that were restated", columns, rows, frozenset(columns[2:4]))
