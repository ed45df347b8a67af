"""Contacts beyond a cap (decisions.md, 44): 8 in 30 days, 3 in 7, 4 French calls in 30."""

from collections.abc import Iterable

import pytest

from tests.companies import company
from tests.promises.conftest import counts, sentences

# The channel and the days of March on which each is contacted; how many of those are in excess.
EXAMPLES: dict[str, tuple[str, Iterable[int], int]] = {
    "three in a week": ("email", (25, 28, 31), 0),
    "five in a week": ("email", (25, 26, 27, 28, 29), 2),
    "the first a week before": ("email", (1, 2, 3, 8), 0),
    "nine in a month": ("email", (2, 5, 9, 12, 16, 19, 23, 26, 30), 1),
    "ten at once": ("email", [15] * 10, 7),
    "five calls in Italy": ("phone", (3, 10, 17, 24, 31), 0),
    "five calls in France": ("phone", (3, 10, 17, 24, 31), 1),
    "four calls and an email": ("mixed", (3, 10, 17, 24, 31), 0),
}


def told() -> str:
    people = "\n".join(f"{name} | {'FR' if 'call' in name else 'IT'}" for name in EXAMPLES)
    sent = "\n".join(
        f"{name} | {name} | {_channel(channel, day)} | 2024-03-{day:02} 10:00"
        for name, (channel, days, _) in EXAMPLES.items()
        for day in days
    )
    return f"""
        customers
          customer_id | jurisdiction
          {people.replace("Italy | FR", "Italy | IT")}
        contacts
          customer_id | sender_unit | channel | sent_at
          {sent}
    """


def _channel(channel: str, day: int) -> str:
    return {"mixed": "email" if day == 17 else "phone"}.get(channel, channel)


def test_each_contact_beyond_a_cap_counts_once(build_of):
    build = build_of(company(told()))
    found = counts(build, "excess_contacts", "sender_unit")
    assert found == {
        name: (excess, len(list(days))) for name, (_, days, excess) in EXAMPLES.items()
    }
    assert sentences(build, "excess_contacts", "nine in a month") == [
        "Email sent 30 Mar 2024 10:00, beyond the cap of 8 contacts in 30 days"
    ]
    assert sentences(build, "excess_contacts", "five calls in France") == [
        "Call made 31 Mar 2024 10:00, beyond the cap of 4 contacts in 30 days by phone in FR"
    ]
    beyond = sentences(build, "excess_contacts", "ten at once")
    assert [sentence.rpartition("cap of ")[2] for sentence in beyond] == [
        *["3 contacts in 7 days"] * 5,
        *["8 contacts in 30 days"] * 2,  # beyond both: the first that settings name
    ]


@pytest.mark.parametrize("engine", ["duckdb"])
def test_at_one_moment_the_greater_id_is_in_excess(build_of):
    text = """
        contacts
          contact_id | customer_id | sender_unit | sent_at
          b          | ann         | shop        | 2024-03-05 10:00
          d          | ann         | bank        | 2024-03-05 10:00
          a          | ann         | shop        | 2024-03-05 10:00
          c          | ann         | shop        | 2024-03-05 10:00
    """
    found = counts(build_of(company(text)), "excess_contacts", "sender_unit")
    assert found == {"bank": (1, 1), "shop": (0, 3)}
