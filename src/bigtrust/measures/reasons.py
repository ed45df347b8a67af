"""Why promises were broken, in general and, for the privacy officer, case by case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, func, select

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.errors import NotPermittedError
from bigtrust.facts.snapshot import day_number
from bigtrust.measures.disclosure import OPEN_OPERATIONAL
from bigtrust.measures.permitting import refuse_single_cases
from bigtrust.promises.promises import PROMISES
from bigtrust.rules.period import Period, published_periods

_NAMES_A_CASE: Final = ("selling_to_the_aggrieved",)  # whose `about` is "complaint D00000048"


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind of reason of a promise's breaches; `count` is None where too few people are behind."""

    promise: str
    about: str  # a word of the ledger, as the promise's module says
    count: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the ledger: whose promise was broken (a pseudonym, "" if nobody's), and why."""

    promise: str
    pseudonym: str
    sentence: str
    sender_unit: str
    campaign_id: str


def reasons(scope: Scope, build: Build, period: Period) -> list[Reason]:
    """The kinds of reason in a period, the commonest first.

    Raises NotPermittedError, but for the privacy officer, where the period is not published.
    """
    if scope.role is not Role.OFFICER and period not in published_periods(build.as_of):
        raise NotPermittedError(
            f"Reasons are not published for {period.first} to {period.last}.",
            "Choose a month or the 30 days, or ask the privacy officer.",
        )
    with transaction(build.engine) as connection:
        rows = connection.execute(_by_reason(build, period)).all()
    open_to_all = scope.role is Role.OFFICER
    return [
        Reason(row.promise, row.about, row.number)
        if open_to_all or row.people >= OPEN_OPERATIONAL
        else Reason(row.promise, row.about, None)
        for row in rows
    ]


def _by_reason(build: Build, period: Period) -> Select[Any]:
    ledger = build.shelf.ledger
    named = ledger.c.promise.in_(_NAMES_A_CASE)
    about = case((named, func.split_part(ledger.c.about, " ", 1)), else_=ledger.c.about)
    nobody = func.count(case((ledger.c.customer_key.is_(None), 1)))
    people = func.count(ledger.c.customer_key.distinct()) + nobody
    return (
        select(
            ledger.c.promise,
            about.label("about"),
            func.count().label("number"),
            people.label("people"),
        )
        .where(*_within(build, period))
        .group_by(ledger.c.promise, about)
        .order_by(ledger.c.promise, func.count().desc(), about)
    )


def cases(
    scope: Scope,
    build: Build,
    period: Period,
    where: Mapping[str, str],
    most: int,
) -> list[Case]:
    """The latest breaches in a period with these dimensions, each with its sentence.

    Raises NotPermittedError for every role but the privacy officer.
    """
    refuse_single_cases(scope)
    ledger, persons = build.shelf.ledger, build.shelf.persons
    statement = (
        select(ledger, persons.c.pseudonym)
        .outerjoin_from(ledger, persons, persons.c.customer_key == ledger.c.customer_key)
        .where(*_within(build, period), *(ledger.c[name] == told for name, told in where.items()))
        .order_by(ledger.c["at"].desc(), ledger.c.subject, ledger.c.promise)
        .limit(most)
    )
    with transaction(build.engine) as connection:
        return [_case(row) for row in connection.execute(statement)]


def _case(row: Any) -> Case:
    return Case(
        promise=row.promise,
        pseudonym=row.pseudonym or "",
        sentence=PROMISES[row.promise].because(row),
        sender_unit=row.sender_unit,
        campaign_id=row.campaign_id,
    )


def _within(build: Build, period: Period) -> tuple[ColumnElement[bool], ...]:
    ledger = build.shelf.ledger
    return (
        ledger.c["day"] >= day_number(period.first),
        ledger.c["day"] <= day_number(period.last),
    )
