"""Signal or noise: the control chart of a measure's series, by the changes that were declared.

Limits are learned from the whole series, never from a filtered part; they begin anew, or leave
days out, only where settings declare a change and its reason (rules.md).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import fmean
from typing import Any

import numpy as np

from bigtrust.builds import Build
from bigtrust.measures.disclosure import too_coarse_to_chart
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure, Over, TopShare
from bigtrust.rules.period import HEADLINE_DAYS
from bigtrust.rules.spc import chart_changes, chart_ratios, chart_values
from bigtrust.rules.spc_chart import Aim, Chart, Point
from bigtrust.rules.spc_limits import Flags


@dataclass(frozen=True, slots=True)
class DeclaredChange:
    """Limits begin anew with `since`; with `until`, they leave out the days between instead."""

    since: date
    until: date | None
    reason: str

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "DeclaredChange":
        """From how a build's manifest and a closed meeting tell it: days as text."""
        until = told["until"] and date.fromisoformat(told["until"])
        return cls(date.fromisoformat(told["since"]), until, told["reason"])

    def told(self) -> dict[str, Any]:
        until = self.until and self.until.isoformat()
        return {"since": self.since.isoformat(), "until": until, "reason": self.reason}


def declared_changes(measure: Measure, build: Build) -> list[DeclaredChange]:
    """What settings declare of a measure, in order of time."""
    return sorted(
        (
            DeclaredChange.read(change)
            for change in build.manifest["settings"]["changes"]
            if measure.name in change["indicators"]
        ),
        key=lambda change: change.since,
    )


def target_of(measure: Measure, days: int) -> float | None:
    """The target for a period of so many days: a rate per customer grows with its period."""
    if measure.target is None or measure.denominator is None:
        return measure.target
    per_period = measure.denominator.over is Over.MEAN
    return measure.target * days / HEADLINE_DAYS if per_period else measure.target


def chart(
    measure: Measure, found: Sequence[Figure], changes: Sequence[DeclaredChange] = ()
) -> Chart | None:
    """The chart of a series, in the measure's unit; its icons are those of the latest phase.

    None where no figure has a value, or where they are protected and too small to tell signals.
    """
    if not any(figure.value is not None for figure in found) or too_coarse_to_chart(found):
        return None
    return _joined(
        _phase(measure, found[begin:end], _learned(found[begin:end], changes))
        for begin, end in _phases(found, changes)
    )


def chart_of_counts(
    measure: Measure, found: Sequence[Figure], changes: Sequence[DeclaredChange] = ()
) -> Chart:
    """The chart of a series' numerators alone, as events of periods alike: by the same changes,
    and few of them with the limits of few events.
    """
    return _joined(
        chart_ratios(
            [figure.numerator for figure in found[begin:end]],
            [1.0] * (end - begin),
            Aim(measure.better),
            is_share=False,
            baseline=_learned(found[begin:end], changes),
        )
        for begin, end in _phases(found, changes)
    )


def _joined(phases: Iterable[Chart]) -> Chart:
    """One chart of all phases, read as the latest."""
    read = list(phases)
    return replace(read[-1], points=tuple(point for phase in read for point in phase.points))


def known_to_limits(found: Sequence[Figure], changes: Sequence[DeclaredChange]) -> int:
    """How many points of a series its latest usual range is learned from."""
    *_, (begin, end) = _phases(found, changes)
    learned = _learned(found[begin:end], changes)
    told = zip(found[begin:end], learned, strict=True)
    return sum(bool(known) and figure.value is not None for figure, known in told)


def _phases(
    found: Sequence[Figure], changes: Sequence[DeclaredChange]
) -> Iterator[tuple[int, int]]:
    """From where to where limits hold: a phase begins with the first period after a change."""
    begins = {
        next((at for at, figure in enumerate(found) if figure.period.first >= change.since), 0)
        for change in changes
        if change.until is None
    }
    return pairwise(sorted({0, *begins, len(found)}))


def _learned(found: Sequence[Figure], changes: Sequence[DeclaredChange]) -> Flags:
    """The periods that do not meet a declared incident."""
    return np.array(
        [
            not any(
                change.until is not None
                and figure.period.first <= change.until
                and figure.period.last >= change.since
                for change in changes
            )
            for figure in found
        ],
        dtype=np.bool_,
    )


def _phase(measure: Measure, found: Sequence[Figure], learned: Flags) -> Chart:
    target = target_of(measure, measure.window_days)
    aim = Aim(measure.better, target, measure.lowest, measure.highest)
    if measure.carries_over:
        aim = replace(aim, highest=100.0) if measure.is_share else aim
        return chart_changes(
            [figure.value for figure in found], aim, learned, _step(measure, found)
        )
    if measure.denominator is None or measure.spread is not None:
        values = [figure.value for figure in found]
        whole = not isinstance(measure.spread, TopShare)  # numbers of people, contacts, days
        return chart_values(values, aim, learned, step=float(whole))
    if measure.numerator.less and measure.numerator.over is Over.PERIOD:
        values = [figure.value for figure in found]
        return chart_values(values, aim, learned, _step(measure, found))
    drawn = chart_ratios(
        [figure.numerator for figure in found],
        [figure.denominator for figure in found],
        _of_ratio(aim, measure.scale),
        is_share=measure.is_share,
        baseline=learned,
    )
    return replace(drawn, points=tuple(_scaled(point, measure.scale) for point in drawn.points))


def _of_ratio(aim: Aim, scale: float) -> Aim:
    """In units of the ratio, of which the measure's own is `scale` times as much."""
    target, lowest, highest = (
        None if bound is None else bound / scale for bound in (aim.target, aim.lowest, aim.highest)
    )
    return Aim(aim.better, target, lowest, highest)


def _step(measure: Measure, found: Sequence[Figure]) -> float:
    """What one person (or touchpoint) more or less changes."""
    bottoms = [figure.denominator for figure in found if figure.denominator]
    return measure.scale / fmean(bottoms) if bottoms else 1.0


def _scaled(point: Point, scale: float) -> Point:
    value, centre, low, high = (
        None if part is None else part * scale
        for part in (point.value, point.centre, point.low, point.high)
    )
    return replace(point, value=value, centre=centre, low=low, high=high)
