"""Deadlines: worked examples for every regime, and what must hold for all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.errors import TrustError
from bigtrust.rules.clock import ClockEvent
from bigtrust.rules.deadlines import Deadline, RequestClock, due
from bigtrust.rules.working_days import is_working_day

RECEIVED = st.dates(date(2018, 5, 25), date(2032, 12, 31))
REGIMES = ("gdpr", "uk_gdpr", "ccpa", "lgpd", "pipeda", "colorado", "virginia", "us_foia")
RIGHTS = ("access", "erasure", "objection", "know", "delete", "correct", "opt_out", "limit")
PLACES = ("IT", "GB", "GB-SCT", "US-CA", "FR", "DE-BY")
CASES = {
    "regime": st.sampled_from(REGIMES),
    "right": st.sampled_from(RIGHTS),
    "jurisdiction": st.sampled_from(PLACES),
}


def day(text: str) -> date:
    return date.fromisoformat(text)


def deadline(
    received: str,
    regime: str = "gdpr",
    jurisdiction: str = "IT",
    right: str = "access",
    given_due: str | None = None,
    **events: str,
) -> Deadline:
    """The deadline of a request; events as `extended="2024-02-29"`."""
    happened = tuple(ClockEvent(kind, day(when)) for kind, when in events.items())
    given_day = day(given_due) if given_due else None
    return due(RequestClock(day(received), right, regime, jurisdiction, happened, given_day))


@pytest.mark.parametrize(
    ("received", "regime", "jurisdiction", "right", "expected"),
    [
        # GDPR: the same-numbered day of the next month, rolled over by the country's calendar.
        ("2024-09-03", "gdpr", "IT", "access", "2024-10-03"),
        ("2024-01-31", "gdpr", "IT", "access", "2024-02-29"),  # a leap day
        ("2023-01-31", "gdpr", "IT", "access", "2023-02-28"),
        ("2024-01-29", "gdpr", "IT", "access", "2024-02-29"),
        ("2024-02-29", "gdpr", "IT", "access", "2024-03-29"),  # Good Friday: a working day in IT
        ("2024-02-29", "gdpr", "DE", "access", "2024-04-02"),  # but not in Germany
        ("2024-03-01", "gdpr", "IT", "access", "2024-04-02"),  # Easter Monday
        ("2024-07-15", "gdpr", "IT", "erasure", "2024-08-16"),  # Ferragosto
        ("2024-07-15", "gdpr", "DE", "erasure", "2024-08-15"),
        ("2024-11-25", "gdpr", "IT", "objection", "2024-12-27"),  # Christmas, Saint Stephen
        ("2023-12-01", "gdpr", "IT", "access", "2024-01-02"),  # New Year's Day
        ("2024-12-31", "gdpr", "IT", "portability", "2025-01-31"),  # over the year's end
        ("2024-05-31", "gdpr", "IT", "access", "2024-07-01"),  # 30 June is a Sunday
        ("2024-03-03", "gdpr", "IT", "complaint_to_controller", "2024-04-03"),
        # UK GDPR: the ICO's own examples, and the nations' own calendars.
        ("2024-01-01", "uk_gdpr", "GB", "access", "2024-02-01"),  # received on a bank holiday
        ("2024-11-25", "uk_gdpr", "GB", "access", "2024-12-27"),
        ("2024-01-31", "uk_gdpr", "GB", "erasure", "2024-02-29"),
        ("2024-03-01", "uk_gdpr", "GB-ENG", "access", "2024-04-02"),  # Easter Monday
        ("2024-03-01", "uk_gdpr", "GB-SCT", "access", "2024-04-01"),
        ("2024-07-25", "uk_gdpr", "GB", "access", "2024-08-27"),  # Summer Bank Holiday
        # CCPA: 45 days, no roll-over; opt-outs 15 business days.
        ("2024-01-31", "ccpa", "US-CA", "know", "2024-03-16"),  # a Saturday stays
        ("2024-11-10", "ccpa", "US-CA", "delete", "2024-12-25"),  # so does Christmas
        ("2024-11-20", "ccpa", "US-CA", "correct", "2025-01-04"),
        ("2024-02-29", "ccpa", "US-CA", "access", "2024-04-14"),  # the ordinary limit
        ("2024-12-20", "ccpa", "US-CA", "opt_out", "2025-01-14"),  # Christmas, New Year
        ("2024-01-31", "ccpa", "US-CA", "limit", "2024-02-22"),  # Washington's Birthday
        # The others: calendar days, no roll-over.
        ("2024-01-31", "lgpd", "BR", "access", "2024-02-15"),
        ("2024-12-20", "lgpd", "BR", "erasure", "2025-01-04"),
        ("2024-01-31", "pipeda", "CA-ON", "access", "2024-03-01"),
        ("2024-11-25", "pipeda", "CA", "access", "2024-12-25"),
        ("2024-01-31", "colorado", "US-CO", "access", "2024-03-16"),
        ("2024-11-20", "virginia", "US-VA", "delete", "2025-01-04"),
        # US FOIA: 20 working days, whatever the jurisdiction; one-off closures do not stop it.
        ("2024-01-31", "us_foia", "US", "access", "2024-02-29"),
        ("2024-01-31", "us_foia", "IT", "access", "2024-02-29"),
        ("2024-12-16", "us_foia", "US", "access", "2025-01-15"),  # 24 Dec, 9 Jan were closures
        ("2024-02-29", "us_foia", "US", "access", "2024-03-28"),
    ],
)
def test_a_request_is_due_by_its_regime(
    received: str, regime: str, jurisdiction: str, right: str, expected: str
) -> None:
    assert deadline(received, regime, jurisdiction, right).due_day == day(expected)


@pytest.mark.parametrize(
    ("received", "regime", "jurisdiction", "told", "extended", "expected"),
    [
        # Told on the last day, and a day late.
        ("2024-01-31", "gdpr", "IT", "2024-02-29", True, "2024-04-30"),
        ("2024-01-31", "gdpr", "IT", "2024-03-01", False, "2024-02-29"),
        # The last day rolls over, and the extension with it: Easter Monday.
        ("2024-03-01", "gdpr", "IT", "2024-04-02", True, "2024-06-03"),
        ("2024-03-01", "gdpr", "IT", "2024-04-03", False, "2024-04-02"),
        ("2024-11-30", "uk_gdpr", "GB", "2024-12-30", True, "2025-02-28"),
        ("2024-01-31", "ccpa", "US-CA", "2024-03-16", True, "2024-04-30"),
        ("2024-01-31", "ccpa", "US-CA", "2024-03-17", False, "2024-03-16"),
        ("2024-01-31", "pipeda", "CA", "2024-03-01", True, "2024-03-31"),
        ("2024-01-31", "pipeda", "CA", "2024-03-02", False, "2024-03-01"),
        ("2024-01-31", "colorado", "US-CO", "2024-03-16", True, "2024-04-30"),
        ("2024-01-31", "virginia", "US-VA", "2024-03-17", False, "2024-03-16"),
    ],
)
def test_an_extension_counts_only_if_told_within_the_first_limit(
    received: str, regime: str, jurisdiction: str, told: str, extended: bool, expected: str
) -> None:
    found = deadline(received, regime, jurisdiction, "know", extended=told)
    assert found.due_day == day(expected)
    assert (found.extended, found.extended_too_late) == (extended, not extended)


@pytest.mark.parametrize(
    ("regime", "right"),
    [("lgpd", "access"), ("ccpa", "opt_out"), ("ccpa", "limit"), ("us_foia", "access")],
)
def test_where_the_rule_knows_no_extension_none_counts_and_none_is_late(
    regime: str, right: str
) -> None:
    plain = deadline("2024-01-31", regime, "US-CA", right)
    found = deadline("2024-01-31", regime, "US-CA", right, extended="2024-02-01")
    assert found.due_day == plain.due_day
    assert not found.extended
    assert not found.extended_too_late
    assert "no rule here allows for one" in found.explanation


def test_the_first_telling_of_an_extension_decides() -> None:
    told = (ClockEvent("extended", day("2024-03-10")), ClockEvent("extended", day("2024-02-20")))
    assert due(RequestClock(day("2024-01-31"), "access", "gdpr", "IT", told)).extended


@pytest.mark.parametrize(
    ("events", "expected", "paused"),
    [
        # Nine days of doubt about who asks, over the end of February: 14 March + 9.
        (
            {"identity_requested": "2024-02-25", "identity_proved": "2024-03-05"},
            "2024-03-25",  # 23 March is a Saturday
            9,
        ),
        # Proved on the day of asking: nothing lost.
        ({"identity_requested": "2024-02-25", "identity_proved": "2024-02-25"}, "2024-03-14", 0),
        # Proved without being asked: no pause.
        ({"identity_proved": "2024-03-05"}, "2024-03-14", 0),
        # Asked when the month was over: too late to bring it back.
        (
            {"identity_requested": "2024-03-15", "identity_proved": "2024-03-20"},
            "2024-03-14",
            0,
        ),
        # A clarification does not pause under the GDPR.
        (
            {"clarification_requested": "2024-02-25", "clarification_received": "2024-03-05"},
            "2024-03-14",
            0,
        ),
    ],
)
def test_under_the_gdpr_the_clock_pauses_while_identity_is_in_doubt(
    events: dict[str, str], expected: str, paused: int
) -> None:
    found = deadline("2024-02-14", **events)
    assert (found.due_day, found.paused_days) == (day(expected), paused)


def test_a_question_asked_twice_is_one_pause_and_two_questions_are_two() -> None:
    kinds_and_days = [
        ("identity_requested", "2024-02-16"),
        ("identity_requested", "2024-02-18"),
        ("identity_proved", "2024-02-20"),
        ("identity_requested", "2024-03-01"),
        ("identity_proved", "2024-03-02"),
    ]
    events = tuple(ClockEvent(kind, day(when)) for kind, when in kinds_and_days)
    found = due(RequestClock(day("2024-02-14"), "access", "gdpr", "IT", events))
    assert (found.paused_days, found.due_day) == (4 + 1, day("2024-03-19"))


@pytest.mark.parametrize(
    ("right", "events", "expected", "paused"),
    [
        # The clock starts when identity is proved, and nothing is paused.
        (
            "erasure",
            {"identity_requested": "2024-02-02", "identity_proved": "2024-02-12"},
            "2024-03-12",
            0,
        ),
        # Proved on 31 January counts as received on 31 January.
        (
            "access",
            {"identity_requested": "2024-01-20", "identity_proved": "2024-01-31"},
            "2024-02-29",
            0,
        ),
        # Clarification of an access request: the days of asking and answering both do not count.
        (
            "access",
            {"clarification_requested": "2024-01-25", "clarification_received": "2024-02-03"},
            "2024-02-26",  # 15 February + 10 is a Sunday
            10,
        ),
        # Other rights do not pause for clarification.
        (
            "erasure",
            {"clarification_requested": "2024-01-25", "clarification_received": "2024-02-03"},
            "2024-02-15",
            0,
        ),
        # Clarification awaited since before the clock started counts from the start.
        (
            "access",
            {
                "clarification_requested": "2024-01-16",
                "clarification_received": "2024-02-03",
                "identity_requested": "2024-01-16",
                "identity_proved": "2024-02-01",
            },
            "2024-03-04",  # 1 March + 3
            3,
        ),
        # Clarified before the clock started: no pause.
        (
            "access",
            {
                "clarification_requested": "2024-01-16",
                "clarification_received": "2024-01-20",
                "identity_requested": "2024-01-16",
                "identity_proved": "2024-02-01",
            },
            "2024-03-01",
            0,
        ),
    ],
)
def test_under_the_uk_gdpr_identity_starts_the_clock_and_clarification_pauses_it(
    right: str, events: dict[str, str], expected: str, paused: int
) -> None:
    found = deadline("2024-01-15", "uk_gdpr", "GB", right, **events)
    assert (found.due_day, found.paused_days) == (day(expected), paused)


def test_who_asks_again_on_the_day_of_the_answer_still_waits():
    """From 12 to 25 January neither end counts, and the 20th not twice: 14 days."""
    asked, told = "clarification_requested", "clarification_received"
    again = (
        ClockEvent(asked, day("2024-01-12")),
        ClockEvent(told, day("2024-01-20"), at=10),
        ClockEvent(asked, day("2024-01-20"), at=15),
    )
    received = (day("2024-01-10"), "access", "uk_gdpr", "GB-ENG")
    assert due(RequestClock(*received, again)).due_day is None
    answered = due(RequestClock(*received, (*again, ClockEvent(told, day("2024-01-25")))))
    assert answered.due_day == day("2024-02-26")  # 24 February is a Saturday
    assert "paused 14 days for clarification (Fri 12 Jan 2024 to Thu 25 Jan" in answered.explanation
    # At one moment the question comes before the answer, and is answered.
    unknown = tuple(ClockEvent(each.kind, each.day) for each in again)
    assert due(RequestClock(*received, unknown)).due_day == day("2024-02-19")


def test_a_british_pause_stretches_the_month_in_which_an_extension_may_be_told() -> None:
    pause = {"clarification_requested": "2024-01-25", "clarification_received": "2024-02-03"}
    in_time = deadline("2024-01-15", "uk_gdpr", "GB", extended="2024-02-26", **pause)
    late = deadline("2024-01-15", "uk_gdpr", "GB", extended="2024-02-27", **pause)
    assert in_time.due_day == day("2024-04-25")  # 15 April + 10
    assert late.due_day == day("2024-02-26")
    assert late.extended_too_late


def test_under_the_gdpr_a_pause_does_not_stretch_the_month_in_which_to_tell_of_an_extension() -> (
    None
):
    pause = {"identity_requested": "2024-01-25", "identity_proved": "2024-02-05"}
    in_time = deadline("2024-01-15", extended="2024-02-15", **pause)
    late = deadline("2024-01-15", extended="2024-02-16", **pause)
    assert in_time.due_day == day("2024-04-26")  # 15 April + 11
    assert late.due_day == day("2024-02-26")
    assert late.extended_too_late


def test_a_pause_in_the_extended_time_counts() -> None:
    found = deadline(
        "2024-01-31",
        extended="2024-02-20",
        identity_requested="2024-03-20",
        identity_proved="2024-03-25",
    )
    assert found.due_day == day("2024-05-06")  # 30 April + 5 is a Sunday


@pytest.mark.parametrize(
    ("regime", "right", "asked"),
    [
        ("gdpr", "access", "identity_requested"),
        ("uk_gdpr", "erasure", "identity_requested"),
        ("uk_gdpr", "access", "clarification_requested"),
    ],
)
def test_while_the_clock_stands_still_nothing_is_due(regime: str, right: str, asked: str) -> None:
    found = deadline("2024-01-15", regime, "GB", right, **{asked: "2024-01-20"})
    assert found.due_day is None
    assert "the clock stands still until" in found.explanation
    told = deadline(
        "2024-01-15", regime, "GB", right, **{asked: "2024-01-20", "extended": "2024-04-01"}
    )
    assert told.due_day is None
    assert told.extended is (regime == "uk_gdpr")  # whose pauses stretch the time to tell


def test_in_california_verifying_the_person_does_not_pause() -> None:
    asked = deadline("2024-01-31", "ccpa", "US-CA", "know", identity_requested="2024-02-01")
    assert asked.due_day == day("2024-03-16")


@pytest.mark.parametrize(
    ("received", "regime", "jurisdiction", "right", "expected"),
    [
        ("2024-12-20", "ccpa", "US-CA", "know", "2025-01-07"),  # Christmas, New Year
        ("2024-01-31", "ccpa", "US-CA", "delete", "2024-02-14"),
        ("2024-01-31", "ccpa", "US-CA", "opt_out", None),
        ("2026-07-01", "uk_gdpr", "GB", "complaint_to_controller", "2026-07-31"),
        ("2026-07-02", "uk_gdpr", "GB", "complaint_to_controller", "2026-08-03"),  # a Saturday
        ("2026-11-25", "uk_gdpr", "GB", "complaint_to_controller", "2026-12-29"),  # Boxing Day
        ("2024-01-31", "gdpr", "IT", "access", None),
    ],
)
def test_a_receipt_is_acknowledged_where_the_regime_asks_for_it(
    received: str, regime: str, jurisdiction: str, right: str, expected: str | None
) -> None:
    found = deadline(received, regime, jurisdiction, right)
    assert found.acknowledge_by == (day(expected) if expected else None)


def test_a_british_complaint_to_the_controller_has_no_fixed_day_for_its_outcome() -> None:
    found = deadline("2026-07-02", "uk_gdpr", "GB", "complaint_to_controller")
    assert found.due_day is None
    assert found.explanation == (
        "Received Thu 2 Jul 2026 → to be acknowledged by Mon 3 Aug 2026"
        " → outcome without undue delay (DPA 2018 s.164A)"
    )


def test_a_due_day_given_by_the_source_wins_and_the_explanation_says_so() -> None:
    found = deadline("2024-01-31", given_due="2024-02-20")
    assert found.due_day == day("2024-02-20")
    assert found.explanation.startswith(
        "Due Tue 20 Feb 2024, as the source gave it. By the rule: Received Wed 31 Jan 2024 → "
    )


def test_a_given_due_day_also_stands_where_the_law_fixes_none() -> None:
    found = deadline(
        "2026-07-02", "uk_gdpr", "GB", "complaint_to_controller", given_due="2026-09-01"
    )
    assert found.due_day == day("2026-09-01")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            {"received": "2024-01-31"},
            "Received Wed 31 Jan 2024 → February has no 31st → Thu 29 Feb 2024"
            " (1 month: GDPR Art 12(3); Regulation 1182/71 Art 3)",
        ),
        (
            {"received": "2024-02-29", "jurisdiction": "DE"},
            "Received Thu 29 Feb 2024 → 1 month → Fri 29 Mar 2024 → no working day"
            " (Good Friday, Saturday, Sunday, Easter Monday) → Tue 2 Apr 2024"
            " (1 month: GDPR Art 12(3); Regulation 1182/71 Art 3)",
        ),
        (
            {
                "received": "2024-01-31",
                "regime": "uk_gdpr",
                "jurisdiction": "GB",
                "identity_requested": "2024-02-02",
                "identity_proved": "2024-02-10",
                "clarification_requested": "2024-02-12",
                "clarification_received": "2024-02-20",
                "extended": "2024-03-19",
            },
            "Received Wed 31 Jan 2024 → identity proved Sat 10 Feb 2024, where the clock starts"
            " → extended, told Tue 19 Mar 2024 → 3 months → Fri 10 May 2024"
            " → paused 9 days for clarification (Mon 12 Feb 2024 to Tue 20 Feb 2024, both included)"
            " → Sun 19 May 2024 → no working day (Sunday) → Mon 20 May 2024"
            " (3 months in all: UK GDPR Art 12(3) and 12A)",
        ),
        (
            # Asked for both in one letter: the pause is told from where the clock starts.
            {
                "received": "2024-01-15",
                "regime": "uk_gdpr",
                "jurisdiction": "GB",
                "identity_requested": "2024-01-16",
                "identity_proved": "2024-02-01",
                "clarification_requested": "2024-01-16",
                "clarification_received": "2024-02-03",
            },
            "Received Mon 15 Jan 2024 → identity proved Thu 1 Feb 2024, where the clock starts"
            " → 1 month → Fri 1 Mar 2024"
            " → paused 3 days for clarification (Thu 1 Feb 2024 to Sat 3 Feb 2024, both included)"
            " → Mon 4 Mar 2024 (1 month: UK GDPR Art 12(3) and 12A)",
        ),
        (
            {"received": "2024-01-31", "extended": "2024-03-01"},
            "Received Wed 31 Jan 2024 → February has no 31st → Thu 29 Feb 2024"
            " (1 month: GDPR Art 12(3); Regulation 1182/71 Art 3)."
            " The extension was told on Fri 1 Mar 2024, too late to count",
        ),
        (
            {"received": "2024-02-14", "identity_requested": "2024-02-25"},
            "Received Wed 14 Feb 2024 → the clock stands still until proof of identity is received"
            " (1 month: GDPR Art 12(3); Regulation 1182/71 Art 3)",
        ),
        (
            {"received": "2024-01-31", "regime": "us_foia", "jurisdiction": "US"},
            "Received Wed 31 Jan 2024 → 20 working days → Thu 29 Feb 2024"
            " (20 working days: 5 USC 552(a)(6))",
        ),
    ],
)
def test_every_deadline_explains_itself(arguments: dict[str, str], expected: str) -> None:
    assert deadline(**arguments).explanation == expected


def test_an_unknown_regime_is_named_with_those_that_are_known() -> None:
    with pytest.raises(TrustError, match=r"'popia'.*gdpr, uk_gdpr, ccpa"):
        deadline("2024-01-31", regime="popia")


@given(received=RECEIVED, **CASES)
def test_a_due_day_is_never_before_receipt_and_working_where_it_rolls_over(
    received: date, regime: str, right: str, jurisdiction: str
) -> None:
    found = due(RequestClock(received, right, regime, jurisdiction))
    assert found.due_day is not None
    assert found.due_day > received
    if regime in ("gdpr", "uk_gdpr"):
        assert is_working_day(found.due_day, jurisdiction)


@given(received=RECEIVED, later=st.integers(0, 70), **CASES)
def test_a_later_receipt_never_gives_an_earlier_due_day(
    received: date, later: int, regime: str, right: str, jurisdiction: str
) -> None:
    first, second = (
        due(RequestClock(start, right, regime, jurisdiction)).due_day
        for start in (received, received + timedelta(days=later))
    )
    assert first is not None
    assert second is not None
    assert first <= second


@given(
    received=RECEIVED,
    later=st.integers(0, 70),
    told=st.sampled_from([("uk_gdpr", "complaint_to_controller", "GB"), ("ccpa", "know", "US-CA")]),
)
def test_the_day_to_acknowledge_by_keeps_to_the_same_order(
    received: date, later: int, told: tuple[str, str, str]
) -> None:
    regime, right, jurisdiction = told
    first, second = (
        due(RequestClock(start, right, regime, jurisdiction)).acknowledge_by
        for start in (received, received + timedelta(days=later))
    )
    assert first is not None
    assert second is not None
    assert received < first <= second
    assert is_working_day(first, jurisdiction)


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "acknowledged",
                "identity_requested",
                "identity_proved",
                "clarification_requested",
                "clarification_received",
                "extended",
                "answered",
            ]
        ),
        st.integers(0, 150),
    ),
    max_size=8,
)


@given(received=RECEIVED, happened=EVENTS, **CASES)
def test_events_never_bring_a_due_day_forward(
    received: date, happened: list[tuple[str, int]], regime: str, right: str, jurisdiction: str
) -> None:
    events = tuple(ClockEvent(kind, received + timedelta(days=after)) for kind, after in happened)
    plain = due(RequestClock(received, right, regime, jurisdiction))
    found = due(RequestClock(received, right, regime, jurisdiction, events))
    assert plain.due_day is not None
    assert found.due_day is None or found.due_day >= plain.due_day
    assert not (found.extended and found.extended_too_late)
    if found.due_day and regime in ("gdpr", "uk_gdpr"):
        assert is_working_day(found.due_day, jurisdiction)
