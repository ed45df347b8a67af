"""Indicators without data: which data set or column is missing, and what it would add."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bigtrust.measures.measure import Measure
from bigtrust.views import wording


@dataclass(frozen=True, slots=True)
class Gap:
    """A data set, or a column ("complaints.closed_at"), and the indicators that wait for it."""

    missing: str
    measures: tuple[Measure, ...]

    @property
    def data_set(self) -> str:
        """The data set in words, where all of it is missing; else ""."""
        return "" if "." in self.missing else self.missing.replace("_", " ")

    @property
    def sentence(self) -> str:
        titles = wording.joined([wording.inside(measure.title) for measure in self.measures])
        they = "They" if self.data_set.endswith("s") else "It"
        return f"No data: {wording.lacking(self.missing)}. {they} would add {titles}."


def gaps_of(missing: Iterable[tuple[Measure, str]]) -> tuple[Gap, ...]:
    """One gap for each thing that is missing, in the order in which it is first missed."""
    waiting: dict[str, list[Measure]] = {}
    for measure, name in missing:
        waiting.setdefault(name, []).append(measure)
    return tuple(Gap(name, tuple(measures)) for name, measures in waiting.items())


def gaps_title(missing: Sequence[tuple[Measure, str]]) -> str:
    """ "Three indicators have no data yet"."""
    verb = "has" if len(missing) == 1 else "have"
    return f"{wording.sentence(wording.counted(len(missing), 'indicator'))} {verb} no data yet"
