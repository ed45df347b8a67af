"""Rollups are the same on every engine, and add up to what can be."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bigtrust.builds import Build
from bigtrust.builds.shelf import shelf_of
from bigtrust.engines import transaction
from bigtrust.facts.snapshot import day_number
from bigtrust.rollups import ROLLUPS, Rollup
from bigtrust.settings.names import OF_FIGURES
from tests.companies import Company, company
from tests.postgresql import Server
from tests.promises.test_caps import OVER_CAP, people, sent
from tests.promises.test_complaints_answered import SUSPECTED
from tests.promises.test_consent import ASKING, under_notices
from tests.promises.test_contacts import examples
from tests.promises.test_pressure import TEXT as PRESSURE
from tests.promises.test_requests_and_complaints import COMPLAINTS, REQUESTS
from tests.promises.test_sharing_after_objection import SHARED
from tests.promises.test_systems import examples as systems
from tests.promises.test_transparency import TOUCHPOINTS
from tests.promises.test_withdrawals import HONOURED
from tests.stores import built, rolled_up, settings_of

AS_OF = date(2024, 3, 28)  # before the last that happens


OTHERS = """
    data_inventory
      data_category | purpose  | legal_basis | retention_days | described_in_notice
      address       | delivery | contract    | 30             | true
    consent_events
      customer_id | occurred_at      | state     | channel
      ann         | 2023-11-01 10:00 | given     | push
      ann         | 2023-12-01 10:00 | withdrawn | push
    survey_answers
      customer_id | answered_on | statement | score
      ann         | 2024-03-01  | humanity  | 6
    purchases
      customer_id | purchased_at     | registration
      ann         | 2024-03-01 10:00 | account
"""


def rich() -> Company:
    """All worked examples in one company."""
    days = ((name, channel, day) for name, (channel, each, _) in OVER_CAP.items() for day in each)
    parts = [
        examples(),
        under_notices(),
        systems(),
        company(f"{people()}\n{sent(days)}"),
        *map(company, (REQUESTS, COMPLAINTS, SUSPECTED, ASKING, HONOURED)),
        *map(company, (SHARED, TOUCHPOINTS, PRESSURE, OTHERS)),
    ]
    tables = {}
    for number, part in enumerate(parts):
        for name, rows in part.items():
            tables.setdefault(name, []).extend(renumbered(rows, number))
    return Company(tables)


def renumbered(rows: list[dict], number: int) -> list[dict]:
    """Ids of their own, as each part counts from 1."""
    keys = [f"{name}_id" for name in ("contact", "event", "request", "complaint", "purchase")]
    keys += ["disclosure_id", "answer_id"]
    return [row | {key: f"{number}-{row[key]}" for key in keys if key in row} for row in rows]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    home = tmp_path_factory.mktemp("rich")
    settings = settings_of(home, f"duckdb:///{home / 'facts.duckdb'}")
    return built(rich(), settings.model_copy(update={"as_of": AS_OF}))


def test_every_rollup_is_the_same_on_both_engines(build: Build, postgresql: Server, tmp_path: Path):
    url = postgresql.new_database()
    settings = settings_of(tmp_path, url).model_copy(update={"as_of": AS_OF})
    there, here = rolled_up(built(rich(), settings)), rolled_up(build)
    assert all(here[rollup.name] for rollup in ROLLUPS)
    for rollup in ROLLUPS:
        assert there[rollup.name] == here[rollup.name]
    postgresql.drop(url)


@pytest.mark.parametrize("rollup", ROLLUPS, ids=lambda rollup: rollup.name)
class TestRollup:
    def test_counts_nothing_after_as_of(self, build: Build, rollup: Rollup):
        with transaction(build.engine) as connection:
            last = connection.scalar(select(func.max(build.shelf.rollups[rollup.name].c.day)))
        assert last <= day_number(AS_OF)

    def test_counts_nothing_below_zero(self, build: Build, rollup: Rollup):
        table = build.shelf.rollups[rollup.name]
        with transaction(build.engine) as connection:
            lowest = connection.execute(
                select(*(func.min(table.c[name]) for name in rollup.counts))
            ).one()
        assert min(lowest) >= 0

    def test_nothing_ends_before_it_begins(self, build: Build, rollup: Rollup):
        """Of no segment and no dimension does less than nothing stand at a day's close."""
        table = build.shelf.rollups[rollup.name]
        pairs = [("begun", "ended"), ("received", "closed")]
        pairs += [("became_overdue", "ceased_overdue"), ("became_late", "ceased_late")]
        grain = [column for column in table.c if column.name not in ("day", *rollup.counts)]
        for begins, ends in pairs:
            if {begins, ends} <= set(rollup.counts):
                standing = func.sum(table.c[begins] - table.c[ends]).over(
                    partition_by=grain, order_by=table.c.day, range_=(None, 0)
                )
                lowest = select(func.min(select(standing.label("n")).subquery().c.n))
                with transaction(build.engine) as connection:
                    assert connection.scalar(lowest) >= 0


def test_no_segment_has_the_name_of_a_count_or_a_dimension():
    """It would not be seen beside it. Complaints have a product of their own."""
    shelf = shelf_of({}, {})
    kept = (shelf.rollups, shelf.cells, shelf.repetitions, shelf.standing, shelf.members, shelf.met)
    names = {name for tables in kept for table in tables.values() for name in table.c.keys()}
    assert names - OF_FIGURES == {"product"}
