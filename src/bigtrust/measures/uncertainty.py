"""How uncertain a figure is: what chance alone leaves it, and how odd it is beside the whole."""

from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.rules.intervals import Interval, poisson, wilson
from bigtrust.rules.tails import p_value_of_events, p_value_of_share


def interval(measure: Measure, top: float, bottom: float) -> Interval | None:
    """Wilson's of a share, the exact one of a rate of events; None of other figures.

    In the figure's own unit.
    """
    found = None
    if measure.is_share and 0 <= top <= bottom:
        found = wilson(int(top), int(bottom))
    elif measure.is_rate_of_events:
        found = poisson(int(top), bottom)
    if found is None:
        return None
    return Interval(measure.scale * found.low, measure.scale * found.high)


def p_value(measure: Measure, part: Figure, whole: Figure) -> float | None:
    """How likely chance alone takes a part so far from the whole; None where it cannot be told:
    of what is no share and no rate of events, or is not shown.
    """
    if part.value is None or not part.denominator or whole.value is None:
        return None
    events, expected = int(part.numerator or 0), whole.value / measure.scale
    if measure.is_share and 0 <= events <= part.denominator:
        return p_value_of_share(events, int(part.denominator), expected)
    if measure.is_rate_of_events:
        return p_value_of_events(events, expected * part.denominator)
    return None
