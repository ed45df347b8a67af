"""Calls out of hours (decisions.md, 47): an example a person and a call."""

import pytest

from bigtrust.settings.parts import Hours
from tests.companies import Company, company
from tests.promises.conftest import AS_OF, counts, figure, sentences
from tests.stores import built, settings_of

BROKEN, KEPT, LEFT_OUT = (1, 1), (0, 1), (0, 0)
# example: its law, its time zone, its channel, when (Rome's clock), what is to be found
EXAMPLES = {
    "at nine": ("IT", "", "phone", "2024-03-12 09:00", KEPT),
    "a second before nine": ("IT", "", "phone", "2024-03-12 08:59:59", BROKEN),
    "a second before eight": ("IT", "", "phone", "2024-03-12 19:59:59", KEPT),
    "at eight": ("IT", "", "phone", "2024-03-12 20:00", BROKEN),
    "on a Saturday at nine": ("IT", "", "phone", "2024-03-16 09:00", BROKEN),
    "on a Sunday": ("IT", "", "phone", "2024-03-17 12:00", BROKEN),
    "at lunch in France": ("FR", "", "phone", "2024-03-12 13:30", BROKEN),
    "after lunch in France": ("FR", "", "phone", "2024-03-12 14:00", KEPT),
    "by the clock of London": ("GB", "Europe/London", "phone", "2024-03-12 08:30", BROKEN),
    "by the clock of Rome": ("GB", "Europe/Rome", "phone", "2024-03-12 08:30", KEPT),
    "where no law is known": ("BR", "", "phone", "2024-03-12 03:00", LEFT_OUT),
    "by SMS at night": ("IT", "", "sms", "2024-03-12 03:00", LEFT_OUT),
}


def examples() -> Company:
    people = "\n".join(f"{name} | {law} | {zone}" for name, (law, zone, *_) in EXAMPLES.items())
    sent = "\n".join(
        f"{name} | {name} | {channel} | {at}" for name, (_, _, channel, at, _) in EXAMPLES.items()
    )
    return company(
        f"""
        customers
          customer_id | jurisdiction | time_zone
          {people}
        contacts
          customer_id | sender_unit | channel | sent_at
          {sent}
        """
    )


def test_calls_go_by_the_clock_of_the_person_called(build_of):
    build = build_of(examples())
    found = counts(build, "out_of_hours_contacts", "sender_unit")
    assert {name: found.get(name, LEFT_OUT) for name in EXAMPLES} == {
        name: expected for name, (*_, expected) in EXAMPLES.items()
    }
    assert sentences(build, "out_of_hours_contacts", "at lunch in France") == [
        "Call made 12 Mar 2024 13:30; that day, where the person lives, 10:00 to 13:00 and 14:00 to"
        " 20:00 is permitted"
    ]
    assert sentences(build, "out_of_hours_contacts", "on a Sunday") == [
        "Call made 17 Mar 2024 12:00; that day, where the person lives, no hour is permitted"
    ]


@pytest.mark.parametrize("engine", ["duckdb"])
def test_settings_add_text_messages(store_url, tmp_path):
    settings = settings_of(tmp_path, store_url).model_copy(update={"as_of": AS_OF})
    with_sms = settings.model_copy(update={"hours": Hours(sms=True)})
    assert figure(built(examples(), settings), "out_of_hours_contacts")[:2] == (6, 10)
    assert figure(built(examples(), with_sms), "out_of_hours_contacts")[:2] == (7, 11)
