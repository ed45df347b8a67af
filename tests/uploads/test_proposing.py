"""Columns are proposed by their names and by what stands in them."""

import pytest

from bigtrust.contract import CONTRACT
from bigtrust.uploads.dates import date_formats, example
from bigtrust.uploads.glance import Glance
from bigtrust.uploads.proposing import Proposal, propose


def proposed(
    data_set: str, header: str, *rows: str, segments: tuple[str, ...] = ()
) -> dict[str, Proposal]:
    glance = Glance(tuple(header.split("|")), tuple(tuple(row.split("|")) for row in rows))
    return {each.column.name: each for each in propose(CONTRACT[data_set], segments, glance)}


def sources(found: dict[str, Proposal]) -> dict[str, str]:
    return {name: each.source for name, each in found.items() if each.source}


def test_the_contract_s_own_names_are_found_in_any_case_and_order():
    found = proposed("complaints", "Topic|RECEIVED AT|complaint-id", "x|2026-01-01|1")
    assert sources(found) == {
        "topic": "Topic", "received_at": "RECEIVED AT", "complaint_id": "complaint-id",
    }  # fmt: skip


def test_other_people_s_names_are_found_by_words_and_content():
    found = proposed(
        "contacts",
        "Message no|Client|Date sent|Medium|Kind of message",
        "m1|c1|14/03/2026 10:00|email|marketing",
        "m2|c2|15/03/2026 10:00|sms|service",
    )
    assert sources(found) == {
        "contact_id": "Message no",
        "customer_id": "Client",
        "sent_at": "Date sent",
        "channel": "Medium",
        "message_class": "Kind of message",
    }


def test_nothing_is_proposed_twice_nor_where_nothing_is_alike():
    found = sources(proposed("complaints", "zebra|weather", "a|b", "c|d"))
    assert not found
    twice = sources(proposed("complaints", "received|closed", "2026-01-01|2026-02-01"))
    assert twice["received_at"] == "received"
    assert len(set(twice.values())) == len(twice)


def test_declared_segments_are_proposed_too():
    found = proposed("customers", "customer_id|Region", "1|north", segments=("region",))
    assert sources(found)["region"] == "Region"


def test_words_that_are_none_of_the_contract_s_come_with_the_nearest():
    found = proposed("contacts", "channel", "E-Mail", "phone", "pigeon", "E-Mail")
    assert found["channel"].values == (("E-Mail", "email"), ("pigeon", ""))


def test_a_word_with_spaces_around_it_is_the_word_without_them():
    found = proposed("contacts", "channel", "email ", " E-Mail", "E-Mail  ", "sms")
    assert found["channel"].values == (("E-Mail", "email"),)


@pytest.mark.parametrize(
    ("values", "formats"),
    [
        (["2026-03-14", "2026-03-14T10:02:00+01:00"], ("",)),
        (["25/12/2025", "03/04/2026"], ("%d/%m/%Y",)),
        (["12/25/2025", "03/04/2026"], ("%m/%d/%Y",)),
        (["03/04/2026"], ("%d/%m/%Y", "%m/%d/%Y")),
        (["14.03.2026 10:02"], ("%d.%m.%Y %H:%M",)),
        (["14/03/2026", "25/12/2025", "bad"], ("%d/%m/%Y",)),
        (["no", "dates"], ()),
    ],
)
def test_how_dates_are_written_is_told_as_far_as_it_can_be(values: list[str], formats: tuple):
    assert date_formats(values) == formats


def test_a_format_is_shown_by_an_example():
    assert example("%d/%m/%Y %H:%M") == "14/03/2026 10:02"
    assert example("") == "2026-03-14T10:02:05"
