"""Each planted event shows in the figures, or in counts of the files where no measure sees it yet.

When it shows on a chart is in test_signals.py, over the whole demo company.
"""

from dataclasses import astuple
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import orjson
import pytest

from bigtrust.builds import Build
from bigtrust.demo import truth
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Figure
from bigtrust.rules.period import Period
from tests.demo.conftest import Company
from tests.stores import officer

DAY = timedelta(days=1)
REPEATED = "SELECT count(*) FROM contacts WHERE sender_unit = 'loyalty_lab'"
TO_NEW_OWNERS = (
    "SELECT count(DISTINCT contact_id) FROM contacts JOIN purchases USING (customer_id)"
    " WHERE contacts.product_category = 'washing_machine' AND message_class = 'marketing'"
    " AND purchases.product_category = 'washing_machine'"
    " AND sent_at - purchased_at BETWEEN INTERVAL 0 DAY AND INTERVAL 140 DAY"
    " AND sent_at::DATE BETWEEN ? AND ?"
)
TO_THE_PARTNER = "SELECT count(*) FROM disclosures WHERE recipient = 'Lumen Insight'"


def during(company: Company, name: str) -> tuple[date, date]:
    event = company.truth.event(name)
    return event.first_day, event.last_day


def before(company: Company, name: str) -> tuple[date, date]:
    """As many days, just before the event."""
    first_day, last_day = during(company, name)
    return first_day - (last_day - first_day) - DAY, first_day - DAY


def found(build: Build, name: str, days: tuple[date, date], **where: str) -> Figure:
    """A measure's figure over the days; of a stock, at the close of the last of them."""
    period = Period(*days)
    (figure,) = calculate(CATALOGUE[name], [period], (), officer(build), build, where)
    return figure


def value(build: Build, name: str, days: tuple[date, date], **where: str) -> float:
    told = found(build, name, days, **where).value
    assert told is not None
    return told


@pytest.mark.long
def test_the_new_sender_unit_doubles_the_contacts_of_its_region(
    company: Company, measured: Build
) -> None:
    repeated = company.number(REPEATED)
    contacts, usual = (
        found(measured, "contact_after_withdrawal", days, region="Lombardia").denominator or 0
        for days in (during(company, "new_sender_unit"), before(company, "new_sender_unit"))
    )
    assert 0.45 < repeated / contacts < 0.55
    assert contacts > 1.5 * usual


@pytest.mark.long
def test_sms_go_to_people_who_opted_out_while_the_fault_lasts(
    company: Company, measured: Build
) -> None:
    for name in ("contact_without_permission", "contact_after_withdrawal"):
        faulty = value(measured, name, during(company, "sms_fault"), channel="sms")
        usual = value(measured, name, before(company, "sms_fault"), channel="sms")
        assert faulty > 5 * usual, name


@pytest.mark.long
def test_people_opt_out_in_numbers_after_the_fault(company: Company, measured: Build) -> None:
    wave = value(measured, "opt_out_rate", during(company, "opt_out_wave"))
    assert wave > 1.6 * value(measured, "opt_out_rate", before(company, "opt_out_wave"))


def test_washing_machines_are_offered_to_people_who_just_bought_one(company: Company) -> None:
    offered = company.number(TO_NEW_OWNERS, *during(company, "washing_machine_campaign"))
    assert offered > 20
    assert offered > 10 * company.number(
        TO_NEW_OWNERS, *before(company, "washing_machine_campaign")
    )


@pytest.mark.long
def test_few_are_over_contacted_under_the_cap(company: Company, measured: Build) -> None:
    over = value(measured, "over_contacted_customers", during(company, "contact_cap"))
    assert over < 0.4 * value(measured, "over_contacted_customers", before(company, "contact_cap"))


@pytest.mark.long
def test_requests_wait_after_the_handler_leaves(company: Company, measured: Build) -> None:
    event, usual = company.truth.event("request_backlog"), before(company, "request_backlog")
    assert value(measured, "answered_on_time", (event.seen_from, event.seen_to)) < 85
    assert value(measured, "answered_on_time", usual) > 90
    waiting = value(measured, "outstanding_requests", (event.first_day, event.last_day))
    assert waiting > 1.4 * value(measured, "outstanding_requests", usual)


def test_the_backlog_is_the_handlers_own(company: Company) -> None:
    late = company.ask(
        "SELECT handler, count(*) FROM requests WHERE closed_at - received_at > INTERVAL 45 DAY"
        " AND regime = 'gdpr' AND received_at::DATE BETWEEN ? AND ? GROUP BY 1 ORDER BY 2 DESC",
        *during(company, "request_backlog"),
    )
    assert late[0][0] == company.truth.event("request_backlog").where["handler"]


@pytest.mark.long
def test_people_complain_about_unanswered_requests(company: Company, measured: Build) -> None:
    weeks = during(company, "complaints_about_requests")
    earlier = before(company, "complaints_about_requests")
    complaints = value(measured, "complaints_per_1000", weeks)
    assert complaints > 1.3 * value(measured, "complaints_per_1000", earlier)


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
    usual = quiet.number(TO_NEW_OWNERS, *before(company, "washing_machine_campaign"))
    offered = quiet.number(TO_NEW_OWNERS, *during(company, "washing_machine_campaign"))
    assert offered < 1.5 * usual + 20


def test_the_events_are_apart_and_inside_the_window(company: Company) -> None:
    """Only those meant to follow one another share their days."""
    told = company.truth
    together = {("sms_fault", "opt_out_wave"), ("request_backlog", "complaints_about_requests")}
    starts = sorted(told.planted, key=lambda event: event.first_day)
    for earlier, later in pairwise(event for event in starts if event.last_day < told.as_of):
        if (earlier.name, later.name) not in together:
            assert earlier.seen_to < later.first_day
    for event in told.planted:
        assert told.first_day <= event.first_day <= event.last_day <= told.as_of
        assert event.first_day <= event.seen_from <= event.seen_to <= told.as_of


def test_the_truth_is_written_beside_the_files(company: Company) -> None:
    written = orjson.loads((company.folder / "truth.json").read_bytes())
    assert written["as_of"] == company.truth.as_of.isoformat()
    assert written["personal_dimensions"] == ["region", "age_band", "product"]
    assert [event["name"] for event in written["planted"]] == [
        event.name for event in company.truth.planted
    ]


@pytest.mark.parametrize("years", [1, 2])
def test_a_shorter_window_keeps_the_events_that_fall_in_it(years: int) -> None:
    covered = truth.Period.ending(date(2026, 10, 31), years)
    names = {event.name for event in truth.planted_events(covered)}
    assert ("sms_fault" in names) is (years == 2)
    assert "request_backlog" in names


def test_no_event_names_a_person(company: Company) -> None:
    told = " ".join(str(astuple(event)) for event in company.truth.planted)
    assert "C0" not in told


def test_only_the_files_are_left_in_the_folder(company: Company) -> None:
    assert {path.suffix for path in Path(company.folder).iterdir()} == {".parquet", ".json"}
    assert len(list(Path(company.folder).iterdir())) == 16
