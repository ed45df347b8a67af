"""Each planted event shows in plain counts of the files; a quiet company has none of them."""

from dataclasses import astuple
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import orjson
import pytest

from bigtrust.demo.truth import Period, planted_events
from tests.demo.conftest import Company

DAY = timedelta(days=1)
REPEATED = "SELECT count(*) FROM contacts WHERE sender_unit = 'loyalty_lab'"
BY_REGION = (
    "SELECT count(*) FROM contacts JOIN customers USING (customer_id)"
    " WHERE message_class = 'marketing' AND region = 'Lombardia'"
    " AND sent_at::DATE BETWEEN ? AND ?"
)
AFTER_WITHDRAWAL = (
    "SELECT count(DISTINCT contact_id)"
    " FROM contacts JOIN consent_events AS said USING (customer_id)"
    " WHERE message_class = 'marketing' AND contacts.channel = 'sms'"
    " AND said.channel IN ('sms', 'all')"
    " AND state IN ('withdrawn', 'objected') AND said.purpose <> 'personalised_advertising'"
    " AND sent_at > occurred_at + INTERVAL 14 DAY AND sent_at::DATE BETWEEN ? AND ?"
    " AND NOT EXISTS (FROM consent_events AS again WHERE again.customer_id = said.customer_id"
    " AND again.state = 'given' AND again.occurred_at > said.occurred_at)"
)
OPT_OUTS = (
    "SELECT count(*) FROM consent_events WHERE purpose IN ('direct_marketing', 'all')"
    " AND state IN ('withdrawn', 'objected') AND occurred_at::DATE BETWEEN ? AND ?"
)
TO_NEW_OWNERS = (
    "SELECT count(DISTINCT contact_id) FROM contacts JOIN purchases USING (customer_id)"
    " WHERE contacts.product_category = 'washing_machine' AND message_class = 'marketing'"
    " AND purchases.product_category = 'washing_machine'"
    " AND sent_at - purchased_at BETWEEN INTERVAL 0 DAY AND INTERVAL 140 DAY"
    " AND sent_at::DATE BETWEEN ? AND ?"
)
LONG_SERIES = (
    "SELECT count(DISTINCT left(contact_id, 12)) FROM contacts WHERE campaign_id = 'series-long'"
    " AND sent_at::DATE BETWEEN ? AND ?"
)
OLD_AND_OPEN = (
    "SELECT count(*) FROM requests WHERE regime = 'gdpr' AND received_at::DATE BETWEEN ? AND ?"
    " AND coalesce(closed_at, ?::TIMESTAMPTZ) - received_at > INTERVAL 45 DAY"
)
COMPLAINTS = "SELECT count(*) FROM complaints WHERE received_at::DATE BETWEEN ? AND ?"
TO_THE_PARTNER = "SELECT count(*) FROM disclosures WHERE recipient = 'Lumen Insight'"


def during(company: Company, name: str) -> tuple[date, date]:
    event = company.truth.event(name)
    return event.first_day, event.last_day


def before(company: Company, name: str) -> tuple[date, date]:
    """As many days, just before the event."""
    first_day, last_day = during(company, name)
    return first_day - (last_day - first_day) - DAY, first_day - DAY


def test_the_new_sender_unit_doubles_the_contacts_of_its_region(company: Company) -> None:
    repeated = company.number(REPEATED)
    of_region = company.number(BY_REGION, *during(company, "new_sender_unit"))
    assert 0.45 < repeated / of_region < 0.55
    assert of_region > 1.5 * company.number(BY_REGION, *before(company, "new_sender_unit"))


def test_sms_go_to_people_who_opted_out_while_the_fault_lasts(company: Company) -> None:
    faulty = company.number(AFTER_WITHDRAWAL, *during(company, "sms_fault"))
    assert faulty > 20
    assert faulty > 10 * company.number(AFTER_WITHDRAWAL, *before(company, "sms_fault"))


def test_people_opt_out_in_numbers_after_the_fault(company: Company, quiet: Company) -> None:
    weeks = during(company, "opt_out_wave")
    assert company.number(OPT_OUTS, *weeks) > 1.6 * quiet.number(OPT_OUTS, *weeks)


def test_washing_machines_are_offered_to_people_who_just_bought_one(company: Company) -> None:
    offered = company.number(TO_NEW_OWNERS, *during(company, "washing_machine_campaign"))
    assert offered > 20
    assert offered > 10 * company.number(
        TO_NEW_OWNERS, *before(company, "washing_machine_campaign")
    )


