"""How quickly requests are answered: the share answered by each day after receipt."""

from sqlalchemy import func, select

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.facts.snapshot import day_number
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.permitting import refuse_what_is_not_published
from bigtrust.rollups import ANSWERS
from bigtrust.rules.period import Period
from bigtrust.rules.survival import Course, course_of


def answered_by(scope: Scope, build: Build, period: Period) -> Course:
    """Of the requests received in a period, by the days since receipt; those still open count until
    as-of (decisions.md, 51). Of the whole company, and so exact for every role; empty without
    requests.
    """
    measure = CATALOGUE["time_to_answer"]
    refuse_what_is_not_published(measure, (), (), scope, build)
    if build.missing(measure.needs) is not None:
        return Course((), ())
    rows = build.shelf.rollups[ANSWERS.name]
    received, answered = func.sum(rows.c.received), func.sum(rows.c.answered)
    statement = (
        select(rows.c.level, received.label("received"), answered.label("answered"))
        .where(rows.c["day"].between(day_number(period.first), day_number(period.last)))
        .group_by(rows.c.level)
        .order_by(rows.c.level)
    )
    with transaction(build.engine) as connection:
        found = connection.execute(statement).all()
    days = [row.level for row in found]
    ended = [int(row.answered) for row in found]
    going_on = [int(row.received - row.answered) for row in found]
    happened = [True] * len(days) + [False] * len(days)
    return course_of(days * 2, ended + going_on, happened)
