"""Worked examples: a small company in text, and its figures by example, worked out by hand."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.promises.promises import PROMISES
from bigtrust.rules.period import Period
from tests.companies import Company
from tests.stores import DUCKDB_DAILY, built, officer, settings_of

AS_OF = date(2024, 3, 31)
Counts = dict[str, tuple[float | None, float | None]]


@pytest.fixture(params=DUCKDB_DAILY)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine."""
    return str(request.param)


@pytest.fixture(scope="session")
def builds() -> dict[tuple[str, str], Build]:
    """Engine, company -> its build."""
    return {}


@pytest.fixture
def build_of(
    engine: str,
    builds: dict[tuple[str, str], Build],
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Callable[[Company], Build]:
    """Loads a company and builds it, with the default settings (Italy, Rome), as of 31 March; one
    that several tests ask about, once.
    """

    def of(company: Company) -> Build:
        asked = (engine, repr(company))
        if asked not in builds:
            home = tmp_path_factory.mktemp("built")
            settings = settings_of(home, request.getfixturevalue("store_url"))
            builds[asked] = built(company, settings.model_copy(update={"as_of": AS_OF}))
        return builds[asked]

    return of


def counts(
    build: Build, name: str, by: str, first: date = date(2024, 1, 1), last: date = AS_OF
) -> Counts:
    """Numerator and denominator of a measure by example, which is a value of a dimension."""
    figures = calculate(CATALOGUE[name], [Period(first, last)], (by,), officer(build), build)
    return {figure.group[0]: (figure.numerator, figure.denominator) for figure in figures}


def figure(
    build: Build, name: str, first: date = date(2024, 1, 1), last: date = AS_OF
) -> tuple[float | None, float | None, float | None]:
    """Numerator, denominator and value of a measure."""
    (found,) = calculate(CATALOGUE[name], [Period(first, last)], (), officer(build), build)
    return found.numerator, found.denominator, found.value


def sentences(build: Build, promise: str, sender_unit: str = "") -> list[str]:
    """Why the contacts (or disclosures) of an example broke a promise, in order."""
    ledger = build.shelf.ledger
    rows = select(ledger).where(ledger.c.promise == promise, ledger.c.sender_unit == sender_unit)
    with transaction(build.engine) as connection:
        found = connection.execute(rows.order_by(ledger.c.at, ledger.c.subject)).all()
    return [PROMISES[promise].because(row) for row in found]
