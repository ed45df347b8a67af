"""How long something takes, when part of it has not happened yet.

Cases still open count for as long as they were seen (Kaplan-Meier), so that a backlog cannot
hide and a fresh month cannot shine.
Source: Kaplan and Meier 1958, JASA 53:457-481.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from statsmodels.duration.survfunc import SurvfuncRight

SPECK = 1e-9  # what arithmetic alone may leave between equal shares


@dataclass(frozen=True, slots=True)
class TimeTo:
    """The first time by which the share asked for was reached; None where it never was.

    Then it takes more than `longest`, the longest time that any case was seen.
    """

    value: int | None
    longest: int


@dataclass(frozen=True, slots=True)
class Course:
    """By each time from 0 on: the share (0-1) that had happened, and how many were seen so long."""

    shares: tuple[float, ...]
    seen: tuple[int, ...]


def time_to(
    share: float, times: Sequence[int], counts: Sequence[int], happened: Sequence[bool]
) -> TimeTo | None:
    """The first time by which at least `share` of the cases happened; None without cases.

    A histogram, one entry a bar: `counts` cases were seen for a time of `times` (whole days or
    hours, 0 or more), until it `happened`, or else until nobody looked any longer. What nobody
    saw end at a time was still seen at that time. No two shares stand between: where the estimate
    is exactly `share` at a time, that is the time.
    """
    estimate = _estimate(times, counts, happened)
    if estimate is None:
        return None
    reached = estimate.surv_times[estimate.surv_prob <= 1 - share + SPECK]
    return TimeTo(int(reached[0]) if reached.size else None, int(estimate.time.max()))


def course_of(times: Sequence[int], counts: Sequence[int], happened: Sequence[bool]) -> Course:
    """Day by day, or hour by hour, from 0 to the longest that any case was seen; a histogram as in
    `time_to`. Empty without cases.
    """
    estimate = _estimate(times, counts, happened)
    if estimate is None:
        return Course((), ())
    whole = np.arange(int(estimate.time.max()) + 1)
    steps = np.concatenate([[1.0], estimate.surv_prob])
    shares = 1 - steps[np.searchsorted(estimate.surv_times, whole, side="right")]
    seen = [estimate.freq_weights[estimate.time >= time].sum() for time in whole]
    return Course(tuple(map(float, shares)), tuple(map(int, seen)))


def _estimate(
    times: Sequence[int], counts: Sequence[int], happened: Sequence[bool]
) -> "SurvfuncRight | None":
    from statsmodels.duration.survfunc import SurvfuncRight  # noqa: PLC0415 (starting would take twice as long)

    weights = np.asarray(counts, dtype=np.float64)
    seen = weights > 0
    if not seen.any():
        return None
    durations = np.asarray(times, dtype=np.float64)[seen]
    ended = np.asarray(happened, dtype=np.int64)[seen]
    return SurvfuncRight(durations, ended, freq_weights=weights[seen])
