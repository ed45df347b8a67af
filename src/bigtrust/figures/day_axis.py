"""The days below a chart: months by their names in the company's locale, unknown to Plotly."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import plotly.graph_objects as go

from bigtrust.views import wording

_MOST: Final = 5  # ticks: what a phone has room for
_STEPS: Final = (1, 2, 3, 6, 12)  # months
_FEWEST_MONTHS: Final = 3  # of fewer, days are named


def name_days(figure: go.Figure, days: Sequence[date]) -> None:
    """Ticks at the first of a month, every so many months; within a quarter, on days."""
    if not days:
        return
    months = _firsts_of_months(min(days), max(days))
    if len(months) >= _FEWEST_MONTHS:
        ticks = _every_so_many(months)
        texts = [wording.short_month(day) for day in ticks]
    else:
        ticks = _spread(min(days), max(days))
        texts = [wording.short_day(day) for day in ticks]
    figure.update_xaxes(tickvals=[day.isoformat() for day in ticks], ticktext=texts)


def _firsts_of_months(first: date, last: date) -> list[date]:
    numbers = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    found = (date(number // 12, number % 12 + 1, 1) for number in numbers)
    return [day for day in found if first <= day <= last]


def _every_so_many(months: Sequence[date]) -> list[date]:
    """In step with the year: January and July, or each quarter."""
    for step in _STEPS:
        found = [day for day in months if (day.month - 1) % step == 0]
        if len(found) <= _MOST:
            return found
    years = [day for day in months if day.month == 1]
    return years[:: -(-len(years) // _MOST)]


def _spread(first: date, last: date) -> list[date]:
    steps = min(_MOST - 1, (last - first).days)
    return [
        first + timedelta((last - first).days * place // (steps or 1)) for place in range(steps + 1)
    ]
