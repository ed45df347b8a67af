"""What a count comes to for the whole company, asked once a build.

Figures without a dimension are exact and the same for every role, and one count stands behind many
of them: the active customers are under a dozen. What was asked is kept with the build that said it.
"""

from collections.abc import Sequence

from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.measures.behind import asking
from bigtrust.measures.measure import Count
from bigtrust.rules.period import Period


def of_the_whole(count: Count, periods: Sequence[Period], build: Build) -> list[float]:
    """The number of each period, in their order; 0 where there is nothing."""
    rollup = count.rollup.name
    known = build.told.setdefault((rollup, count.column, count.over, count.less, count.only), {})
    new = sorted({period for period in periods if period not in known})
    if new:
        with transaction(build.engine) as connection:
            rows = connection.execute(asking(count, build, new)).all()
        found = {place: float(number or 0) for place, number in rows}
        known.update({period: found.get(place, 0.0) for place, period in enumerate(new)})
    return [known[period] for period in periods]
