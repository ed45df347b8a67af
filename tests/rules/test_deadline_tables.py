"""Deadlines worked out by hand: for every rule the same nine cases.

Receipt on 31 January; a limit that ends on a leap day, at Christmas, on Easter Monday, at
Ferragosto, at the year's end; proof or clarification awaited over the end of a month; an extension
told on the last day, and a day late. Where a rule knows no roll-over, pause or extension, the same
days show that it does not.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest

from bigtrust.rules.clock import ClockEvent
from bigtrust.rules.deadlines import Deadline, RequestClock, due

CASES = (
    *("31 January", "leap day", "Christmas", "Easter Monday", "Ferragosto", "year's end"),
    *("pause", "told on the last day", "told a day late"),
)
BY_HAND = """
gdpr access IT: 1 month, rolled over
  31 January           | 2024-01-31 | 2024-02-29 |
  leap day             | 2024-01-29 | 2024-02-29 |
  Christmas            | 2024-11-25 | 2024-12-27 |
  Easter Monday        | 2024-03-01 | 2024-04-02 |
  Ferragosto           | 2024-07-15 | 2024-08-16 |
  year's end           | 2024-12-01 | 2025-01-02 |
  pause                | 2024-01-15 | 2024-02-26 | identity_requested 2024-01-25, identity_proved 2024-02-05
  told on the last day | 2024-01-31 | 2024-04-30 | extended 2024-02-29
  told a day late      | 2024-01-31 | 2024-02-29 | extended 2024-03-01

uk_gdpr access GB-ENG: 1 month, rolled over, paused for clarification
  31 January           | 2024-01-31 | 2024-02-29 |
  leap day             | 2024-01-29 | 2024-02-29 |
  Christmas            | 2024-11-25 | 2024-12-27 |
  Easter Monday        | 2024-03-01 | 2024-04-02 |
  Ferragosto           | 2024-07-15 | 2024-08-15 |
  year's end           | 2024-12-01 | 2025-01-02 |
  pause                | 2024-01-15 | 2024-02-26 | clarification_requested 2024-01-25, clarification_received 2024-02-03
  told on the last day | 2024-01-31 | 2024-04-30 | extended 2024-02-29
  told a day late      | 2024-01-31 | 2024-02-29 | extended 2024-03-01

uk_gdpr erasure GB-ENG: 1 month from proof of identity, rolled over
  31 January           | 2024-01-31 | 2024-02-29 |
  leap day             | 2024-01-29 | 2024-02-29 |
  Christmas            | 2024-11-26 | 2024-12-27 |
  Easter Monday        | 2024-02-29 | 2024-04-02 |
  Ferragosto           | 2024-07-15 | 2024-08-15 |
  year's end           | 2024-12-01 | 2025-01-02 |
  pause                | 2024-01-15 | 2024-03-05 | identity_requested 2024-01-25, identity_proved 2024-02-05
  told on the last day | 2024-01-31 | 2024-04-30 | extended 2024-02-29
  told a day late      | 2024-01-31 | 2024-02-29 | extended 2024-03-01

ccpa know US-CA: 45 days
  31 January           | 2024-01-31 | 2024-03-16 |
  leap day             | 2024-01-15 | 2024-02-29 |
  Christmas            | 2024-11-10 | 2024-12-25 |
  Easter Monday        | 2024-02-16 | 2024-04-01 |
  Ferragosto           | 2024-07-01 | 2024-08-15 |
  year's end           | 2024-11-17 | 2025-01-01 |
  pause                | 2024-01-15 | 2024-02-29 | identity_requested 2024-01-25, identity_proved 2024-02-05
  told on the last day | 2024-01-31 | 2024-04-30 | extended 2024-03-16
  told a day late      | 2024-01-31 | 2024-03-16 | extended 2024-03-17

