"""Whether a figure meets its target."""

from bigtrust.measures.charts import target_of
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure

NO_DATA, NO_TARGET, MEETS, MISSES = "no data", "no target", "meets target", "misses target"
UNKNOWN = "cannot be told"  # a figure known by its bound, which leaves either side of the target


def status_of(measure: Measure, figure: Figure) -> str:
    """One of the words above. A protected figure is judged by its bound, and so is a time that was
    not reached.
    """
    target = target_of(measure, figure.period.days)
    low = figure.low if figure.beyond is None else figure.beyond
    shown = (figure.value, low, figure.high)
    if all(part is None for part in shown):
        return UNKNOWN if figure.protection else NO_DATA
    if target is None:
        return NO_TARGET
    if figure.value is not None:
        return MEETS if _meets(measure, figure.value, target) else MISSES
    down = measure.better == "down"
    worst, best = (figure.high, low) if down else (low, figure.high)
    if worst is not None:
        return MEETS if _meets(measure, worst, target) else UNKNOWN
    # The bound itself is not reached.
    beyond = best is not None and (best >= target if down else best <= target)
    return MISSES if beyond else UNKNOWN


def misses_target(measure: Measure, figure: Figure) -> bool:
    """Whether all that is known of it lies on the wrong side of its target."""
    return status_of(measure, figure) == MISSES


def _meets(measure: Measure, value: float, target: float) -> bool:
    return value <= target if measure.better == "down" else value >= target
