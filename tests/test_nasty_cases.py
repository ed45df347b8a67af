"""The companies that the oracle is asked about do hold the cases that figures get wrong."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.companies import Company, Row
from tests.strategies import companies

COMPANIES = 150
OFTEN = 0.04  # of the companies; most cases are in every third
CONSENTS, OPT_OUTS = ("given", "renewed"), ("withdrawn", "objected")
OFFICE = "Europe/Rome"


def rows(told: Company, name: str) -> list[Row]:
    return told.get(name, [])


def moments(told: Company, name: str, column: str) -> list[tuple[object, object]]:
    return [(row["customer_id"], row[column]) for row in rows(told, name)]


def customer(told: Company, row: Row) -> Row:
    found = (each for each in rows(told, "customers") if each["customer_id"] == row["customer_id"])
    return next(found, {})


def said(told: Company) -> Iterator[tuple[Row, Row]]:
    """Each two choices of a person that touch the same channel, the earlier first."""
    in_order = sorted(rows(told, "consent_events"), key=lambda row: row["occurred_at"])
    for earlier, later in combinations(in_order, 2):
        channels = {earlier["channel"], later["channel"]}
        if earlier["customer_id"] == later["customer_id"] and (
            len(channels) == 1 or "all" in channels
        ):
            yield earlier, later


def counted(told: Company) -> dict[str, list[Row]]:
    """The counted contacts of each person, in order."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows(told, "contacts"), key=lambda row: row["sent_at"]):
        if row["message_class"] == "marketing" and row.get("outcome") != "bounced":
            found.setdefault(row["customer_id"], []).append(row)
    return found


def ties(told: Company) -> bool:
    choices = moments(told, "consent_events", "occurred_at")
    return len(set(choices)) < len(choices)


def choice_at_the_moment_of_a_contact(told: Company) -> bool:
    choices = moments(told, "consent_events", "occurred_at")
    return not set(choices).isdisjoint(moments(told, "contacts", "sent_at"))


def all_against_one_channel(told: Company) -> bool:
    return any(earlier["channel"] != later["channel"] for earlier, later in said(told))


def re_consent(told: Company) -> bool:
    return any(
        earlier["state"] in OPT_OUTS and later["state"] in CONSENTS and later["method"] != "import"
        for earlier, later in said(told)
    )


def import_over_an_opt_out(told: Company) -> bool:
    return any(
        earlier["state"] in OPT_OUTS and later["state"] in CONSENTS and later["method"] == "import"
        for earlier, later in said(told)
    )


def requested_after_given(told: Company) -> bool:
    return any(
        earlier["state"] in CONSENTS and later["state"] == "requested"
        for earlier, later in said(told)
    )


def objection_by_request(told: Company) -> bool:
    return any(row["right"] == "objection" and row["customer_id"] for row in rows(told, "requests"))


def contact_to_someone_who_left(told: Company) -> bool:
    return any(
        (left := customer(told, row).get("left_on")) and row["sent_at"].date() >= left
        for row in rows(told, "contacts")
    )


def several_caps_at_once(told: Company) -> bool:
    """Over 3 in 7 days, and over 8 in 30 or over 4 calls in 30."""

    def most(sent: list[Row], days: int) -> int:
        ends = [row["sent_at"] for row in sent]
        return max(sum(end - timedelta(days=days - 1) <= at <= end for at in ends) for end in ends)

    for sent in counted(told).values():
        calls = [row for row in sent if row["channel"] == "phone"]
        if most(sent, 7) > 3 and (most(sent, 30) > 8 or (calls and most(calls, 30) > 4)):
            return True
    return False


def empty_purpose(told: Company) -> bool:
    return any(
        row["message_class"] == "marketing" and not row.get("purpose")
        for row in rows(told, "contacts")
    )


def midnight_between_the_person_and_the_office(told: Company) -> bool:
    return any(
        row["sent_at"].astimezone(ZoneInfo(customer(told, row).get("time_zone") or OFFICE)).date()
        != row["sent_at"].astimezone(ZoneInfo(OFFICE)).date()
        for row in rows(told, "contacts")
    )


def pause_over_the_end_of_a_month(told: Company) -> bool:
    events = rows(told, "request_events")
    return any(
        asked["request_id"] == answered["request_id"]
        and asked["kind"].endswith("_requested")
        and answered["kind"] in ("identity_proved", "clarification_received")
        and asked["occurred_at"] < answered["occurred_at"]
        and asked["occurred_at"].month != answered["occurred_at"].month
        for asked in events
        for answered in events
    )


CASES: tuple[Callable[[Company], bool], ...] = (
    *(ties, choice_at_the_moment_of_a_contact, all_against_one_channel, re_consent),
    *(import_over_an_opt_out, requested_after_given, objection_by_request),
    *(contact_to_someone_who_left, several_caps_at_once, empty_purpose),
    *(midnight_between_the_person_and_the_office, pause_over_the_end_of_a_month),
)


@pytest.fixture(scope="module")
def met() -> Counter[str]:
    """In how many of the companies each case is."""
    found: Counter[str] = Counter()

    @settings(
        max_examples=COMPANIES,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(companies())
    def look(told: Company) -> None:
        found.update(case.__name__ for case in CASES if case(told))

    look()
    return found


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_it_is_met_often(case: Callable[[Company], bool], met: Counter[str]):
    assert met[case.__name__] >= OFTEN * COMPANIES
