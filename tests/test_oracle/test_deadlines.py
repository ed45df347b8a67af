"""The oracle on due days: each was counted on a calendar by hand."""

from datetime import date

import pytest

from tests.oracle.deadlines import Happening, due_day

DOUBTED = "01-20 identity_requested, 01-30 identity_proved"
PROVED = "01-16 identity_requested, 01-22 identity_proved"
CLARIFIED = "01-16 clarification_requested, 01-22 clarification_received"
UNDOUBTED = "01-20 identity_requested"
COMPLAINT = "complaint_to_controller"

# regime, right, jurisdiction, received, events of 2024, due
DEADLINES = {
    "January has no 31st of February": ("gdpr", "access", "IT", "2024-01-31", "", "2024-02-29"),
    "3 September to 3 October": ("uk_gdpr", "access", "GB", "2024-09-03", "", "2024-10-03"),
    "over Easter in England": ("uk_gdpr", "erasure", "GB-ENG", "2024-02-29", "", "2024-04-02"),
    "over Easter Monday in Italy": ("gdpr", "erasure", "IT", "2024-03-01", "", "2024-04-02"),
    "extended in time": ("gdpr", "access", "IT", "2024-01-15", "02-15 extended", "2024-04-15"),
    "extended late": ("gdpr", "access", "IT", "2024-01-15", "02-16 extended", "2024-02-15"),
    "ten days of doubt": ("gdpr", "access", "IT", "2024-01-15", DOUBTED, "2024-02-26"),
    "doubt without an end": ("gdpr", "access", "IT", "2024-01-15", UNDOUBTED, None),
    "doubt after the month": (
        ("gdpr", "access", "IT", "2024-01-15", "02-16 identity_requested", "2024-02-15")
    ),
    "doubt does not stretch the month to tell in": (
        ("gdpr", "access", "IT", "2024-01-15", f"{DOUBTED}, 02-16 extended", "2024-02-26")
    ),
    "no clarification in the EU": ("gdpr", "access", "IT", "2024-01-15", CLARIFIED, "2024-02-15"),
    "a start at the proof": ("uk_gdpr", "erasure", "GB", "2024-01-15", PROVED, "2024-02-22"),
    "a start without proof": ("uk_gdpr", "erasure", "GB", "2024-01-15", UNDOUBTED, None),
    "clarified": ("uk_gdpr", "access", "GB", "2024-01-15", CLARIFIED, "2024-02-22"),
    "clarified, no access": ("uk_gdpr", "erasure", "GB", "2024-01-15", CLARIFIED, "2024-02-15"),
    "clarification stretches the month to tell in": (
        ("uk_gdpr", "access", "GB", "2024-01-15", f"{CLARIFIED}, 02-20 extended", "2024-04-22")
    ),
    "British complaints": ("uk_gdpr", COMPLAINT, "GB", "2024-01-15", "", None),
    "no pause in California": ("ccpa", "know", "US-CA", "2024-01-15", UNDOUBTED, "2024-02-29"),
    "ninety days": ("ccpa", "delete", "US-CA", "2024-01-15", "02-29 extended", "2024-04-14"),
    "fifteen business days, a federal holiday aside": (
        ("ccpa", "opt_out", "US-CA", "2024-02-09", "", "2024-03-04")
    ),
    "Brazil": ("lgpd", "access", "BR", "2024-01-15", "", "2024-01-30"),
    "Brazil, by the ordinary limit": ("lgpd", "erasure", "BR", "2024-01-15", "", "2024-01-30"),
    "Canada": ("pipeda", "correct", "CA", "2024-01-15", "02-14 extended", "2024-03-15"),
    "Colorado": ("colorado", "delete", "US-CO", "2024-01-15", "", "2024-02-29"),
    "twenty working days": ("us_foia", "access", "IT", "2024-01-12", "", "2024-02-12"),
}


@pytest.mark.parametrize("case", DEADLINES.values(), ids=DEADLINES)
def test_due_days(case):
    regime, right, jurisdiction, received, events, due = case
    told = [event.split() for event in events.split(",") if event]
    happenings = [Happening(date.fromisoformat(f"2024-{day}"), kind) for day, kind in told]
    found = due_day(regime, right, date.fromisoformat(received), jurisdiction, happenings)
    assert found == (date.fromisoformat(due) if due else None)
