"""An indicator over time, ready to be drawn, read aloud or laid out as a table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import repeat, takewhile

from bigtrust.measures.figure import Figure
from bigtrust.measures.headline import Headline
from bigtrust.measures.measure import Measure
from bigtrust.rules import spc_chart
from bigtrust.views import wording
from bigtrust.views.signals import Tone, pattern_of, tone_of

Limits = tuple[int, float, float]  # a point's place, and where it usually lies


@dataclass(frozen=True, slots=True)
class Point:
    """One period: its value in the series' unit (None: no data), and where it usually lies."""

    first: date
    last: date
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    lower: float | None = None
    upper: float | None = None
    tone: Tone = "steady"
    pattern: Tone = "steady"  # of the pattern that it is a part of, proved by a later point or not
    complete: bool = True  # a running period is drawn hollow


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day, told at a dotted line."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """Points in order of time, with the target if there is one.

    A flow's point tells of its whole period, a stock's of the close of its last day.
    """

    title: str
    unit: str
    target: float | None
    points: tuple[Point, ...]
    is_stock: bool = False
    step_days: int = 7
    marks: tuple[Mark, ...] = ()
    by_month: bool = False
    misleads: bool = False  # how it rises and falls says nothing, as a mapping of its data warns

    @property
    def known(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.value is not None)

    @property
    def complete(self) -> tuple[Point, ...]:
        return tuple(point for point in self.known if point.complete)

    @property
    def flagged(self) -> tuple[Point, ...]:
        return tuple(point for point in self.known if point.tone != "steady")

    @property
    def calmed(self) -> "Series":
        """The same, its latest complete point taken for noise."""
        latest = self.complete[-1] if self.complete else None
        calm = (replace(each, tone="steady") if each is latest else each for each in self.points)
        return replace(self, points=tuple(calm))

    @property
    def has_limits(self) -> bool:
        return any(point.upper is not None for point in self.points)

    @property
    def usual(self) -> list[list[Limits]]:
        """The usual range of the points that have one: a list for each stretch of them, as nothing
        bridges a gap.
        """
        stretches: list[list[Limits]] = [[]]
        for place, point in enumerate(self.points):
            if point.lower is None or point.upper is None:
                stretches.append([])
            else:
                stretches[-1].append((place, point.lower, point.upper))
        return [stretch for stretch in stretches if stretch]

    @property
    def is_judged(self) -> bool:
        """Whether the latest complete period has a usual range; after a declared change it may take
        a while until one is learned.
        """
        return bool(self.complete) and self.complete[-1].upper is not None

    @property
    def rhythm(self) -> str:
        if self.by_month:
            return "by month"
        if not self.step_days:
            return "one by one"
        return "by week" if self.step_days == 7 else f"every {self.step_days} days"

    @property
    def starts_at_zero(self) -> bool:
        """Whether an axis from zero leaves what is drawn at least half of the height."""
        drawn = [point.value for point in self.known if point.value is not None]
        drawn += [] if self.target is None else [self.target]
        return not drawn or min(drawn) <= max(drawn) / 2

    @property
    def signal_since(self) -> date | None:
        """The day on which the pattern began that makes the latest complete period a signal."""
        if not self.complete or self.complete[-1].tone == "steady":
            return None
        latest = self.complete[-1]
        pattern = takewhile(lambda point: point.pattern == latest.tone, reversed(self.complete))
        return min(self.day_of(point) for point in (*pattern, latest))

    def day_of(self, point: Point) -> date:
        """The day that a point is told by: a stock's own day, else the first of its period."""
        return point.last if self.is_stock else point.first

    def finding(self) -> str:
        """What the chart shows, as its title."""
        since = self.signal_since
        if since:
            better = self.complete[-1].tone == "improving"
            course = "Better than usual" if better else "Out of its usual range"
            return f"{course} since {wording.medium_day(since)}"
        if self.misleads:
            return "No verdict on the trend: the data do not allow one"
        if not self.is_judged:
            return "Too early to tell signal from noise"
        if not self.flagged:
            return "Steady, nothing is out of the ordinary"
        verb = "was" if len(self.flagged) == 1 else "were"
        return f"Steady now; {self._exceptions('earlier point')} {verb} out of the ordinary"

    def spoken(self) -> str:
        """The chart in a sentence or two, for whoever does not see it."""
        if not self.known:
            return f"{self.title}: no data."
        parts = (self._course(), self._signals(), self._target())
        return " ".join(part for part in parts if part) + happened(self.marks)

    def _course(self) -> str:
        first, last = self.known[0], self.known[-1]
        values = [point.value for point in self.known if point.value is not None]
        low, high = min(values), max(values)
        return (
            f"{self.title} {self.rhythm} from {wording.long_day(self.day_of(first))} to "
            f"{wording.long_day(last.last)}: between {wording.number(low, self.unit)} and "
            f"{wording.quantity(high, self.unit)}, last {wording.quantity(values[-1], self.unit)}."
        )

    def _signals(self) -> str:
        if not self.flagged:
            return "Every point lies in its usual range." if self.is_judged else ""
        verb = "is" if len(self.flagged) == 1 else "are"
        return f"{wording.sentence(self._exceptions('point'))} {verb} out of the ordinary."

    def _exceptions(self, noun: str) -> str:
        return wording.counted(len(self.flagged), noun)

    def _target(self) -> str:
        if self.target is None:
            return ""
        return f"The target is {wording.quantity(self.target, self.unit)}."


def happened(marks: Iterable[Mark]) -> str:
    """ " 17 Sept 2026: new mailer." for whoever does not see the lines."""
    return "".join(f" {wording.medium_day(mark.day)}: {mark.text}." for mark in marks)


def series_of(
    measure: Measure, headline: Headline, running: Figure | None = None, by_month: bool = False
) -> Series:
    """The points of an indicator, each with its limits and its signal if the chart has them.

    `running` is the figure of the period that is not over, if there is one to show.
    """
    charted = headline.chart.points if headline.chart else repeat(None)
    points = [_point(*pair, measure) for pair in zip(headline.series, charted, strict=False)]
    if running is not None:
        points.append(replace(_point(running, None, measure), complete=False))
    return Series(
        title=measure.title,
        unit=measure.unit,
        target=headline.target,
        points=tuple(points),
        is_stock=measure.kind == "stock",
        step_days=measure.window_days,
        by_month=by_month,
        misleads=headline.trend_misleads,
    )


def _point(figure: Figure, charted: spc_chart.Point | None, measure: Measure) -> Point:
    point = Point(*figure.period, figure.value, figure.numerator, figure.denominator)
    if charted is None:
        return point
    return replace(
        point,
        lower=charted.low,
        upper=charted.high,
        tone=tone_of(charted, measure.better),
        pattern=pattern_of(charted, measure.better),
    )
