"""What only several rows together show to be odd: worth a warning, not a reason to keep any out."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, case, func, select

from bigtrust.sources.raw import Wanted
from bigtrust.sources.scratch import Scratch


def odd_sequences(scratch: Scratch, judged: Table, wanted: Wanted) -> Iterator[str]:
    """Choices that were withdrawn before they were first given."""
    if wanted.data_set.name != "consent_events":
        return

    def first(state: str) -> ColumnElement[Any]:
        return func.min(case((judged.c.state == state, judged.c.occurred_at)))

    choices = (
        select(judged.c.customer_id)
        .group_by(judged.c.customer_id, judged.c.purpose, judged.c.channel)
        .having(first("withdrawn") < first("given"))
    )
    count = scratch.connection.scalar(select(func.count()).select_from(choices.subquery()))
    if count:
        yield f"state: {count:,} choices were withdrawn before they were given"
