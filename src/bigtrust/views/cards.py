"""An indicator on a card: value, signs, change, target, n and its two years."""

from dataclasses import dataclass, replace

from bigtrust.measures.figure import Figure
from bigtrust.measures.headline import Coverage, Headline
from bigtrust.measures.measure import Measure
from bigtrust.measures.status import misses_target
from bigtrust.views import wording
from bigtrust.views.number_alone import or_number_alone
from bigtrust.views.series import Series, series_of
from bigtrust.views.signals import HIT_AND_MISS, MEETS, MISSES, STEADY, VARIATIONS, Sign, signs_of

UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. `value` and `unit` stand apart because they differ in size."""

    measure: Measure
    now: Figure
    value: str
    unit: str
    signs: tuple[Sign, ...]
    change: str
    target: str
    basis: str  # "n 18,871"
    coverage: str
    series: Series
    p_value: float | None = None  # of what its latest point does, were there nothing but noise

    @property
    def getting_worse(self) -> bool:
        return any(sign.shape == "diamond" for sign in self.signs)

    @property
    def improving(self) -> bool:
        return any(sign.shape == "circle" for sign in self.signs)

    @property
    def off_target(self) -> bool:
        """Whether the figure of now lies on the wrong side of the target."""
        return misses_target(self.measure, self.now)

    @property
    def calmed(self) -> "Card":
        """The same, its latest point taken for noise."""
        signs = [STEADY if sign in VARIATIONS else sign for sign in self.signs]
        return replace(self, signs=tuple(signs), series=self.series.calmed)


@dataclass(frozen=True, slots=True)
class Failure:
    """A figure that could not be formed; the reference finds its cause in the log."""

    measure: Measure
    reference: str

    @property
    def p_value(self) -> None:
        """Nothing of it is judged."""

    @property
    def calmed(self) -> "Failure":
        return self

    @property
    def sentence(self) -> str:
        return f"This figure could not be formed. The log says why, under {self.reference}."


def card(measure: Measure, headline: Headline, running: Figure | None = None) -> Card:
    """The card of a figure: of its number alone where the denominator's data set is missing."""
    measure, headline = or_number_alone(measure, headline)
    now = headline.now
    return Card(
        measure=measure,
        now=now,
        value=_value(now, measure),
        unit="" if _known(now) is None else wording.unit_of(_known(now) or 0, measure.unit),
        signs=_signs(measure, headline),
        change=wording.change(headline.change, measure.unit),
        target=target_text(measure),
        basis=_basis(measure, now),
        coverage=_coverage(headline),
        series=series_of(measure, headline, running),
        p_value=headline.chart.p_value if headline.chart else None,
    )


def target_text(measure: Measure) -> str:
    """ "target 0 %", "target ≤ 2 %", "target ≥ 98 %"; "" where there is none."""
    if measure.target is None:
        return ""
    best = 100 if measure.better == "up" else 0
    bound = "" if measure.target == best else {"down": "≤ ", "up": "≥ "}[measure.better]
    unit = measure.unit if measure.unit == wording.PERCENT else ""
    text = f"target {bound}{wording.quantity(measure.target, unit)}"
    return text.replace(" ", wording.NO_BREAK)


def _known(now: Figure) -> float | None:
    """The value; or, of a percentile that is not reached yet, what it is beyond."""
    return now.beyond if now.value is None else now.value


def _value(now: Figure, measure: Measure) -> str:
    """ "93.2", "over 28", or that nobody knows."""
    known = _known(now)
    if known is None:
        return UNKNOWN
    over = f"over{wording.NO_BREAK}" if now.value is None else ""
    return f"{over}{wording.number(known, measure.unit)}"


def _signs(measure: Measure, headline: Headline) -> tuple[Sign, ...]:
    """From the chart; where it has no limits, the value of now is held against the target. Where
    it belies what the limits say of the target, that is met now and then.
    """
    misses = misses_target(measure, headline.now)
    if headline.now.value is None:
        return (MISSES,) if misses else ()
    signs = signs_of(headline.chart) if headline.chart else ()
    if measure.target is None:
        return signs
    told, belied = (MISSES, MEETS) if misses else (MEETS, MISSES)
    return tuple(HIT_AND_MISS if sign == belied else sign for sign in signs) or (told,)


def _basis(measure: Measure, now: Figure) -> str:
    n = now.numerator if measure.spread and now.denominator is None else now.denominator
    return "" if n is None else f"n{wording.NO_BREAK}{wording.compact(n)}"


def _coverage(headline: Headline) -> str:
    if _known(headline.now) is None:
        return "Nothing to judge in this period"
    return coverage_told(headline)


def coverage_told(headline: Headline) -> str:
    """ "96.5 % of marketing contacts could be judged"; "" where all could."""
    if not isinstance(headline.coverage, Coverage):
        return headline.coverage or ""
    share = wording.quantity(headline.coverage.share, wording.PERCENT)
    return f"{share} of {headline.coverage.of} could be judged"
