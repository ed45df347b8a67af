"""Where a measure stands: now, before, its series, its coverage, and the SQL that says so."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from bigtrust.builds import Build, current
from bigtrust.engines import transaction
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Figure
from bigtrust.measures.headline import (
    SERIES_DAYS,
    Coverage,
    by_month,
    headline,
    points,
    statements,
)
from bigtrust.measures.measure import Measure, Survival
from bigtrust.rules.period import Period
from bigtrust.settings import read_settings
from tests.measures.conftest import AS_OF, built_of
from tests.stores import officer

WITHOUT = CATALOGUE["contact_without_permission"]
COMPLAINTS = CATALOGUE["complaints_per_1000"]
OUTSTANDING = CATALOGUE["outstanding_requests"]
LAST_30_DAYS = Period(date(2024, 5, 21), AS_OF)
every_measure = pytest.mark.parametrize(
    "measure", CATALOGUE.values(), ids=lambda measure: measure.name
)


@pytest.fixture(scope="module")
def demo(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


def told(measure: Measure, build: Build):
    return headline(measure, officer(build), build)


def test_a_flow_is_of_30_days_against_the_30_before(build: Build):
    found = told(COMPLAINTS, build)
    assert (found.now.period, found.now.numerator) == (LAST_30_DAYS, 1)
    assert found.before.period == Period(date(2024, 4, 21), date(2024, 5, 20))
    assert found.before.numerator == 2
    assert found.change == pytest.approx((1 - 2) / 4 * 1000)


def test_a_stock_is_of_the_close_of_as_of_against_30_days_before(build: Build):
    found = told(OUTSTANDING, build)
    assert found.now.period == Period(AS_OF, AS_OF)
    assert found.before.period == Period(date(2024, 5, 20), date(2024, 5, 20))
    assert (found.now.value, found.before.value, found.change) == (1, 2, -1)


def test_without_a_value_on_both_sides_nobody_knows_the_change(tmp_path: Path):
    build = built_of(
        """
        requests
          customer_id | received_at      | closed_at
          ann         | 2024-06-01 09:00 |
        """,
        tmp_path,
    )
    found = told(CATALOGUE["overdue_requests"], build)
    assert (found.now.value, found.before.value, found.change) == (0, None, None)


@every_measure
def test_points_are_complete_periods_and_lie_before_as_of(demo: Build, measure: Measure):
    found = points(measure, demo)
    assert bool(found) is (measure.name != "data_explained")  # known as of as-of alone
    assert all(period.days == measure.window_days for period in found)
    assert all(early.last < late.first for early, late in pairwise(found))
    for last in (period.last for period in found[-1:]):
        assert demo.as_of - timedelta(days=measure.window_days) < last <= demo.as_of


def test_the_week_of_as_of_is_not_among_them_until_it_is_over(build: Build, tmp_path: Path):
    wednesday = points(COMPLAINTS, build)[-1]
    assert wednesday == Period(date(2024, 6, 10), date(2024, 6, 16))
    sunday = built_of(
        "complaints\nreceived_at\n2024-05-01 09:00", tmp_path, as_of=date(2024, 6, 23)
    )
    assert points(COMPLAINTS, sunday)[-1] == Period(date(2024, 6, 17), date(2024, 6, 23))


@every_measure
def test_a_series_begins_when_its_data_and_its_window_are_complete(build: Build, measure: Measure):
    first_days = {
        "contacts": date(2024, 1, 10),
        "consent_events": date(2024, 1, 2),
        "requests": date(2024, 2, 10),
        "complaints": date(2024, 3, 4),
    }
    found = points(measure, build)
    if not found:  # not given, or shorter than its window
        assert build.missing(measure.needs) or measure.warm_up_days + measure.window_days > 160
        return
    needed = (need.partition(".")[0] for need in measure.needs)
    begins = max(first_days[name] for name in needed if name in first_days)
    begins += timedelta(days=measure.warm_up_days)
    assert begins <= found[0].first < begins + timedelta(days=measure.window_days)


def test_a_series_goes_back_two_years_at_most(tmp_path: Path):
    build = built_of("complaints\nreceived_at\n2019-05-01 09:00\n2024-05-01 09:00", tmp_path)
    assert points(COMPLAINTS, build)[0].first >= AS_OF - timedelta(days=SERIES_DAYS)
    assert len(points(COMPLAINTS, build)) == 104


@every_measure
def test_every_point_is_a_figure_of_calculate(demo: Build, measure: Measure):
    found = told(measure, demo)
    periods = points(measure, demo)
    expected = calculate(measure, periods, (), officer(demo), demo) if periods else []
    assert found.series == expected
    assert found.chart is None or len(found.chart.points) == len(found.series)


def test_without_data_there_is_no_series_and_no_chart(tmp_path: Path):
    build = built_of("complaints\nreceived_at\n2024-05-01 09:00", tmp_path)
    found = told(WITHOUT, build)
    assert found.now == Figure(LAST_30_DAYS, (), None, None, None, missing="contacts")
    assert (found.series, found.chart, found.change) == ([], None, None)


def test_what_could_not_be_judged_is_said(build: Build):
    """Of the six marketing contacts since 21 May, one went to Brazil, where no basis is told."""
    assert told(WITHOUT, build).coverage == Coverage(100 * 5 / 6, "marketing contacts")


def test_where_all_could_be_judged_there_is_nothing_to_say(build: Build):
    assert told(COMPLAINTS, build).coverage is None
    assert told(CATALOGUE["contact_after_withdrawal"], build).coverage is None


HALF_TOLD = """
    customers
      customer_id
      ann
    contacts
      customer_id | sent_at          | channel | outcome
      ann         | 2024-06-10 10:00 | email   | opened
      ann         | 2024-06-11 10:00 | email   |
      ann         | 2024-06-12 10:00 | email   | bounced
      ann         | 2024-06-13 10:00 | sms     | delivered
    consent_events
      customer_id | occurred_at      | state
      ann         | 2024-01-02 09:00 | given
    disclosures
      customer_id | occurred_at      | recipient | purpose   | legal_basis
      ann         | 2024-06-10 10:00 | Posta     | delivery  | contract
      ann         | 2024-06-10 11:00 | Posta     | delivery  | contract
      ann         | 2024-06-11 10:00 | Lumen     | insight   |
                  | 2024-06-12 10:00 | Lumen     | insight   |
    complaints
      customer_id | received_at
      ann         | 2024-03-01 10:00
                  | 2024-03-02 10:00
                  | 2024-03-03 10:00
                  | 2024-03-04 10:00
    survey_answers
      answered_on | statement | score
      2024-06-01  | humanity  | 5
      2024-06-02  | humanity  |
      2024-06-03  |           | 5
      2024-06-04  | humanity  | 6
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sharing_after_objection", "66.7 % of disclosures of persons"),
        ("spam_complaints", "50.0 % of marketing email that did not bounce"),
        ("repeated_complaints", "25.0 % of complaints whose 90th day fell in the period"),
        ("perceived_trust", "50.0 % of answers"),
    ],
)
def test_rows_that_tell_too_little_are_left_out_and_counted(
    tmp_path: Path, name: str, expected: str
):
    found = told(CATALOGUE[name], built_of(HALF_TOLD, tmp_path)).coverage
    assert isinstance(found, Coverage)
    assert f"{found.share:.1f} % of {found.of}" == expected


