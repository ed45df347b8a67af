"""What charts show, as data: no colours, no pixels. `bigtrust.figures` draws them.

Values are in the unit that the drawing names; None is what is not known, or may not be seen.
Whatever is drawn comes from figures that are protected already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bigtrust.views.series import Mark as Mark
from bigtrust.views.series import Series
from bigtrust.views.signals import Tone


@dataclass(frozen=True, slots=True)
class Bar:
    """A count, from zero; `text` is what its end says. Without a value it is a hollow stub."""

    label: str
    value: float | None
    text: str = ""
    tone: Tone = "steady"


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side or, `across`, below each other; a solid line stands behind bar `limit`,
    and `beyond` says what the bars there mean.
    """

    bars: Sequence[Bar]
    unit: str
    across: bool = False
    limit: int | None = None
    limit_text: str = ""
    beyond: str = ""
    axis: str = ""  # what the labels are


@dataclass(frozen=True, slots=True)
class Dot:
    """A rate with its interval. Without a value, only its label and `text` ("<5") are shown."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    tone: Tone = "steady"


@dataclass(frozen=True, slots=True)
class Dots:
    """Rates below each other or, `upright`, side by side; `reference` is a dotted line."""

    dots: Sequence[Dot]
    unit: str
    upright: bool = False
    reference: float | None = None
    reference_text: str = ""
    axis: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows by columns. Around a `centre`, what is worse is orange and what is better blue;
    without one, darker is more.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float | None]]
    texts: Sequence[Sequence[str]]
    centre: float | None = None
    high_is_worse: bool = True


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    label: str
    size: float
    value: float
    outside: bool
    worse: bool


@dataclass(frozen=True, slots=True)
class FunnelPlot:
    """Units by size; within the limits, chance and custom explain how they differ."""

    points: Sequence[FunnelPoint]
    sizes: Sequence[float]  # along which the limits run
    lows: Sequence[float]
    highs: Sequence[float]
    centre: float
    centre_text: str
    unit: str
    size_text: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    values: Sequence[float | None]
    tone: Tone = "steady"
    guessed: bool = False  # dotted


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over the same steps, each named where it ends; a ring stands at step `chosen`."""

    steps: Sequence[float]
    lines: Sequence[Line]
    unit: str
    axis: str
    chosen: float | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """A value over time in its band of uncertainty."""

    days: Sequence[date]
    values: Sequence[float | None]
    lows: Sequence[float | None]
    highs: Sequence[float | None]
    unit: str
    target: float | None = None
    marks: Sequence[Mark] = ()
    tone: Tone = "steady"  # of the last value


Drawing = Bars | Dots | HeatMap | FunnelPlot | Lines | Trend | Series
