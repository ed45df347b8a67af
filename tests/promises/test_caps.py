"""Caps (8 in 30 days, 3 in 7, 4 French calls in 30) and pressure (decisions.md, 16 to 18)."""

from collections.abc import Iterable
from datetime import date

from bigtrust.settings.parts import CapSetting
from tests.companies import company
from tests.promises.conftest import AS_OF, counts, figure
from tests.stores import built, settings_of

# The days of March on which each is contacted; on the 31st, is a cap exceeded?
OVER_CAP = {
    "three in a week": ("email", (27, 29, 31), False),
    "four in a week": ("email", (25, 27, 29, 31), True),
    "the first a week ago": ("email", (24, 27, 29, 31), False),
    "eight in a month": ("email", (2, 6, 10, 14, 18, 22, 26, 30), False),
    "nine in a month": ("email", (2, 5, 9, 12, 16, 19, 23, 26, 30), True),
    "the first 30 days ago": ("email", (1, 5, 9, 12, 16, 19, 23, 26, 30), False),
    "over it, and under again": ("email", (20, 21, 22, 23), False),
    "five calls in Italy": ("phone", (3, 10, 17, 24, 31), False),
    "five calls in France": ("phone", (3, 10, 17, 24, 31), True),
    "five emails in France": ("email", (3, 10, 17, 24, 31), False),
    "left, and over it": ("email", (25, 27, 29, 31), True),
}


def sent(days: Iterable[tuple[str, str, int]]) -> str:
    lines = "\n".join(f"{name} | {channel} | 2024-03-{day:02} 10:00" for name, channel, day in days)
    return f"contacts\n customer_id | channel | sent_at\n{lines}"


def people() -> str:
    lines = "\n".join(
        f"{name} | {name} | {'FR' if 'France' in name else 'IT'} |"
        f" {'2024-03-30' if 'left' in name else ''}"
        for name in OVER_CAP
    )
    return f"customers\n customer_id | region | jurisdiction | left_on\n{lines}"


def test_customers_over_a_cap_are_told(build_of):
    days = ((name, channel, day) for name, (channel, each, _) in OVER_CAP.items() for day in each)
    build = build_of(company(f"{people()}\n{sent(days)}"))
    found = counts(build, "over_contacted_customers", "region", last=date(2024, 3, 31))
    expected = {
        name: (int(over), 0 if "left" in name else 1) for name, (*_, over) in OVER_CAP.items()
    }
    assert {name: found.get(name, (0, 0)) for name in OVER_CAP} == expected
    earlier = counts(build, "over_contacted_customers", "region", last=date(2024, 3, 26))
    assert earlier["over it, and under again"] == (1, 1)


def test_a_cap_binds_its_place_with_all_in_it_and_the_members_of_a_union(store_url, tmp_path):
    """GB means GB-ENG; Scotland has another law."""
    of = ("GB-ENG", "US-CA", "CH", "EU")
    bound = dict.fromkeys(("GB", "GB-ENG", "US-CA", "CH", "CH-ZH", "IT", "FR-75", "NO"), 1)
    bound |= dict.fromkeys(("GB-SCT", "US"), 0)
    people = "customers\n customer_id | region | jurisdiction\n"
    people += "\n".join(f"{law} | {law} | {law}" for law in bound)
    days = ((law, "email", day) for law in bound for day in (30, 31))
    caps = tuple(CapSetting(limit=1, days=7, jurisdiction=place) for place in of)
    settings = settings_of(tmp_path, store_url).model_copy(update={"as_of": AS_OF, "caps": caps})
    build = built(company(f"{people}\n{sent(days)}"), settings)
    found = counts(build, "over_contacted_customers", "region", last=AS_OF)
    assert found == {law: (over, 1) for law, over in bound.items()}


def test_bounced_and_service_messages_do_not_press(build_of):
    text = """
        customers
          customer_id
          ann
        contacts
          customer_id | sent_at          | outcome | message_class
          ann         | 2024-03-28 10:00 |         | marketing
          ann         | 2024-03-29 10:00 | bounced | marketing
          ann         | 2024-03-30 10:00 |         | service
          ann         | 2024-03-31 10:00 |         | marketing
    """
    build = build_of(company(text))
    assert figure(build, "contact_pressure") == (2, 1, 2.0)
    assert figure(build, "over_contacted_customers") == (0, 1, 0.0)


def test_pressure_is_told_by_nearest_rank(build_of):
    """1, 1, 2 and 6 contacts in the 30 days to the 31st; the fifth person's were before."""
    contacts = {"ann": (31,), "ben": (2,), "cai": (3, 4), "dee": range(10, 16), "eve": (1,)}
    days = ((name, "email", day) for name, each in contacts.items() for day in each)
    build = build_of(company(sent(days)))
    assert figure(build, "contact_pressure") == (10, 4, 1.0)  # the second of four
    assert figure(build, "contact_pressure_95th") == (10, 4, 6.0)  # the fourth
    assert figure(build, "contact_pressure_top_tenth") == (6, 10, 60.0)  # one person of four
