"""Broken promises by kind: how many in 30 days, and how many are usual."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.charts import chart_of_counts, declared_changes
from bigtrust.measures.headline import first_day
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.promises.promises import PROMISES
from bigtrust.rules.period import HEADLINE_DAYS, SERIES_DAYS, windows_to
from bigtrust.rules.spc_chart import Chart
from bigtrust.views import wording
from bigtrust.views.series import Mark, happened
from bigtrust.views.signals import Tone, tone_of
from bigtrust.views.together import seen_together

SHOWN = 12  # windows


@dataclass(frozen=True, slots=True)
class Window:
    """Breaches of 30 days; None: no data."""

    count: float | None
    tone: Tone


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of broken promise, and what is usual since the last declared change."""

    measure: Measure
    windows: tuple[Window, ...]
    low: float | None
    high: float | None
    firsts: tuple[date, ...] = ()  # days of the windows
    marks: tuple[Mark, ...] = ()
    changed: int = 0  # the place of the first window after that change
    p_value: float | None = None  # of what its latest window does, were there nothing but noise

    def noted(self, marks: Iterable[Mark]) -> "Kind":
        """With what people wrote of days that its windows hold."""
        if not self.firsts:
            return self
        after = self.firsts[-1] + timedelta(days=HEADLINE_DAYS)
        return replace(self, marks=tuple(m for m in marks if self.firsts[0] <= m.day < after))

    @property
    def now(self) -> float | None:
        return self.windows[-1].count if self.windows else None

    @property
    def above(self) -> bool:
        return bool(self.windows) and self.windows[-1].tone == "concerning"

    @property
    def calmed(self) -> "Kind":
        """The same, its latest window taken for noise."""
        *before, latest = self.windows
        return replace(self, windows=(*before, replace(latest, tone="steady")))

    @property
    def usual(self) -> str:
        if self.low is None or self.high is None:
            return ""
        low, high = (wording.compact(round(edge)) for edge in (self.low, self.high))
        return f"usual {low}" if low == high else f"usual {low}–{high}"

    @property
    def spoken(self) -> str:
        known = [window.count for window in self.windows if window.count is not None]
        if not known:
            return f"{self.measure.title}: no data."
        now = f"{self.measure.title}: {wording.quantity(known[-1], 'breaches')} in 30 days"
        if not self.usual:
            return f"{now}.{happened(self.marks)}"
        since = len(self.windows) - self.changed
        latest = f"last {wording.in_words(since)} of the " if self.changed else ""
        shown = f"in the {latest}{wording.in_words(len(known))} windows shown"
        return f"{now}; {self.usual} {shown}.{happened(self.marks)}"


def kinds(scope: Scope, build: Build) -> tuple[Kind, ...]:
    """One for each promise of the ledger that the data can tell of: what is above its usual range
    first, then in the catalogue's order.
    """
    found = [
        _kind(measure, scope, build)
        for name, measure in aimed(build).items()
        if name in PROMISES and build.missing(measure.needs) is None
    ]
    return tuple(sorted(seen_together(found), key=lambda kind: not kind.above))


def title_of(told: Sequence[Kind]) -> str:
    """ "Two kinds of broken promise are above their usual range"."""
    above = sum(kind.above for kind in told)
    if not above:
        return "No kind of broken promise is above its usual range by more than chance"
    counted = wording.sentence(wording.counted(above, "kind"))
    verb, whose = ("is", "its") if above == 1 else ("are", "their")
    return f"{counted} of broken promise {verb} above {whose} usual range"


def _kind(measure: Measure, scope: Scope, build: Build) -> Kind:
    first = first_day(measure, build) or build.as_of
    since = max(first, build.as_of - timedelta(days=SERIES_DAYS))
    windows = windows_to(build.as_of, since, HEADLINE_DAYS)
    found = calculate(measure, windows, (), scope, build) if windows else []
    if not any(figure.numerator is not None for figure in found):
        return Kind(measure, (), None, None)
    firsts = tuple(window.first for window in windows[-SHOWN:])
    chart = chart_of_counts(measure, found, declared_changes(measure, build))
    return _read(measure, chart, firsts)


def _read(measure: Measure, chart: Chart, firsts: tuple[date, ...]) -> Kind:
    points = chart.points[-SHOWN:]
    windows = tuple(Window(point.value, tone_of(point, "down")) for point in points)
    changed = sum(point.centre != points[-1].centre for point in points)
    return Kind(
        measure,
        windows,
        low=points[-1].low,
        high=points[-1].high,
        firsts=firsts,
        changed=changed,
        p_value=chart.p_value,
    )
