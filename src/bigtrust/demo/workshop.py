"""The database in which the demo company is made: its chance, its calendar and its size.

Chance is a hash of what is decided, for whom, and the seed: the same on any number of threads.
"""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from bigtrust.demo.seasons import days
from bigtrust.demo.truth import Period, PlantedEvent
from bigtrust.rules.working_days import holiday_name

YEARLY_JOINING, YEARLY_LEAVING = 0.14, 0.10

MACROS = """
-- Between 0 and 1, anew for each key and each thing decided. The outer hash is needed: DuckDB
-- joins the hashes of several arguments by exclusive or, which leaves them dependent.
CREATE MACRO chance(key, decided) AS
    (hash(hash(key, decided, getvariable('seed'))) >> 11)::DOUBLE / 9007199254740992.0;
-- Between 0 and 1, spread evenly along a sequence, so that any part of it gets its share.
CREATE MACRO spread(place) AS
    (place * 0.6180339887498949) - floor(place * 0.6180339887498949);
-- So many events, each at a standing of its own (0-1) among all that the company sees of them,
-- whatever the others do; numbered in order.
CREATE MACRO arrivals(total, decided) AS TABLE
    SELECT row_number() OVER (ORDER BY drawn) - 1 AS place, drawn AS standing
    FROM (SELECT chance(range, decided) AS drawn FROM range(total));
CREATE MACRO pick(options, drawn) AS options[1 + floor(drawn * len(options))::INTEGER];
CREATE MACRO first_of(event) AS (SELECT first_day FROM planted WHERE name = event);
CREATE MACRO last_of(event) AS (SELECT last_day FROM planted WHERE name = event);
CREATE MACRO during(day, event) AS coalesce(day BETWEEN first_of(event) AND last_of(event), false);
CREATE MACRO as_of() AS getvariable('as_of');
CREATE MACRO warm_up() AS getvariable('warm_up');
CREATE MACRO settled() AS getvariable('settled');
CREATE MACRO per_thousand_a_month(rate) AS
    ceil(rate / 1000 * 0.8 * getvariable('customers') * (as_of() - warm_up()) / 30)::BIGINT;
-- The day itself, or the next on which people may be called.
CREATE MACRO calling_day(day) AS list_filter(
    [day, day + 1, day + 2, day + 3, day + 4],
    lambda one: isodow(one) <> 7 AND NOT list_contains(getvariable('holidays'), one))[1];
-- How many customers had joined before a day; they are numbered as they join.
CREATE MACRO joined_before(day) AS
    settled() + floor((getvariable('customers') - settled())
                      * greatest(0, day - warm_up()) / (as_of() - warm_up() + 1))::BIGINT;
-- One of those who had joined well before a day.
CREATE MACRO somebody(day, drawn) AS 1 + floor(drawn * joined_before(day - 7))::BIGINT;
"""


def open_workshop(
    path: Path,
    period: Period,
    planted: tuple[PlantedEvent, ...],
    customers: int,
    seed: int,
    memory_limit: str,
) -> duckdb.DuckDBPyConnection:
    """A DuckDB file with the macros, `days` and `planted`; it spills beside itself."""
    workshop = duckdb.connect(str(path), config={"memory_limit": memory_limit})
    workshop.execute("SET enable_progress_bar = false")  # the steps are told by our own
    workshop.execute("SET TimeZone = 'UTC'")
    workshop.execute("SET python_enable_replacements = false")
    workshop.execute("SET VARIABLE seed = ?", [seed])
    workshop.execute("SET VARIABLE customers = ?", [customers])
    workshop.execute("SET VARIABLE settled = ?", [_settled(period, customers)])
    workshop.execute("SET VARIABLE warm_up = ?", [period.warm_up])
    workshop.execute("SET VARIABLE first_day = ?", [period.first_day])
    workshop.execute("SET VARIABLE as_of = ?", [period.as_of])
    workshop.execute("SET VARIABLE holidays = ?", [_holidays(period)])
    _store(workshop, "days", days(period, planted, seed))
    _store(workshop, "planted", _planted(planted))
    workshop.execute(MACROS)
    return workshop


def _holidays(period: Period) -> list[date]:
    """Those of Italy, where the company sits."""
    length = (period.as_of - period.warm_up).days
    days = (period.warm_up + timedelta(days=number) for number in range(length + 1))
    return [day for day in days if holiday_name(day, "IT")]


def _store(workshop: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    workshop.from_arrow(rows).create(name)


def _planted(planted: tuple[PlantedEvent, ...]) -> pa.Table:
    return pa.table(
        {
            "name": pa.array([event.name for event in planted], pa.string()),
            "first_day": pa.array([event.first_day for event in planted], pa.date32()),
            "last_day": pa.array([event.last_day for event in planted], pa.date32()),
        }
    )


def _settled(period: Period, customers: int) -> int:
    """How many of the customers are there from the first day; the others join at an even pace."""
    years = (period.as_of - period.warm_up).days / 365.25
    return round(customers / (1 + YEARLY_JOINING * years))
