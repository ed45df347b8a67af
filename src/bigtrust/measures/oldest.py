"""The requests that wait longest, one by one: the privacy officer's alone."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.facts.snapshot import date_of
from bigtrust.measures.permitting import refuse_single_cases


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A request, and when it is due and why; `due` is None where no day is set or can be told."""

    request_id: str
    pseudonym: str  # "" where nobody known asked
    right: str
    regime: str
    handler: str
    received: date
    due: date | None
    explanation: str


def oldest(scope: Scope, build: Build, most: int) -> list[Outstanding]:
    """The outstanding requests that came first, the oldest first.

    Raises NotPermittedError for every role but the privacy officer.
    """
    refuse_single_cases(scope)
    waiting, persons = build.shelf.outstanding, build.shelf.persons
    statement = (
        select(waiting, persons.c.pseudonym)
        .outerjoin_from(waiting, persons, persons.c.customer_key == waiting.c.customer_key)
        .order_by(waiting.c.received_day, waiting.c.request_id)
        .limit(most)
    )
    with transaction(build.engine) as connection:
        return [
            Outstanding(
                request_id=row.request_id,
                pseudonym=row.pseudonym or "",
                right=row.right,
                regime=row.regime,
                handler=row.handler or "",
                received=date_of(row.received_day),
                due=None if row.due_day is None else date_of(row.due_day),
                explanation=row.explanation or "",
            )
            for row in connection.execute(statement)
        ]
