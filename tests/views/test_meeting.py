"""The page of a meeting: its sentence says what its parts say."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import pytest

from bigtrust import books as room
from bigtrust.access.scope import Role, Scope
from bigtrust.books import Books, Meeting, NewDecision, Recalled, open_books
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.settings import read_settings
from bigtrust.views.changes import rows_key
from bigtrust.views.meeting import MeetingPage, Minutes, comparable, meeting_page, minutes
from bigtrust.views.phrases import plain
from bigtrust.views.segments import segments_of
from bigtrust.views.standing import Standing, course, standing, until
from bigtrust.views.wording import NO_BREAK
from tests.companies import company
from tests.measures.conftest import LAMPS, lamps
from tests.stores import built
from tests.views import told
from tests.views.told import AS_OF, headline


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory):
    return built(company(LAMPS), lamps(tmp_path_factory.mktemp("lamps")))


@pytest.fixture
def books(tmp_path) -> Books:
    return open_books(read_settings(tmp_path))


class _At:
    """A build of which only the day is asked."""

    id = "now"
    as_of = AS_OF
    manifest: ClassVar = {"data_sets": {}}


def recalled(name: str, shares: Sequence[float]) -> Recalled:
    measure = CATALOGUE[name]
    return Recalled(measure, headline(measure, shares))


def page_of(*figures: Recalled, decisions: Sequence[Any] = ()) -> MeetingPage:
    known = {each.measure.name: each for each in figures}
    found = Minutes(None, None, decisions, {}, {})

    def ask(view, *chosen):
        return Standing(known) if view is standing else known.get(chosen[0])

    return meeting_page(found, _At(), ask)


def sentence(*figures: Recalled, decisions: Sequence[Any] = ()) -> str:
    lead = page_of(*figures, decisions=decisions).lead
    return plain(lead).replace(NO_BREAK, " ").strip()


WORSE = recalled("contact_after_withdrawal", told.RISING_AT_THE_END)
BETTER = recalled("contact_without_permission", told.FALLING_AT_THE_END)
CALM = recalled("excess_contacts", told.STEADY)


def test_it_says_how_many_changed_and_which_way():
    assert sentence(WORSE, BETTER, CALM) == (
        "Since 25 Sept two indicators changed more than chance explains: "
        "one got worse, one improved."
    )
    assert sentence(WORSE, CALM) == (
        "Since 25 Sept one indicator changed more than chance explains: it got worse."
    )


def test_it_says_that_nothing_changed():
    assert sentence(CALM) == "Since 25 Sept nothing changed more than chance explains."
    assert sentence() == "No figure can be formed from these data."


def test_of_what_chance_explains_nobody_says_more_than_can_be_told():
    name = "answered_on_time"
    misled = Recalled(CATALOGUE[name], told.misleading(name, told.STEADY))
    assert sentence(misled) == "Since 25 Sept no change can be judged."
    assert titles(misled) == ("No change can be judged", "No verdict on one indicator")
    anew = Recalled(CATALOGUE[name], told.learned_anew(name, told.STEADY))
    assert titles(anew) == titles(misled)
    calm = "Nothing changed more than chance explains"
    assert titles(misled, CALM) == (calm, "No real change in one indicator; no verdict on one")
    assert titles(CALM) == (calm, "No real change in one indicator")
    assert "cannot be told" in rows_key(page_of(misled).rows)
    assert "no more than chance explains" in rows_key(page_of(misled, CALM).rows)


def titles(*figures: Recalled) -> tuple[str, str]:
    page = page_of(*figures)
    return page.changes_title, page.rows_title


def test_it_counts_the_decisions_that_worked_and_those_that_are_late(books: Books):
    meeting = room.open_meeting(books, Role.CIO, "Review", date(2026, 6, 1))
    one = sentence(CALM, decisions=_written(books, meeting, date(2026, 10, 1)))
    assert one.endswith("The one decision is late.")
    two = sentence(CALM, decisions=_written(books, meeting, date(2027, 1, 1)))
    assert two.endswith("Of two decisions, one is late.")


def _written(books: Books, meeting: int, due: date):
    room.add_decision(books, Role.CIO, meeting, NewDecision("W", "O", due))
    return room.decisions(books, Role.CIO)


def test_only_closed_meetings_before_it_can_be_compared_with():
    def meeting(number: int, day: int, closed: bool) -> Meeting:
        moment = datetime(2026, 9, day, tzinfo=UTC) if closed else None
        return Meeting(id=number, title="M", held_on=date(2026, 9, day), closed_at=moment)

    chosen, *others = known = [
        meeting(1, 20, False), meeting(2, 10, True), meeting(3, 11, False), meeting(4, 25, True),
    ]  # fmt: skip
    assert comparable(chosen, known) == [others[0]]
    assert comparable(None, known) == [others[0], others[2]]


def test_what_was_decided_later_is_not_told(books: Books):
    early = room.open_meeting(books, Role.CIO, "Early", date(2026, 6, 1))
    late = room.open_meeting(books, Role.CIO, "Late", date(2026, 7, 1))
    for meeting in (early, late):
        room.add_decision(
            books, Role.CIO, meeting, NewDecision(f"Of {meeting}", "O", date(2026, 8, 1))
        )
    assert [each.what for each in minutes(books, Role.CIO, early, 0).decisions] == [f"Of {early}"]
    assert len(minutes(books, Role.CIO, late, 0).decisions) == 2


def test_a_closed_meeting_tells_nothing_that_was_written_after_it(books: Books, build):
    """Into an earlier meeting that is still open, or one that is opened with an earlier day."""
    earlier = room.open_meeting(books, Role.CIO, "Earlier", date(2026, 5, 1))
    meeting = room.open_meeting(books, Role.CIO, "Closed", date(2026, 6, 1))
    room.add_decision(books, Role.CIO, meeting, NewDecision("Known", "O", date(2026, 8, 1)))
    room.close_meeting(books, Scope(Role.CIO, build.id), build, meeting, [])
    back_dated = room.open_meeting(books, Role.CIO, "Back-dated", date(2026, 5, 2))
    for each in (earlier, back_dated):
        room.add_decision(books, Role.CIO, each, NewDecision("Later", "O", date(2026, 5, 9)))
    assert [each.what for each in minutes(books, Role.CIO, meeting, 0).decisions] == ["Known"]


def test_what_came_of_a_decision_is_closed_with_its_meeting(books: Books, build):
    """Of an indicator that is not shown beside the others: it is frozen, and not one of them."""
    name = "settled_in_3_business_days"
    meeting = room.open_meeting(books, Role.CIO, "Review", date(2026, 6, 1))
    decision = NewDecision("Settle sooner", "O", date(2026, 8, 1), name)
    room.add_decision(books, Role.CIO, meeting, decision)
    scope = Scope(Role.CIO, build.id)
    shown = [(each.measure, each.headline) for each in standing(scope, build).figures.values()]
    assert name not in {measure.name for measure, _ in shown}
    room.close_meeting(books, scope, build, meeting, shown)
    found = minutes(books, Role.CIO, meeting, 0)
    assert found.frozen[name].beside

    def ask(view, *chosen):
        assert view is not course, "the current build is not asked for it"
        return view(scope, build, *chosen)

    page = meeting_page(found, build, ask)
    assert [each.what for each in page.decisions] == ["Settle sooner"]
    assert page.failed == ()
    assert name not in {row.card.measure.name for row in page.rows}


def test_the_standing_has_every_indicator_with_a_target_that_has_data(build):
    found = standing(Scope(Role.CIO, build.id), build)
    assert "answered_on_time" in found.figures
    assert "undisclosed_sharing" not in found.figures  # no disclosures were loaded
    assert found.failed == ()


def test_a_segment_is_told_where_it_may_be(build):
    officer, cio = Scope(Role.OFFICER, build.id), Scope(Role.CIO, build.id)
    name = "contact_after_withdrawal"
    assert ("channel", "email") in segments_of(officer, build, name)
    assert ("region", "south") in segments_of(officer, build, name)
    assert ("region", "south") not in segments_of(cio, build, name)
    of_email = course(officer, build, name, "channel", "email")
    assert of_email is not None
    assert of_email.headline.now.denominator == 5
    assert course(cio, build, "over_contacted_customers", "region", "south") is None
    assert course(cio, build, "of_old", None, None) is None


def test_a_course_can_end_on_a_day():
    whole = WORSE.headline
    cut = until(WORSE, whole.series[-3].period.last).headline
    assert cut.series == whole.series[:-2]
    assert cut.chart is not None
    assert len(cut.chart.points) == len(cut.series)
