"""What happened to a generated request: waits, extensions and answers around its due day."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.companies import Row
from tests.oracle.deadlines import Happening, due_day

ROME = ZoneInfo("Europe/Rome")
WAITS = {
    "identity_requested": "identity_proved",
    "clarification_requested": "clarification_received",
}
# Calendar days around 10 business days, and around 30 days that are rolled over.
ACKNOWLEDGED_AFTER = (0, 14, 15, 16, 30, 31, 32, 33)


class Wait(NamedTuple):
    """Days after receipt on which a person was asked, and days until told (None: never)."""

    kind: str
    after: int
    lasted: int | None


@st.composite
def request_events_of(draw: DrawFn, request: Row) -> list[Row]:
    """The events of a request in order, each at its own moment; draws its closing too."""
    received = request["received_at"].astimezone(ROME).date()
    happenings = _waited(received, draw(st.lists(_waits(), max_size=2)))
    if draw(st.booleans()):
        happenings.append(Happening(draw(_around(request, happenings)), "extended"))
    if draw(st.booleans()):
        after = draw(st.sampled_from(ACKNOWLEDGED_AFTER))
        happenings.append(Happening(received + timedelta(days=after), "acknowledged"))
    ending = draw(st.sampled_from((None, "closed", "answered", "both")))
    if ending:
        extended = [day for day, kind in happenings if kind == "extended"]
        ended = draw(_around(request, happenings))
        if extended and draw(st.booleans()):
            ended = max(ended, *extended)
        _close(draw, request, ended, ending)
        if ending != "closed":
            happenings.append(Happening(ended, "answered"))
    return _rows(request, happenings)


def _waits() -> st.SearchStrategy[Wait]:
    lasted = st.integers(0, 40) | st.none()
    return st.builds(Wait, st.sampled_from(tuple(WAITS)), st.integers(0, 35), lasted)


def _waited(received: date, waits: list[Wait]) -> list[Happening]:
    """What the waits were, one after the other if of one kind (the later one starts afresh)."""
    happenings = []
    for kind, after, lasted in waits:
        asked = received + timedelta(days=after)
        happenings.append(Happening(asked, kind))
        if lasted is not None:
            happenings.append(Happening(asked + timedelta(days=lasted), WAITS[kind]))
    return sorted(happenings, key=lambda happening: happening.day)


def _around(request: Row, happenings: list[Happening]) -> st.SearchStrategy[date]:
    """A day not before receipt: any, or on or next to a due day, with and without the waits."""
    received = request["received_at"].astimezone(ROME).date()
    whose = request["jurisdiction"] or "IT"
    dues = [
        due_day(request["regime"], request["right"], received, whose, told)
        for told in ([], sorted(happenings))
    ]
    days = [due + timedelta(days=by) for due in dues if due for by in (0, 1, -1)]
    any_day = st.integers(0, 95).map(lambda after: received + timedelta(days=after))
    return (st.sampled_from(days) | any_day) if days else any_day


def _close(draw: DrawFn, request: Row, day: date, ending: str) -> None:
    at = draw(st.sampled_from((time(12), time(0), time(23, 59, 59))))
    request["outcome"] = draw(st.sampled_from(("fulfilled", "withdrawn", "rejected", None)))
    if ending != "answered":
        closed = datetime.combine(day, at, ROME).astimezone(UTC)
        request["closed_at"] = max(closed, request["received_at"])


def _rows(request: Row, happenings: list[Happening]) -> list[Row]:
    """A minute apart, and none before the receipt."""
    rows = []
    for minute, (day, kind) in enumerate(sorted(happenings, key=lambda one: one.day)):
        noon = datetime.combine(day, time(12), ROME).astimezone(UTC)
        at = max(noon, request["received_at"]) + timedelta(minutes=minute)
        rows.append({"request_id": request["request_id"], "occurred_at": at, "kind": kind})
    return rows
