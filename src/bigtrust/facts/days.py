"""From a moment to the day it fell on, by the clocks of a time zone (decisions.md, 1).

The offsets from UTC are a small table, so that one statement dates rows on every engine.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Table,
    and_,
    cast,
    false,
    func,
    insert,
    literal,
    select,
    update,
)

from bigtrust.contract import CONTRACT, DataSet, Kind
from bigtrust.engines import working_table
from bigtrust.errors import StoreError
from bigtrust.schema import Star, day_column

SECONDS_OF_AN_HOUR = 3600
SECONDS_OF_A_DAY = 24 * SECONDS_OF_AN_HOUR
# Moments outside these years take the first or last offset known.
_FIRST_YEAR, _LAST_YEAR = 1970, 2040
_BEFORE_ALL, _AFTER_ALL = -(2**62), 2**62
# No zone that we know changes its clocks twice within a week.
_STEP = timedelta(days=7)

# The data sets that are counted on the customer's own day; all others on the company's.
OWN_DAY = ("contacts", "consent_events", "purchases")


def know_zones(connection: Connection, star: Star, company_zone: str) -> None:
    """Write the offsets of the time zones that the store has not met yet."""
    offsets, own = star.zone_offsets, star.customers.c.time_zone
    met = {company_zone, *connection.scalars(select(own).where(own.is_not(None)).distinct())}
    known = set(connection.scalars(select(offsets.c.time_zone).distinct()))
    rows = [row for zone in sorted(met - known) for row in zone_spells(zone)]
    if rows:
        connection.execute(insert(offsets), rows)


def refuse_another_zone(connection: Connection, star: Star, company_zone: str) -> None:
    """Raises StoreError where facts are held that were read and dated in another zone than this.

    They cannot be dated again: a moment that came without a zone was read in the company's.
    """
    held = connection.scalar(select(star.company.c.time_zone))
    if held is None:
        connection.execute(insert(star.company).values(time_zone=company_zone))
    elif held != company_zone:
        raise StoreError(
            f"The fact store was loaded in the time zone {held}, and bigtrust.toml says"
            f" {company_zone}: its moments were read, and its days counted, in {held}.",
            f'Put time_zone = "{held}" back under [company]; or name another folder (or database)'
            " under [store] and load everything into it.",
        )


@cache
def zone_spells(zone: str) -> tuple[dict[str, str | int], ...]:
    """The offsets of a zone from UTC, in order and without a gap."""
    changes = [_BEFORE_ALL, *_changes(ZoneInfo(zone)), _AFTER_ALL]
    return tuple(
        {
            "time_zone": zone,
            "from_second": start,
            "until_second": end,
            "offset_seconds": _offset(ZoneInfo(zone), min(max(start, 0), end - 1)),
        }
        for start, end in pairwise(changes)
    )


def _changes(zone: ZoneInfo) -> Iterator[int]:
    moment = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    while moment.year < _LAST_YEAR:
        start, end = int(moment.timestamp()), int((moment + _STEP).timestamp())
        if _offset(zone, start) != _offset(zone, end):
            yield _first_second_after_change(zone, start, end)
        moment += _STEP


def _first_second_after_change(zone: ZoneInfo, start: int, end: int) -> int:
    before = _offset(zone, start)
    while end - start > 1:
        middle = (start + end) // 2
        start, end = (middle, end) if _offset(zone, middle) == before else (start, middle)
    return end


def _offset(zone: ZoneInfo, second: int) -> int:
    offset = datetime.fromtimestamp(second, zone).utcoffset()
    return int((offset or timedelta()).total_seconds())


def clock(
    offsets: FromClause, zone: ColumnElement[str], moment: ColumnElement[int]
) -> ColumnElement[bool]:
    """The join condition that finds the one offset in force at a moment."""
    return and_(
        offsets.c.time_zone == zone,
        moment >= offsets.c.from_second,
        moment < offsets.c.until_second,
    )


def local_day(offsets: FromClause, moment: Column[int]) -> ColumnElement[int]:
    """The day of a moment, by the offset that `clock` found."""
    seconds = moment + offsets.c.offset_seconds
    return cast(func.floor(seconds / float(SECONDS_OF_A_DAY)), Integer)


def dated(
    connection: Connection,
    star: Star,
    data_set: DataSet,
    rows: Table,
    source: FromClause,
    company_zone: str,
) -> tuple[FromClause, dict[str, ColumnElement[Any]]]:
    """The source joined to the clocks its rows need, and the day of each of their moments.

    `rows` has the moments, and customer_key for the data sets that go by the customer's own day.
    """
    moments = _moments(data_set)
    zone: ColumnElement[str] = literal(company_zone)
    if data_set.name in OWN_DAY and moments:
        source = source.outerjoin(
            star.customers, star.customers.c.customer_key == rows.c.customer_key
        )
        zone = func.coalesce(star.customers.c.time_zone, company_zone)
    know_zones(connection, star, company_zone)
    days: dict[str, ColumnElement[Any]] = {}
    for moment in moments:
        offsets = star.zone_offsets.alias(f"clock_of_{moment}")
        nearby = within_reach(connection, offsets, rows.c[moment])
        condition = and_(clock(offsets, zone, rows.c[moment]), nearby)
        source = source.outerjoin(offsets, condition)
        days[day_column(moment)] = local_day(offsets, rows.c[moment])
    return source, days


def customers_who_move(
    connection: Connection,
    star: Star,
    rows: Table,
    news: ColumnElement[bool],
    company_zone: str,
) -> Table:
    """The customer_key of those whom rows of customers that are `news` put into another time zone
    than they were in so far.
    """
    customers = star.customers
    was = func.coalesce(customers.c.time_zone, company_zone)
    becomes = func.coalesce(rows.c.time_zone, company_zone)
    return working_table(
        connection,
        "customers_who_move",
        select(rows.c.customer_key)
        .join_from(rows, customers, customers.c.customer_key == rows.c.customer_key)
        .where(news, was != becomes),
    )


def date_again(connection: Connection, star: Star, moved: Table, company_zone: str) -> None:
    """Set anew the days of what these customers did, by the time zones that they now have."""
    know_zones(connection, star, company_zone)
    for name in OWN_DAY:
        for moment in _moments(CONTRACT[name]):
            _date_again(connection, star, star.tables[name], moment, moved, company_zone)


def _date_again(
    connection: Connection, star: Star, facts: Table, moment: str, moved: Table, company_zone: str
) -> None:
    clocks = _clocks_of(connection, star, moved, facts.c[moment], company_zone)
    connection.execute(
        update(facts)
        .where(
            facts.c.customer_key == clocks.c.customer_key,
            facts.c[moment] >= clocks.c.from_second,
            facts.c[moment] < clocks.c.until_second,
        )
        .values({day_column(moment): local_day(clocks, facts.c[moment])})
    )


def _clocks_of(
    connection: Connection, star: Star, moved: Table, moment: Column[int], company_zone: str
) -> FromClause:
    """The offsets that these customers lived by while the moments lasted."""
    customers, offsets = star.customers, star.zone_offsets
    zone = func.coalesce(customers.c.time_zone, company_zone)
    nearby = within_reach(connection, offsets, moment)
    return (
        select(moved.c.customer_key, *offsets.c)
        .join_from(moved, customers, customers.c.customer_key == moved.c.customer_key)
        .join(offsets, and_(offsets.c.time_zone == zone, nearby))
        .subquery("clocks")
    )


def _moments(data_set: DataSet) -> list[str]:
    return [column.name for column in data_set.columns if column.kind is Kind.MOMENT]


def within_reach(
    connection: Connection, offsets: FromClause, moment: Column[int]
) -> ColumnElement[bool]:
    """Leaves out the clocks of other years, so that a row meets two or three and not a hundred."""
    first, last = connection.execute(select(func.min(moment), func.max(moment))).one()
    if first is None:
        return false()
    return and_(offsets.c.from_second <= last, offsets.c.until_second > first)
