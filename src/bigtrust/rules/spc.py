"""Statistical process control: is a change a signal, or noise?

`chart_values` and `chart_ratios` choose the chart that suits a series by period, `chart_changes`
is for what carries over from one to the next, `chart_events` shows the days between single
events. Limits come from the whole series, or from a declared baseline; with fewer than 12 points
they are trial limits, with fewer than 5 there are none.
Sources: NHS England, Making Data Count (XmR, rules, icons); Laney 2002 (p', u'), Quality
Engineering 14:531-537; Nelson 1994 (days between events), Journal of Quality Technology
26:151-155.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from bigtrust.rules.spc_chart import (
    Aim,
    Chart,
    ChartKind,
    Point,
    Series,
    assurance,
    read,
    without_limits,
)
from bigtrust.rules.spc_limits import Flags, Limits, Numbers, few_events, laney, xmr
from bigtrust.rules.spc_rules import ALL_RULES, Direction, Rule

FEW_EVENTS = 5.0  # expected in a period
UNEQUAL = 0.25  # a denominator that far from their mean, and the limits follow the denominators
NELSON = 3.6  # the root that makes the time between random events nearly normal
NEARBY = 6  # changes on each side, that tell how a level drifts
Baseline = slice | Flags  # positions from .. to, or which ones
WHOLE = slice(None)


def chart_values(
    values: Sequence[float | None], aim: Aim, baseline: Baseline = WHOLE, step: float = 0.0
) -> Chart:
    """The XmR chart of values by period, in order; None where data is missing.

    `baseline` are the positions that the limits are learned from: all, unless a change was
    declared. Points before the first of them are not flagged. `step` is that of values which
    come in steps: 1 of whole numbers.
    """
    series = _series(_numbers(values), baseline)
    if not series.has_limits:
        return without_limits(ChartKind.XMR, series)
    limits = xmr(series.values[series.present], series.learned[series.present])
    return read(ChartKind.XMR, series, replace(limits, step=step), aim)


def chart_changes(
    values: Sequence[float | None], aim: Aim, baseline: Baseline = WHOLE, step: float = 0.0
) -> Chart:
    """The chart of what carries over from period to period, as a number of customers does.

    Each value stands on the one before, so that its neighbours tell nothing of how far it strays:
    what has usual limits is its change. They are drawn around the value before, and a slow drift
    is none of the rules' patterns: only a change outside of them is a signal. Their centre is the
    median of the changes nearby, a quarter of weeks: a drift that slows down is still a drift,
    and one large step (a notice that makes all others old) moves no centre.
    """
    numbers = _numbers(values)
    changes = np.diff(numbers, prepend=np.nan)
    levels = _series(numbers, baseline)
    series = Series(changes, _between_learned(levels.learned))
    if not series.has_limits:
        return without_limits(ChartKind.CHANGES, levels)
    learned = xmr(series.values[series.present], series.learned[series.present])
    limits = replace(learned, centre=_nearby(series.values[series.present]), step=step)
    free = replace(aim, target=None, lowest=None, highest=None)
    outside = frozenset({Rule.OUTSIDE})
    found = read(ChartKind.CHANGES, series, limits, free, outside)
    rows = zip(found.points, values, (numbers - changes).tolist(), strict=True)
    points = tuple(_at_level(point, value, before, aim) for point, value, before in rows)
    latest = next(point for point in reversed(points) if point.value is not None)
    told = replace(found, points=points, assurance=assurance(latest, aim))
    if latest.centre is None:  # it comes after a gap, and nobody knows its change
        return replace(told, variation=None, p_value=None)
    return told


def _between_learned(levels: Flags) -> Flags:
    """The changes to learn from: the way back from what is left out is no usual change either."""
    learned = np.zeros_like(levels)
    learned[1:] = levels[1:] & levels[:-1]
    return learned


def _nearby(changes: Numbers) -> Numbers:
    """The median of each change and its neighbours."""
    around = (changes[max(at - NEARBY, 0) : at + NEARBY + 1] for at in range(len(changes)))
    return np.array([np.median(some) for some in around])


def _at_level(point: Point, value: float | None, before: float, aim: Aim) -> Point:
    if point.centre is None or point.low is None or point.high is None:
        return replace(point, value=value)
    low, high = np.clip([before + point.low, before + point.high], aim.lowest, aim.highest)
    return replace(
        point, value=value, centre=before + point.centre, low=float(low), high=float(high)
    )


def chart_ratios(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    aim: Aim,
    *,
    is_share: bool,
    baseline: Baseline = WHOLE,
) -> Chart:
    """The chart that suits numerator / denominator by period, in units of that ratio.

    Numerators are whole numbers: one event is the step that such a ratio takes.
    Fewer than 5 expected events (of a share: or non-events) a period: limits that allow for
    chance, and only the rule "outside a limit", because so skewed a series lies on one side of
    its mean by nature; `chart_events` says more where the days are known. Denominators that
    differ by more than 25 % from their mean: Laney's p' for a share, u' for a rate. Else XmR.
    A period without a denominator, or with one of 0, is missing.
    """
    tops, bottoms = _numbers(numerators), _numbers(denominators)
    bottoms[bottoms == 0] = np.nan
    series = _series(tops / bottoms, baseline)
    kind = _kind(tops[series.learned], bottoms[series.learned], is_share)
    if not series.has_limits:
        return without_limits(kind, series)
    learned = series.learned[series.present]
    tops, bottoms = tops[series.present], bottoms[series.present]
    limits = _limits(kind, tops, bottoms, learned, is_share)
    rules = frozenset({Rule.OUTSIDE}) if kind is ChartKind.FEW_EVENTS else ALL_RULES
    return read(kind, series, limits, replace(aim, highest=1.0) if is_share else aim, rules)


def chart_events(days: Sequence[date], aim: Aim, as_of: date | None = None) -> Chart:
    """Days between rare events, one point from each event (but the first) back to the one before.

    `days` are in order, a day once for each of its events; `aim` is that of the events, so more
    days between them are better where fewer events are. The silence up to `as_of` is a point
    of its own once it is longer than chance would have it. There is no target. For events rarer
    than one in two days: days as the unit are too coarse for more.
    """
    gaps = np.diff(_ordinals(days))
    silence = [as_of.toordinal() - days[-1].toordinal()] if as_of and days else []
    whole = _chart_gaps(np.append(gaps, silence), len(gaps), aim)
    if silence and not _is_beyond(whole.points[-1]):
        return _chart_gaps(gaps, len(gaps), aim)
    return whole


def _is_beyond(silence: Point) -> bool:
    """A silence that goes on may be too long already, but never too short."""
    return silence.flag is Rule.OUTSIDE and silence.direction is Direction.HIGH


def _chart_gaps(gaps: Numbers, closed: int, aim: Aim) -> Chart:
    """Read on Nelson's scale, where gaps are nearly normal, and drawn in days.

    Half a day is added first: events of one day are some hours apart, not none.
    """
    series = _series((gaps + 0.5) ** (1 / NELSON), slice(closed))
    if not series.has_limits:
        return without_limits(ChartKind.DAYS_BETWEEN, _series(gaps, slice(closed)))
    opposite: Aim = Aim("up" if aim.better == "down" else "down")
    limits = xmr(series.values, series.learned)
    chart = read(ChartKind.DAYS_BETWEEN, series, limits, opposite)
    return replace(chart, points=tuple(_in_days(point) for point in chart.points))


def _in_days(point: Point) -> Point:
    def days(scaled: float | None) -> float | None:
        return None if scaled is None else max(scaled**NELSON - 0.5, 0.0)

    return replace(
        point,
        value=days(point.value),
        centre=days(point.centre),
        low=days(point.low),
        high=days(point.high),
    )


def _kind(tops: Numbers, bottoms: Numbers, is_share: bool) -> ChartKind:
    if not tops.size:
        return ChartKind.XMR
    expected = min(tops.mean(), (bottoms - tops).mean()) if is_share else tops.mean()
    if expected < FEW_EVENTS:
        return ChartKind.FEW_EVENTS
    if np.abs(bottoms / bottoms.mean() - 1).max() > UNEQUAL:
        return ChartKind.P_PRIME if is_share else ChartKind.U_PRIME
    return ChartKind.XMR


def _limits(
    kind: ChartKind, tops: Numbers, bottoms: Numbers, learned: Flags, is_share: bool
) -> Limits:
    if kind is ChartKind.XMR:
        return replace(xmr(tops / bottoms, learned), step=1 / bottoms)
    if kind is not ChartKind.FEW_EVENTS:
        return replace(laney(tops, bottoms, learned, is_share), step=1 / bottoms)
    if is_share and 2 * tops.sum() > bottoms.sum():  # what is rare is the opposite
        rare = few_events(bottoms - tops, bottoms, learned, is_share)
        return Limits(1 - rare.centre, rare.spread)
    return few_events(tops, bottoms, learned, is_share)


def _numbers(values: Sequence[float | None]) -> Numbers:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _ordinals(days: Sequence[date]) -> Numbers:
    return np.array([day.toordinal() for day in days], dtype=np.float64)


def _series(values: Numbers, baseline: Baseline) -> Series:
    within = np.zeros(values.shape, dtype=np.bool_)
    within[baseline] = True
    return Series(values, within & ~np.isnan(values))
