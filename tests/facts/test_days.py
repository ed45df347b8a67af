"""The day of a moment by the clocks of a time zone; dated again where a customer's zone changes."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bigtrust.contract import CONTRACT
from bigtrust.engines import open_store, transaction
from bigtrust.facts import create_tables, take_in
from bigtrust.facts.days import zone_spells
from bigtrust.schema import Star
from bigtrust.settings import Settings
from tests.companies import Company
from tests.facts.conftest import Store
from tests.stores import DUCKDB_DAILY, rows_of, settings_of
from tests.strategies import companies

ZONES = ("Europe/Rome", "Europe/London", "America/Los_Angeles", "Asia/Kathmandu", "UTC")
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2039, 12, 1), timezones=st.just(UTC))


@given(st.sampled_from(ZONES), MOMENTS)
def test_the_offset_in_force_is_the_zones(zone: str, moment: datetime):
    second = int(moment.timestamp())
    (spell,) = (
        one for one in zone_spells(zone) if one["from_second"] <= second < one["until_second"]
    )
    assert spell["offset_seconds"] == moment.astimezone(ZoneInfo(zone)).utcoffset().total_seconds()


@pytest.mark.parametrize("zone", ZONES)
def test_the_spells_of_a_zone_leave_no_gap(zone: str):
    spells = zone_spells(zone)
    assert all(one["until_second"] == after["from_second"] for one, after in pairwise(spells))


WHO_LIVES_WHERE = """
    customers
      customer_id | time_zone
      home        |
      london      | Europe/London
      coast       | America/Los_Angeles
"""


def test_contacts_are_counted_on_the_customers_own_day(store: Store):
    """Midnight in Rome is the evening before in London and on the Pacific coast."""
    store.load(WHO_LIVES_WHERE)
    store.load(
        """
        contacts
          customer_id | sent_at          | sender_unit
          home        | 2024-03-10 00:00 | midnight in Rome
          london      | 2024-03-10 00:00 | 23:00 in London
          london      | 2024-03-10 01:00 | midnight in London
          coast       | 2024-03-10 09:00 | midnight on the coast
          coast       | 2024-03-10 08:59 | 23:59 on the coast
        """
    )
    days = [date(2024, 3, 9), date(2024, 3, 9), *[date(2024, 3, 10)] * 3]
    assert store.days("contacts", "sent_day") == days


def test_days_begin_at_midnight_on_either_side_of_a_change_of_clocks(store: Store):
    """Rome's clocks went forward on 31 March 2024 at 02:00, and back on 27 October at 03:00."""
    store.load(
        """
        contacts
          customer_id | sent_at
          ann         | 2024-03-30T22:59Z
          ann         | 2024-03-30T23:00Z
          ann         | 2024-03-31T21:59Z
          ann         | 2024-03-31T22:00Z
          ann         | 2024-10-26T22:00Z
          ann         | 2024-10-27T22:59Z
          ann         | 2024-10-27T23:00Z
        """
    )
    assert store.days("contacts", "sent_day") == [
        date(2024, 3, 30),
        *[date(2024, 3, 31)] * 2,
        date(2024, 4, 1),
        *[date(2024, 10, 27)] * 2,
        date(2024, 10, 28),
    ]


def test_what_the_office_deals_with_is_counted_on_the_offices_day(store: Store):
    store.load(WHO_LIVES_WHERE)
    store.load("complaints\n customer_id | received_at\n coast | 2024-03-10 00:00")
    assert store.days("complaints", "received_day") == [date(2024, 3, 10)]


MIDNIGHT = {
    "contacts": "contacts\n customer_id | sent_at\n ann | 2024-03-10 00:00",
    "purchases": "purchases\n customer_id | purchased_at\n ann | 2024-03-10 00:00",
    "consent_events": (
        "consent_events\n customer_id | occurred_at | state\n ann | 2024-03-10 00:00 | given"
    ),
}


@pytest.mark.parametrize(
    ("data_set", "column"),
    [
        ("contacts", "sent_day"),
        ("purchases", "purchased_day"),
        ("consent_events", "occurred_day"),
    ],
)
class TestDatingAgain:
    def test_when_the_customer_comes_after_the_facts(
        self, store: Store, data_set: str, column: str
    ):
        store.load(MIDNIGHT[data_set])
        assert store.days(data_set, column) == [date(2024, 3, 10)]
        store.load("customers\n customer_id | time_zone\n ann | Europe/London")
        assert store.days(data_set, column) == [date(2024, 3, 9)]

    def test_when_the_customer_moves_and_when_the_zone_is_taken_back(
        self, store: Store, data_set: str, column: str
    ):
        store.load("customers\n customer_id | time_zone\n ann | Europe/London")
        store.load(MIDNIGHT[data_set])
        store.load("customers\n customer_id | time_zone\n ann | Europe/Helsinki")
        assert store.days(data_set, column) == [date(2024, 3, 10)]
        store.load("customers\n customer_id | time_zone\n ann | America/Lima")
        assert store.days(data_set, column) == [date(2024, 3, 9)]
        store.load("customers\n customer_id | time_zone\n ann |")
        assert store.days(data_set, column) == [date(2024, 3, 10)]


Facts = dict[str, list[tuple[Any, ...]]]


def facts(connection: Connection, star: Star) -> Facts:
    """All that stands, with the words that the store's own numbers stand for."""
    words = {
        key: {number: told for number, *told in connection.execute(select(*columns)).all()}
        for key, columns in (
            ("customer_key", (star.customers.c.customer_key, star.customers.c.pseudonym)),
            ("message_key", star.messages.c),
            ("segment_key", star.customer_segments.c),
        )
    }
    return {
        name: sorted(
            (
                tuple(
                    words[key][value] if key in words and value is not None else value
                    for key, value in row._mapping.items()
                    if key != "load_key"
                )
                for row in connection.execute(select(table))
            ),
            key=repr,
        )
        for name, table in star.tables.items()
    }


def loaded_in_order(company: Company, settings: Settings, order: list[str]) -> Facts:
    star, store = Star(settings.segments), open_store(settings)
    with transaction(store) as connection:
        star.metadata.drop_all(connection)
        create_tables(connection, star)
        for data_set in order:
            rows = rows_of(company, data_set, star.segment_columns[data_set])
            take_in(connection, star, rows, settings.company.time_zone)
        return facts(connection, star)


@given(companies(), st.data())
@pytest.mark.parametrize("engine", DUCKDB_DAILY, indirect=True)
@settings(max_examples=3)
def test_any_order_of_loading_gives_the_same_facts(store_url, tmp_path, company, data):
    wanted = settings_of(tmp_path, store_url)
    wanted.folder.mkdir(exist_ok=True)
    in_order = [name for name in CONTRACT if name in company]
    order = data.draw(st.permutations(in_order))
    assert loaded_in_order(company, wanted, order) == loaded_in_order(company, wanted, in_order)
