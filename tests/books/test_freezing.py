"""A closed meeting: what was shown is read again as it was, and nothing is added to it."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from bigtrust import books as room
from bigtrust.access.scope import Role, Scope
from bigtrust.books import Books, NewDecision, open_books
from bigtrust.builds import Build
from bigtrust.errors import NotPermittedError, TrustError
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.charts import DeclaredChange
from bigtrust.measures.headline import headline
from bigtrust.measures.targets import aimed
from bigtrust.settings import read_settings
from bigtrust.views.cards import card
from tests.companies import company
from tests.stores import built, settings_of

HELD = date(2024, 6, 20)
COUNTED = CATALOGUE["complaints_per_1000"]  # there are no customers
COMPLAINTS = """
    complaints
      received_at      | topic
      2024-03-04 09:00 | price
      2024-04-04 09:00 | price
      2024-05-04 09:00 | delivery
      2024-05-24 09:00 | delivery
    requests
      received_at      | right  | regime | closed_at
      2024-02-10 09:00 | access | gdpr   | 2024-03-01 09:00
      2024-05-10 09:00 | access | gdpr   |
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    home = tmp_path_factory.mktemp("company")
    store = f"duckdb:///{home / 'facts.duckdb'}"
    settings = settings_of(home, store).model_copy(update={"as_of": date(2024, 6, 19)})
    return built(company(COMPLAINTS), settings)


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return open_books(read_settings(tmp_path))


def shown(build: Build, role: Role):
    scope = Scope(role, build.id)
    return [(measure, headline(measure, scope, build)) for measure in aimed(build).values()]


def closed(books: Books, build: Build, role: Role = Role.CIO) -> int:
    meeting = room.open_meeting(books, role, "Review", HELD)
    room.close_meeting(books, Scope(role, build.id), build, meeting, shown(build, role))
    return meeting


def test_every_figure_is_read_again_as_it_was_frozen(books: Books, build: Build):
    meeting = closed(books, build)
    found = room.frozen_figures(books, Role.EXECUTIVE, meeting)
    was = shown(build, Role.CIO)
    assert list(found) == [measure.name for measure, _ in was]
    for measure, told in was:
        again = found[measure.name]
        assert again.measure == measure
        assert again.headline == told


def test_a_trend_that_misleads_is_known_as_such_in_a_closed_meeting(books: Books, build: Build):
    """Else its number alone, which has no chart, would get one there, and a verdict with it."""
    meeting = room.open_meeting(books, Role.CIO, "Review", HELD)
    warned = [(each, replace(told, trend_misleads=True)) for each, told in shown(build, Role.CIO)]
    room.close_meeting(books, Scope(Role.CIO, build.id), build, meeting, warned)
    found = room.frozen_figures(books, Role.CIO, meeting)
    assert all(each.headline.trend_misleads for each in found.values())
    assert card(COUNTED, found[COUNTED.name].headline).series.misleads


def test_a_closed_meeting_keeps_the_changes_that_were_declared(books: Books, build: Build):
    """By them its number alone is judged there, too."""
    declared = [
        DeclaredChange(date(2024, 4, 1), date(2024, 4, 30), "A fault."),
        DeclaredChange(date(2024, 5, 1), None, "A shop was opened."),
    ]
    meeting = room.open_meeting(books, Role.CIO, "Review", HELD)
    told = [(each, replace(found, declared=declared)) for each, found in shown(build, Role.CIO)]
    room.close_meeting(books, Scope(Role.CIO, build.id), build, meeting, told)
    found = room.frozen_figures(books, Role.CIO, meeting)
    assert all(each.headline.declared == declared for each in found.values())


def test_roles_freeze_alike(build: Build):
    """What is frozen has no dimension, so a reader of another role learns nothing more."""
    by_cio, by_officer = (shown(build, role) for role in (Role.CIO, Role.OFFICER))
    assert by_cio == by_officer


def test_the_build_and_its_hash_stand_with_them(books: Books, build: Build):
    closed(books, build)
    (meeting,) = room.meetings(books, Role.CIO)
    assert (meeting.build_id, meeting.as_of) == (build.id, build.as_of)
    assert meeting.build_hash == sha256(build.path.read_bytes()).hexdigest()
    assert meeting.closed_as == "cio"


def test_nothing_is_added_to_a_closed_meeting_nor_is_it_closed_again(books: Books, build: Build):
    meeting = closed(books, build)
    with pytest.raises(TrustError, match="is closed; nothing can be added"):
        room.add_decision(books, Role.CIO, meeting, NewDecision("W", "O", HELD))
    with pytest.raises(TrustError, match="is closed"):
        room.close_meeting(books, Scope(Role.CIO, build.id), build, meeting, [])


def test_an_executive_closes_no_meeting(books: Books, build: Build):
    meeting = room.open_meeting(books, Role.CIO, "Review", HELD)
    with pytest.raises(NotPermittedError):
        room.close_meeting(books, Scope(Role.EXECUTIVE, build.id), build, meeting, [])
    assert not room.meetings(books, Role.CIO)[0].closed


def test_an_analyst_reads_no_frozen_figures(books: Books, build: Build):
    with pytest.raises(NotPermittedError):
        room.frozen_figures(books, Role.ANALYST, closed(books, build))


def test_the_current_build_computes_them_for_the_same_days(books: Books, build: Build):
    found = room.frozen_figures(books, Role.CIO, closed(books, build))
    asked = [(name, *each.headline.now.period) for name, each in found.items()]
    again = room.computed_now(Scope(Role.CIO, build.id), build, *asked)
    for name, each in found.items():
        assert again[name] == each.headline.now


def test_an_indicator_that_the_catalogue_has_no_more_is_left_out(books: Books, build: Build):
    meeting = closed(books, build)
    with books.writing(Role.CIO) as session:
        kept = session.get_one(room.tables.FrozenFigure, (meeting, "opt_out_rate"))
        kept.indicator = "of_old"
    assert "of_old" not in room.frozen_figures(books, Role.CIO, meeting)
