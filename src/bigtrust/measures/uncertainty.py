"""How uncertain a figure is: the interval that chance alone leaves, in the figure's own unit."""

from bigtrust.measures.measure import Measure
from bigtrust.rules.intervals import Interval, poisson, wilson


def interval(measure: Measure, top: float, bottom: float) -> Interval | None:
    """Wilson's of a share, the exact one of a rate of events; None of other figures."""
    found = None
    if measure.is_share and 0 <= top <= bottom:
        found = wilson(int(top), int(bottom))
    elif measure.is_rate_of_events:
        found = poisson(int(top), bottom)
    if found is None:
        return None
    return Interval(measure.scale * found.low, measure.scale * found.high)
