"""What only several rows together show to be odd: worth a warning, not a reason to keep any out."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Subquery, Table, and_, case, func, or_, select

from bigtrust.contract import ALL
from bigtrust.sources.raw import Wanted
from bigtrust.sources.scratch import Scratch


def odd_sequences(scratch: Scratch, judged: Table, wanted: Wanted) -> Iterator[str]:
    """Choices that were withdrawn before they were first given, as far as this load tells."""
    if wanted.data_set.name != "consent_events":
        return
    withdrawn = _first(judged, "withdrawn").subquery("withdrawn")
    given = _first(judged, "given", "renewed").subquery("given")
    choices = (
        select(withdrawn.c.customer_id)
        .join(given, _concerns(given, withdrawn))
        .group_by(withdrawn.c.customer_id, withdrawn.c.purpose, withdrawn.c.channel)
        .having(func.min(withdrawn.c.moment) < func.min(given.c.moment))
    )
    count = scratch.connection.scalar(select(func.count()).select_from(choices.subquery()))
    if count:
        yield f"state: {count:,} choices were withdrawn before they were given"


def _first(judged: Table, *states: str) -> Any:
    """The choices that were brought into one of the states, and when first."""
    choice = (judged.c.customer_id, judged.c.purpose, judged.c.channel)
    moment = func.min(case((judged.c.state.in_(states), judged.c.occurred_at))).label("moment")
    return select(*choice, moment).group_by(*choice).having(moment.is_not(None))


def _concerns(given: Subquery, withdrawn: Subquery) -> ColumnElement[bool]:
    """What was given for all channels can be withdrawn on one of them, and the other way round."""
    return and_(
        given.c.customer_id == withdrawn.c.customer_id,
        *(
            or_(given.c[name] == withdrawn.c[name], given.c[name] == ALL, withdrawn.c[name] == ALL)
            for name in ("purpose", "channel")
        ),
    )