def test_long_series_become_rare_under_the_cap(company: Company, quiet: Company) -> None:
    days = company.truth.event("contact_cap").seen_from, company.truth.as_of
    assert company.number(LONG_SERIES, *days) < 0.4 * quiet.number(LONG_SERIES, *days)


def test_requests_wait_after_the_handler_leaves(company: Company, quiet: Company) -> None:
    weeks = during(company, "request_backlog")
    waiting = company.number(OLD_AND_OPEN, *weeks, company.truth.as_of)
    assert waiting > 3 * quiet.number(OLD_AND_OPEN, *weeks, quiet.truth.as_of)


def test_the_backlog_is_the_handlers_own(company: Company) -> None:
    late = company.ask(
        "SELECT handler, count(*) FROM requests WHERE closed_at - received_at > INTERVAL 45 DAY"
        " AND regime = 'gdpr' AND received_at::DATE BETWEEN ? AND ? GROUP BY 1 ORDER BY 2 DESC",
        *during(company, "request_backlog"),
    )
    assert late[0][0] == company.truth.event("request_backlog").where["handler"]


def test_people_complain_about_unanswered_requests(company: Company, quiet: Company) -> None:
    weeks = during(company, "complaints_about_requests")
    assert company.number(COMPLAINTS, *weeks) > 1.3 * quiet.number(COMPLAINTS, *weeks)


def test_the_partner_that_no_notice_names_receives_data_from_its_day_on(company: Company) -> None:
    first_seen = company.ask(
        "SELECT min(occurred_at)::DATE FROM disclosures WHERE recipient = 'Lumen Insight'"
    )[0][0]
    assert first_seen - during(company, "unnamed_partner")[0] < timedelta(days=3)
    assert not company.ask("FROM notice_recipients WHERE recipient = 'Lumen Insight'")


def test_a_quiet_company_has_none_of_it(quiet: Company, company: Company) -> None:
    assert quiet.truth.planted == ()
    assert quiet.number(REPEATED) == 0
    assert quiet.number(TO_THE_PARTNER) == 0
    for query, name in (
        (BY_REGION, "new_sender_unit"),
        (AFTER_WITHDRAWAL, "sms_fault"),
        (OPT_OUTS, "opt_out_wave"),
        (TO_NEW_OWNERS, "washing_machine_campaign"),
        (COMPLAINTS, "complaints_about_requests"),
    ):
        usual = quiet.number(query, *before(company, name))
        assert quiet.number(query, *during(company, name)) < 1.5 * usual + 20


def test_the_events_are_apart_and_inside_the_window(company: Company) -> None:
    """Only those meant to follow one another share their days."""
    truth = company.truth
    together = {("sms_fault", "opt_out_wave"), ("request_backlog", "complaints_about_requests")}
    starts = sorted(truth.planted, key=lambda event: event.first_day)
    for earlier, later in pairwise(event for event in starts if event.last_day < truth.as_of):
        if (earlier.name, later.name) not in together:
            assert earlier.seen_to < later.first_day
    for event in truth.planted:
        assert truth.first_day <= event.first_day <= event.last_day <= truth.as_of
        assert event.first_day <= event.seen_from <= event.seen_to <= truth.as_of


def test_the_truth_is_written_beside_the_files(company: Company) -> None:
    written = orjson.loads((company.folder / "truth.json").read_bytes())
    assert written["as_of"] == company.truth.as_of.isoformat()
    assert written["personal_dimensions"] == ["region", "age_band", "product"]
    assert [event["name"] for event in written["planted"]] == [
        event.name for event in company.truth.planted
    ]


@pytest.mark.parametrize("years", [1, 2])
def test_a_shorter_window_keeps_the_events_that_fall_in_it(years: int) -> None:
    period = Period.ending(date(2026, 10, 31), years)
    names = {event.name for event in planted_events(period)}
    assert ("sms_fault" in names) is (years == 2)
    assert "request_backlog" in names


def test_no_event_names_a_person(company: Company) -> None:
    told = " ".join(str(astuple(event)) for event in company.truth.planted)
    assert "C0" not in told


def test_only_the_files_are_left_in_the_folder(company: Company) -> None:
    assert {path.suffix for path in Path(company.folder).iterdir()} == {".parquet", ".json"}
    assert len(list(Path(company.folder).iterdir())) == 16
