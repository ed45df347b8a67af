"""The demo company looks like life, and keeps its word but for a few errors."""

import pytest

from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.rules.period import Period, days_to
from tests.demo.conftest import CUSTOMERS, Company
from tests.stores import officer


def value_of(name: str, period: Period, measured: Build) -> float:
    (found,) = calculate(CATALOGUE[name], [period], (), officer(measured), measured)
    assert found.value is not None
    return found.value


def test_it_has_as_many_customers_as_asked_for(company: Company) -> None:
    assert company.number("SELECT count(*) FROM customers") == CUSTOMERS


def test_it_makes_some_twenty_contacts_a_customer(company: Company) -> None:
    assert 17 < company.number("SELECT count(*) FROM contacts") / CUSTOMERS < 23


def test_most_customers_are_in_italy(company: Company) -> None:
    shares = dict(
        company.ask(
            "SELECT left(jurisdiction, 2), count(*) / ? FROM customers GROUP BY 1", CUSTOMERS
        )
    )
    assert 0.68 < shares["IT"] < 0.72
    assert 0.18 < shares["GB"] < 0.22
    assert 0.08 < shares["US"] < 0.12


def test_customers_join_and_leave(company: Company) -> None:
    first_day = company.truth.first_day
    joined = company.number("SELECT count(*) FROM customers WHERE joined_on >= ?", first_day)
    left = company.number("SELECT count(*) FROM customers WHERE left_on >= ?", first_day)
    assert 0.05 < left / joined < 1


def test_broadcasts_follow_the_seasons(company: Company) -> None:
    by_month = dict(
        company.ask(
            "SELECT month(sent_at), count(*) FROM contacts"
            " WHERE campaign_id LIKE 'K%' AND sent_at::DATE >= ? GROUP BY 1",
            company.truth.first_day,
        )
    )
    assert by_month[8] < 0.85 * by_month[10] < by_month[11]


def test_contacts_fall_unequally(company: Company) -> None:
    share = company.number(
        "WITH person AS (SELECT count(*) AS contacts FROM contacts"
        " WHERE message_class = 'marketing' GROUP BY customer_id)"
        ", ranked AS (SELECT contacts, percent_rank() OVER (ORDER BY contacts) AS rank FROM person)"
        " SELECT sum(contacts) FILTER (rank > 0.9) / sum(contacts) FROM ranked"
    )
    assert share > 0.2


def test_a_campaign_has_one_channel_and_a_few_days(company: Company) -> None:
    campaigns = company.ask(
        "SELECT count(DISTINCT channel), max(sent_at::DATE) - min(sent_at::DATE) FROM contacts"
        " WHERE campaign_id LIKE 'K%' AND contact_id LIKE 'M%' GROUP BY campaign_id"
    )
    assert len(campaigns) > 500
    assert all(channels == 1 and days <= 4 for channels, days in campaigns)


def test_messages_go_out_by_day_where_people_live(company: Company) -> None:
    hours = company.ask(
        "SELECT DISTINCT hour(timezone(time_zone, sent_at)) FROM contacts"
        " JOIN customers USING (customer_id) WHERE message_class = 'marketing'"
    )
    assert all(6 <= hour <= 22 for (hour,) in hours)


def test_the_last_contacts_are_of_the_day_of_as_of_where_people_live(company: Company) -> None:
    latest = company.ask(
        "SELECT max(timezone(time_zone, sent_at))::DATE FROM contacts"
        " JOIN customers USING (customer_id)"
    )
    assert latest == [(company.truth.as_of,)]


def test_nobody_is_called_on_a_sunday_but_by_error(company: Company) -> None:
    sundays = company.number(
        "SELECT count(*) FROM contacts JOIN customers USING (customer_id)"
        " WHERE contacts.channel = 'phone' AND contact_id NOT LIKE 'X%'"
        " AND isodow(timezone(time_zone, sent_at)) = 7"
    )
    assert sundays == 0


@pytest.mark.long
def test_nearly_all_marketing_is_permitted(company: Company, measured: Build) -> None:
    period = days_to(company.truth.as_of, 90)
    assert 0.1 < value_of("contact_without_permission", period, measured) < 0.6


def test_a_few_messages_are_still_in_processing(quiet: Company) -> None:
    assert quiet.number(
        "SELECT count(*) FROM contacts JOIN consent_events AS said USING (customer_id)"
        " WHERE message_class = 'marketing' AND state IN ('withdrawn', 'objected')"
        " AND said.channel IN (contacts.channel, 'all')"
        " AND said.purpose IN ('direct_marketing', 'all')"
        " AND sent_at - occurred_at BETWEEN INTERVAL 0 HOUR AND INTERVAL 48 HOUR"
    )


def test_no_consent_outlasts_its_customer(company: Company) -> None:
    standing = company.number(
        "WITH latest AS (SELECT customer_id, arg_max(state, occurred_at) AS state"
        " FROM consent_events WHERE purpose IN ('direct_marketing', 'all') GROUP BY customer_id)"
        " SELECT count(*) FROM latest JOIN customers USING (customer_id)"
        " WHERE left_on IS NOT NULL AND state IN ('given', 'renewed')"
    )
    assert standing == 0


@pytest.mark.long
def test_requests_are_mostly_answered_in_time(company: Company, measured: Build) -> None:
    period = Period(company.truth.first_day, company.truth.event("request_backlog").first_day)
    assert 93 < value_of("answered_on_time", period, measured) < 98


@pytest.mark.long
def test_its_systems_nearly_always_tell_each_other_of_a_choice(
    company: Company, measured: Build
) -> None:
    assert 90 < value_of("systems_agree", days_to(company.truth.as_of, 90), measured) < 99.5
