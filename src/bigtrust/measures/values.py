"""The values that a dimension has: what may be chosen."""

from sqlalchemy import ColumnElement, func, select

from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.measures.measure import Measure
from bigtrust.measures.sums import dimensions_of, known_dimensions
from bigtrust.promises.overlaps import WHOLE
from bigtrust.rollups.rollup import Rollup


def values_of(measure: Measure, dimension: str, build: Build) -> tuple[str, ...]:
    """In order of name, over all days and people: so a value's being there tells of no cell."""
    counts = [count for count in (measure.numerator, measure.denominator) if count is not None]
    rollups = {count.rollup for count in counts if known_dimensions(count, build, [dimension])}
    columns = {_column(rollup, dimension, build) for rollup in rollups}
    found: set[str] = set()
    with transaction(build.engine) as connection:
        for column in columns:
            found.update(connection.scalars(select(column).distinct()))
    return tuple(sorted(found - {WHOLE}))


def peopled_values(measure: Measure, dimension: str, build: Build) -> tuple[str, ...]:
    """Those of `values_of`; that a segment is not said is none where that is so of no customer."""
    found = values_of(measure, dimension, build)
    segments, rows = build.shelf.segments, build.shelf.rollups[measure.numerator.rollup.name]
    if dimension in rows.c or dimension not in segments.c:
        return found
    unsaid = select(func.sum(segments.c.customers)).where(segments.c[dimension] == "")
    with transaction(build.engine) as connection:
        return found if connection.scalar(unsaid) else tuple(filter(None, found))


def told_values(measure: Measure, build: Build) -> dict[str, tuple[str, ...]]:
    """Of each dimension that the measure can be split by its `values_of`, where the data tell of
    any: without customers, of no region.
    """
    found = {name: values_of(measure, name, build) for name in dimensions_of(measure, build)}
    return {name: values for name, values in found.items() if any(values)}


def _column(rollup: Rollup, dimension: str, build: Build) -> ColumnElement[str]:
    """Of the rollup, else of its customers' segments."""
    rows = build.shelf.rollups[rollup.name]
    return rows.c[dimension] if dimension in rows.c else build.shelf.segments.c[dimension]
