"""What Explore is asked about, over two years: of all, or of what the filters leave."""

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.headline import goes_by_month, headline_under
from bigtrust.views import wording
from bigtrust.views.asked import Asked
from bigtrust.views.explanation import key_of, points_of
from bigtrust.views.number_alone import told_as
from bigtrust.views.panel import Panel
from bigtrust.views.series import series_of
from bigtrust.views.side_by_side import label_of


def course(scope: Scope, build: Build, asked: Asked) -> Panel:
    """The chart by week, or by month where it has to be, with its usual range and signals, and with
    what people wrote of it.
    """
    measure = told_as(build, asked.indicator)
    told = headline_under(measure, scope, build, asked.where)
    series = series_of(measure, told, by_month=goes_by_month(measure, asked.where))
    of_whom = wording.sentence(label_of(tuple(asked.where.values()))) or "All"
    known = bool(series.known)
    finding = series.finding() if known else f"too few to show {series.rhythm}"
    return Panel(
        title=f"{of_whom}: {wording.inside(finding)}",
        key=key_of(series),
        drawing=series if known else None,
        spoken=series.spoken(),
        table=points_of(series) if known else None,
        measure=asked.indicator,
    )
