"""The requests that are outstanding at the close of as-of: how long already, how long still."""

from dataclasses import dataclass

from sqlalchemy import func, select

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.facts.snapshot import day_number
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.permitting import refuse_what_is_not_published
from bigtrust.rollups import ANSWERS
from bigtrust.rollups.accountability import NEVER_DUE


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many requests that came `age` days ago and are due in `days_left` (below 0: overdue since;
    None: their clock stands still, or no day is set).
    """

    number: int
    age: int
    days_left: int | None


def waiting(scope: Scope, build: Build) -> list[Waiting]:
    """Of the whole company, and so exact for every role; the next due first, those without a due
    day last. Empty where no requests were given, or nothing that closes them.
    """
    measure = CATALOGUE["outstanding_requests"]
    refuse_what_is_not_published(measure, (), (), scope, build)
    if build.missing(measure.needs) is not None:
        return []
    answers = build.shelf.rollups[ANSWERS.name]
    kept, today = (answers.c["day"], answers.c.due_in), day_number(build.as_of)
    still = func.sum(answers.c.received - answers.c.closed).label("still")
    statement = select(*kept, still).group_by(*kept).having(still > 0)
    with transaction(build.engine) as connection:
        rows = connection.execute(statement).all()
    found = [
        Waiting(
            number=int(row.still),
            age=today - row.day,
            days_left=None if row.due_in == NEVER_DUE else row.day + row.due_in - today,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.days_left is None, one.days_left or 0, one.age))