ccpa opt_out US-CA: 15 business days; limit likewise
  31 January           | 2024-01-31 | 2024-02-22 |
  leap day             | 2024-02-07 | 2024-02-29 |
  Christmas            | 2024-12-04 | 2024-12-26 |
  Easter Monday        | 2024-03-11 | 2024-04-01 |
  Ferragosto           | 2024-07-25 | 2024-08-15 |
  year's end           | 2024-12-10 | 2025-01-02 |
  pause                | 2024-01-15 | 2024-02-05 | identity_requested 2024-01-25, identity_proved 2024-02-05
  told on the last day | 2024-01-31 | 2024-02-22 | extended 2024-02-22
  told a day late      | 2024-01-31 | 2024-02-22 | extended 2024-02-23

lgpd access BR: 15 days
  31 January           | 2024-01-31 | 2024-02-15 |
  leap day             | 2024-02-14 | 2024-02-29 |
  Christmas            | 2024-12-10 | 2024-12-25 |
  Easter Monday        | 2024-03-17 | 2024-04-01 |
  Ferragosto           | 2024-07-31 | 2024-08-15 |
  year's end           | 2024-12-17 | 2025-01-01 |
  pause                | 2024-01-20 | 2024-02-04 | identity_requested 2024-01-25, identity_proved 2024-02-05
  told on the last day | 2024-01-31 | 2024-02-15 | extended 2024-02-15
  told a day late      | 2024-01-31 | 2024-02-15 | extended 2024-02-16

pipeda access CA-ON: 30 days
  31 January           | 2024-01-31 | 2024-03-01 |
  leap day             | 2024-01-30 | 2024-02-29 |
  Christmas            | 2024-11-25 | 2024-12-25 |
  Easter Monday        | 2024-03-02 | 2024-04-01 |
  Ferragosto           | 2024-07-16 | 2024-08-15 |
  year's end           | 2024-12-02 | 2025-01-01 |
  pause                | 2024-01-15 | 2024-02-14 | identity_requested 2024-01-25, identity_proved 2024-02-05
  told on the last day | 2024-01-31 | 2024-03-31 | extended 2024-03-01
  told a day late      | 2024-01-31 | 2024-03-01 | extended 2024-03-02

colorado delete US-CO: 45 days
  31 January           | 2024-01-31 | 2024-03-16 |
  leap day             | 2024-01-15 | 2024-02-29 |
  Christmas            | 2024-11-10 | 2024-12-25 |
  Easter Monday        | 2024-02-16 | 2024-04-01 |
  Ferragosto           | 2024-07-01 | 2024-08-15 |
  year's end           | 2024-11-17 | 2025-01-01 |
  pause                | 2024-01-15 | 2024-02-29 | identity_requested 2024-01-25, identity_proved 2024-02-05
  told on the last day | 2024-01-31 | 2024-04-30 | extended 2024-03-16
  told a day late      | 2024-01-31 | 2024-03-16 | extended 2024-03-17

virginia access US-VA: 45 days
  31 January           | 2024-01-31 | 2024-03-16 |
  leap day             | 2024-01-15 | 2024-02-29 |
  Christmas            | 2024-11-10 | 2024-12-25 |
  Easter Monday        | 2024-02-16 | 2024-04-01 |
  Ferragosto           | 2024-07-01 | 2024-08-15 |
  year's end           | 2024-11-17 | 2025-01-01 |
  pause                | 2024-01-15 | 2024-02-29 | identity_requested 2024-01-25, identity_proved 2024-02-05
  told on the last day | 2024-01-31 | 2024-04-30 | extended 2024-03-16
  told a day late      | 2024-01-31 | 2024-03-16 | extended 2024-03-17

us_foia access US: 20 working days
  31 January           | 2024-01-31 | 2024-02-29 |
  leap day             | 2024-02-29 | 2024-03-28 |
  Christmas            | 2024-11-26 | 2024-12-26 |
  Easter Monday        | 2024-03-04 | 2024-04-01 |
  Ferragosto           | 2024-07-18 | 2024-08-15 |
  year's end           | 2024-12-05 | 2025-01-06 |
  pause                | 2024-01-15 | 2024-02-12 | identity_requested 2024-01-25, identity_proved 2024-02-05
  told on the last day | 2024-01-31 | 2024-02-29 | extended 2024-02-29
  told a day late      | 2024-01-31 | 2024-02-29 | extended 2024-03-01
