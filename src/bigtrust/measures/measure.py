"""What a measure is: which counts of which rollup it is formed from, and what it means."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from bigtrust.rollups import Rollup


class Over(StrEnum):
    """How daily counts add up to a period."""

    PERIOD = "summed over the days of the period"
    FIRST = "summed over the period, each person's pair once"
    CLOSE = "standing at the close of its last day"
    MEAN = "standing at the close of a day, mean over its days"
    DAYS = "standing at the close of a day, summed over its days"
    PEOPLE = "distinct people of the ledger of broken promises in the period"

    @property
    def runs(self) -> bool:
        """Whether it is a running sum, from the first day of the data on."""
        return self in (Over.CLOSE, Over.MEAN, Over.DAYS)


@dataclass(frozen=True, slots=True)
class Count:
    """A column of a rollup, less another one where it is a stock (begun less ended)."""

    rollup: Rollup
    column: str
    over: Over
    less: str = ""
    needs: tuple[str, ...] = ()  # data sets, or data_set.column
    only: tuple[tuple[str, str], ...] = ()  # dimension and value: of the rollup, these rows alone


@dataclass(frozen=True, slots=True)
class Quantile:
    """The smallest level that at least this share of people does not exceed (nearest rank)."""

    share: float


@dataclass(frozen=True, slots=True)
class TopShare:
    """What the most contacted part of the people receives, of all contacts."""

    people: float


@dataclass(frozen=True, slots=True)
class Survival:
    """The first level, a time, by which at least this share of the cases had happened; those still
    going on count for as long as they were seen. The numerator happened, of the denominator.
    """

    share: float


Spread = Quantile | TopShare | Survival


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator, as indicators.md defines it; every figure of it comes from `calculate`.

    Its value is scale x numerator / denominator; without a denominator, the numerator itself;
    with a `spread`, that of its levels.
    """

    name: str
    number: int  # of indicators.md
    title: str
    question: str
    definition: str
    numerator_text: str
    denominator_text: str
    unit: str
    kind: Literal["flow", "stock"]
    better: Literal["up", "down"]
    principle: str
    numerator: Count
    denominator: Count | None = None
    judged: Count | None = None  # how many of `candidates` could be judged at all
    candidates: Count | None = None
    candidates_text: str = ""
    scale: float = 1.0
    spread: Spread | None = None
    lowest: float = 0.0  # that its value can be at all
    highest: float | None = None  # likewise; of a share that `is_share` tells, 100
    target: float | None = None
    good: float | None = None  # where the trust index gives it 100
    bad: float | None = None  # where the trust index gives it 0
    target_source: str = "a house value; set it in bigtrust.toml"
    caveat: str = ""
    alarm: bool = False  # off target, it comes before all else
    window_days: int = 7  # how far apart the points of its series are
    carries_over: bool = False  # from point to point, so that its changes have usual limits
    warm_up_days: int = 0  # after the first day of its data, until a window is full

    @property
    def needs(self) -> tuple[str, ...]:
        """The data sets (or data_set.column) without which there is no figure at all."""
        return self.numerator.needs

    @property
    def rate_needs(self) -> tuple[str, ...]:
        """Those without which there is its number alone, if anything."""
        return (*self.needs, *(self.denominator.needs if self.denominator else ()))

    @property
    def data_sets(self) -> tuple[str, ...]:
        """Every data set that the figure is formed from."""
        counts = (self.numerator, self.denominator)
        needs = [need for count in counts if count is not None for need in count.needs]
        return tuple(dict.fromkeys(need.partition(".")[0] for need in needs))

    @property
    def is_number(self) -> bool:
        """Whether it counts something, of nothing: so many requests."""
        return self.denominator is None and self.spread is None

    @property
    def is_share(self) -> bool:
        """Whether the numerator is a part of the denominator, so that an interval can be told."""
        return self.unit == "%" and self.spread is None and self.scale == 100.0

    @property
    def is_rate_of_events(self) -> bool:
        """Whether it tells how many events there were among so many people, or in so many days."""
        return self.denominator is not None and self.denominator.over in (Over.DAYS, Over.MEAN)

    def aiming_at(self, target: float) -> "Measure":
        return replace(self, target=target, target_source="set in bigtrust.toml")