def rows_of(build: Build, statement: str) -> list[dict[str, float]]:
    with transaction(build.engine) as connection:
        return [dict(row) for row in connection.execute(text(statement)).mappings()]


@every_measure
def test_the_sql_that_is_shown_gives_the_figure_that_is_shown(demo: Build, measure: Measure):
    now = told(measure, demo).now
    numerator, *denominator = statements(measure, now.period, demo)
    rows = rows_of(demo, numerator)
    if measure.spread is None or isinstance(measure.spread, Survival):
        assert sum(row["number"] for row in rows) == now.numerator
        for statement in denominator:
            assert sum(row["number"] for row in rows_of(demo, statement)) == now.denominator
    elif measure.name == "contact_pressure_top_tenth":
        assert sum(row["level"] * row["number"] for row in rows) == now.denominator
    else:
        assert sum(row["level"] * row["number"] for row in rows) == now.numerator
        assert sum(row["number"] for row in rows) == now.denominator


def test_the_sql_is_told_in_the_order_of_the_fraction(build: Build):
    sql = "".join(statements(COMPLAINTS, told(COMPLAINTS, build).now.period, build))
    assert sql.index("complaints") < sql.index("active_customers")
    assert ":" not in sql.replace("::", "")  # every value is written out


def test_nothing_is_compared_with_the_time_before_the_data(tmp_path: Path):
    """Customers since 2020, complaints since 10 June: of May nobody can tell."""
    rows = "\n".join(f"{day} | 2024-06-{day} 10:00" for day in range(10, 30))
    tables = f"customers\n customer_id | joined_on\n ann | 2020-01-01\ncomplaints\n\
 complaint_id | received_at\n{rows}"
    build = built_of(tables, tmp_path, as_of=date(2024, 6, 30))
    measure = CATALOGUE["complaints_per_1000"]
    found = headline(measure, officer(build), build)
    assert (found.now.numerator, found.before.value, found.change) == (20, None, None)
    assert by_month(measure, officer(build), build).series == []
