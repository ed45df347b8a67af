"""What came of a decision: judged after three points, by the chart's rules, and not before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bigtrust.books import Decision, Meeting, Recalled
from bigtrust.books.tables import StatusChange
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views.decisions import decided, effect_of
from bigtrust.views.wording import NO_BREAK
from tests.views import told
from tests.views.told import AS_OF, a_card, headline

NAME = "contact_after_withdrawal"
MOMENT = datetime(2026, 9, 1, tzinfo=UTC)


def effect(shares: Sequence[float], weeks_ago: int):
    found = effect_of(a_card(NAME, shares), AS_OF - timedelta(days=7 * weeks_ago))
    return found.verdict, found.detail.replace(NO_BREAK, " "), found.tone


@pytest.mark.parametrize(("weeks", "seen"), [(0, "none"), (2, "two")])
def test_before_three_points_it_is_too_early(weeks: int, seen: str):
    shares = [*told.STEADY, 0.1, 0.1]
    assert effect(shares, weeks) == ("Too early", f"{seen} of three points since then", "steady")


def test_three_better_points_out_of_the_usual_range_have_worked():
    shares = [*told.STEADY, 0.2, 0.3, 0.2]
    assert effect(shares, 3) == (
        "Worked",
        "2.8 to 0.20 %, better than its usual range",
        "improving",
    )


def test_what_was_better_before_the_decision_is_none_of_its_doing():
    shares = [*told.STEADY, 0.2, 0.3, 0.2, 0.3, 0.2, 0.3]
    verdict, detail, tone = effect(shares, 3)
    assert (verdict, tone) == ("No effect yet", "steady")
    assert "already better than usual since" in detail


def test_what_moves_within_the_usual_range_is_no_effect():
    verdict, detail, _ = effect(told.STEADY, 4)
    assert verdict == "No effect yet"
    assert detail.endswith("within its usual range")


def test_what_got_worse_since_says_so():
    verdict, _, tone = effect([*told.STEADY, 3.0, 7.0, 8.0], 3)
    assert (verdict, tone) == ("Got worse", "concerning")


def test_what_came_back_from_out_of_range_has_worked():
    shares = [*told.STEADY, 8.0, 3.6, 2.9, 3.1]
    verdict, detail, _ = effect(shares, 3)
    assert verdict == "Worked"
    assert detail == "8 to 3.1 %, back in its usual range"


def test_without_limits_nothing_can_be_told():
    card = a_card(NAME, told.STEADY)
    bare = tuple(replace(point, lower=None, upper=None) for point in card.series.points)
    card = replace(card, series=replace(card.series, points=bare))
    assert effect_of(card, AS_OF - timedelta(days=90)).verdict == "Cannot be told"


def test_what_has_no_usual_range_since_a_declared_change_is_not_back_in_it():
    card = a_card(NAME, [*told.STEADY, 8.0, 3.6, 2.9, 3.1])
    before, anew = card.series.points[:-3], card.series.points[-3:]
    unlimited = (replace(point, lower=None, upper=None) for point in anew)
    card = replace(card, series=replace(card.series, points=(*before, *unlimited)))
    found = effect_of(card, AS_OF - timedelta(days=21))
    assert (found.verdict, found.tone) == ("Too early", "steady")
    assert found.detail.endswith(
        "3.1 %; too few points yet for a usual range".replace(" %", f"{NO_BREAK}%")
    )


def decision(due: date, status: str = "on course", indicator: str | None = None) -> Decision:
    meeting = Meeting(id=1, title="Review", held_on=date(2026, 9, 1))
    history = [
        StatusChange(status="not begun", changed_at=MOMENT),
        StatusChange(status=status, changed_at=MOMENT + timedelta(days=30)),
    ]
    return Decision(
        id=1, what="W", owner="O", due=due, indicator=indicator, meeting=meeting, history=history
    )


def one(each: Decision, moment: datetime | None = None, course=lambda _: None):
    (found,) = decided([each], date(2026, 10, 28), moment, course)
    return found


def test_an_open_decision_past_its_day_is_late_and_a_done_one_is_not():
    late = one(decision(date(2026, 10, 22)))
    assert late.status_text.replace(NO_BREAK, " ") == "Late by 6 days"
    assert late.tone == "concerning"
    assert one(decision(date(2026, 10, 27))).status_text.replace(NO_BREAK, " ") == "Late by 1 day"
    done = one(decision(date(2026, 10, 22), "done"))
    assert (done.status_text, done.tone) == ("Done", "improving")


def test_a_closed_meeting_tells_the_status_of_that_moment():
    each = decision(date(2027, 1, 1), "done")
    assert one(each, MOMENT + timedelta(days=1)).status == "not begun"
    assert one(each).status == "done"


def test_a_decision_of_no_indicator_or_of_one_that_may_not_be_told_says_so():
    assert one(decision(date(2027, 1, 1))).effect.verdict == "Not measured"
    assert one(decision(date(2027, 1, 1), indicator=NAME)).effect.verdict == "Cannot be told"


def test_the_day_of_the_decision_stands_in_its_chart():
    measure = CATALOGUE[NAME]
    course = Recalled(measure, headline(measure, told.STEADY))
    found = one(decision(date(2027, 1, 1), indicator=NAME), course=lambda _: course)
    assert found.series is not None
    assert [mark.day for mark in found.series.marks] == [date(2026, 9, 1)]


def test_late_ones_come_first_then_open_ones():
    given = [decision(date(2026, 10, day), status) for day, status in
             ((1, "done"), (20, "on course"), (30, "on course"), (10, "on course"))]  # fmt: skip
    found = decided(given, date(2026, 10, 28), None, lambda _: None)
    assert [each.due.day for each in found] == [10, 20, 30, 1]