"""  # noqa: E501 (a table)
TO_ACKNOWLEDGE = """
uk_gdpr complaint_to_controller GB-ENG: 30 days, rolled over
  31 January           | 2027-01-31 | 2027-03-02 |
  leap day             | 2028-01-30 | 2028-02-29 |
  Christmas            | 2026-11-25 | 2026-12-29 |
  Easter Monday        | 2027-02-27 | 2027-03-30 |
  Ferragosto           | 2026-07-16 | 2026-08-17 |
  year's end           | 2026-12-02 | 2027-01-04 |
  pause                | 2027-01-15 | 2027-02-15 | clarification_requested 2027-01-25, clarification_received 2027-02-05

ccpa delete US-CA: 10 business days
  31 January           | 2024-01-31 | 2024-02-14 |
  leap day             | 2024-02-14 | 2024-02-29 |
  Christmas            | 2024-12-11 | 2024-12-26 |
  Easter Monday        | 2024-03-18 | 2024-04-01 |
  Ferragosto           | 2024-08-01 | 2024-08-15 |
  year's end           | 2024-12-17 | 2025-01-02 |
  pause                | 2024-01-24 | 2024-02-07 | identity_requested 2024-01-25, identity_proved 2024-02-05
"""  # noqa: E501 (a table)
WITHOUT_EXTENSION = {("ccpa", "opt_out"), ("lgpd", "access"), ("us_foia", "access")}


class Example(NamedTuple):
    """A line of a table."""

    regime: str
    right: str
    jurisdiction: str
    case: str
    received: date
    expected: date
    events: tuple[ClockEvent, ...]

    @property
    def deadline(self) -> Deadline:
        asked = (self.received, self.right, self.regime, self.jurisdiction, self.events)
        return due(RequestClock(*asked))


def examples(table: str) -> Iterator[Example]:
    rule = ["", "", ""]
    for line in filter(None, table.splitlines()):
        if not line.startswith(" "):
            rule = line.partition(":")[0].split()
            continue
        case, received, expected, happened = (part.strip() for part in line.split("|"))
        told = (event.split() for event in happened.split(",") if event)
        events = tuple(ClockEvent(kind, date.fromisoformat(day)) for kind, day in told)
        days = (date.fromisoformat(day) for day in (received, expected))
        yield Example(rule[0], rule[1], rule[2], case, *days, events)


def named(example: Example) -> str:
    return f"{example.regime} {example.right} {example.case}"


@pytest.mark.parametrize("example", [*examples(BY_HAND)], ids=named)
def test_a_request_is_due_on_the_day_worked_out_by_hand(example: Example):
    found = example.deadline
    assert found.due_day == example.expected, found.explanation
    known = (example.regime, example.right) not in WITHOUT_EXTENSION
    assert found.extended is (known and example.case == "told on the last day")
    assert found.extended_too_late is (known and example.case == "told a day late")


@pytest.mark.parametrize("example", [*examples(TO_ACKNOWLEDGE)], ids=named)
def test_it_is_to_be_acknowledged_on_the_day_worked_out_by_hand(example: Example):
    assert example.deadline.acknowledge_by == example.expected


def test_every_rule_has_every_case():
    found = [*examples(BY_HAND), *examples(TO_ACKNOWLEDGE)]
    cases: dict[tuple[str, str], list[str]] = {}
    for example in found:
        cases.setdefault((example.regime, example.right), []).append(example.case)
    assert {regime for regime, _ in cases} == {
        *("gdpr", "uk_gdpr", "ccpa", "lgpd", "pipeda", "colorado", "virginia", "us_foia")
    }
    to_acknowledge = [("uk_gdpr", "complaint_to_controller"), ("ccpa", "delete")]
    for rule, told in cases.items():
        assert tuple(told) == (CASES[:-2] if rule in to_acknowledge else CASES)
