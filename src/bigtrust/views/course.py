"""What Explore is asked about, over two years: of all, or of what the filters leave."""

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.headline import headline
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.views import wording
from bigtrust.views.asked import Asked
from bigtrust.views.explanation import key_of, points_of
from bigtrust.views.panel import Panel
from bigtrust.views.series import series_of
from bigtrust.views.side_by_side import label_of


def has_course(measure: Measure, asked: Asked) -> bool:
    """By dimension whole weeks are published, and no windows of another length."""
    return not asked.only or measure.window_days == 7


def course(scope: Scope, build: Build, asked: Asked) -> Panel:
    """The chart by week, with its usual range, its signals, and what people wrote of it."""
    measure = aimed(build)[asked.indicator]
    series = series_of(measure, headline(measure, scope, build, asked.where or None))
    of_whom = wording.sentence(label_of(tuple(asked.where.values()))) or "All"
    known = bool(series.known)
    return Panel(
        title=f"{of_whom}: {series.finding()}" if known else f"{of_whom}: too few to show by week",
        key=key_of(series),
        drawing=series if known else None,
        spoken=series.spoken(),
        table=points_of(series) if known else None,
        measure=asked.indicator,
    )
