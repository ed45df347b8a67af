"""Writing in the books: each entry is checked, and is there in whole once the call returns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bigtrust.access.scope import Role, Scope
from bigtrust.books.freezing import frozen
from bigtrust.books.opening import Books
from bigtrust.books.tables import (
    Annotation,
    Book,
    Decision,
    Meeting,
    SavedView,
    StatusChange,
)
from bigtrust.builds import Build
from bigtrust.errors import TrustError
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.headline import Headline
from bigtrust.measures.headline import headline as headline_of
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed

STATUSES: Final = ("not begun", "on course", "done", "dropped")
OPEN_STATUSES: Final = STATUSES[:2]


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What a decision says. Without a segment it is of the whole indicator; without an indicator,
    of nothing that is measured.
    """

    what: str
    owner: str
    due: date
    indicator: str | None = None
    dimension: str | None = None
    segment: str | None = None


def open_meeting(books: Books, role: Role, title: str, held_on: date) -> int:
    """The new meeting's id; TrustError where there is one of this title on that day."""
    with books.writing(role) as session:
        meeting = Meeting(title=title.strip(), held_on=held_on, opened_at=_now())
        _refuse_unfit(meeting, ("title",))
        same = select(Meeting.id).filter_by(title=meeting.title, held_on=held_on)
        if session.scalar(same) is not None:
            raise TrustError(
                f"There is a meeting {meeting.title!r} on {held_on} already.",
                "Give this one another title or day.",
            )
        session.add(meeting)
        session.flush()
        return meeting.id


def add_decision(books: Books, role: Role, meeting_id: int, new: NewDecision) -> int:
    """The new decision's id; TrustError where the meeting is closed."""
    with books.writing(role) as session:
        _open_meeting(session, meeting_id)
        decision = Decision(
            meeting_id=meeting_id,
            what=new.what.strip(),
            owner=new.owner.strip(),
            due=new.due,
            indicator=new.indicator,
            dimension=new.dimension,
            segment=new.segment,
        )
        _refuse_unfit(decision, ("what", "owner"))
        if new.indicator is not None:
            _refuse_unknown(new.indicator)
        decision.history = [StatusChange(status=STATUSES[0], changed_at=_now())]
        session.add(decision)
        session.flush()
        return decision.id


def change_status(books: Books, role: Role, decision_id: int, status: str) -> None:
    """The status of a decision from now on, whatever meeting it was taken at."""
    if status not in STATUSES:
        raise TrustError(f"{status!r} is no status; allowed: {', '.join(STATUSES)}.")
    with books.writing(role) as session:
        decision = session.get(Decision, decision_id)
        if decision is None:
            raise TrustError("This decision is not in the books.", "Load the page again.")
        if decision.status_at(None) != status:
            session.add(StatusChange(decision_id=decision_id, status=status, changed_at=_now()))


def annotate(books: Books, role: Role, indicator: str, day: date, text: str) -> None:
    """From now on every chart of the indicator says so at that day."""
    with books.writing(role) as session:
        _refuse_unknown(indicator)
        note = Annotation(indicator=indicator, day=day, text=text.strip(), written_at=_now())
        _refuse_unfit(note, ("text",))
        session.add(note)


def close_meeting(
    books: Books,
    scope: Scope,
    build: Build,
    meeting_id: int,
    shown: Iterable[tuple[Measure, Headline]],
) -> None:
    """Freeze what the viewer's scope showed, for good: figures, definitions, the build's hash;
    and beside it what is told of decisions on other indicators.
    """
    told, digest = list(shown), _hash_of(build.path)
    with books.writing(scope.role) as session:
        meeting = _open_meeting(session, meeting_id)
        meeting.closed_at = _now()
        meeting.closed_as = scope.role.value
        meeting.as_of = build.as_of
        meeting.build_id = build.id
        meeting.build_hash = digest
        session.add_all(frozen(measure, headline, meeting_id) for measure, headline in told)
        beside = _decided_on(session, meeting).difference(measure.name for measure, _ in told)
        session.add_all(
            frozen(measure, headline_of(measure, scope, build), meeting_id, beside=True)
            for name, measure in aimed(build).items()
            if name in beside
        )


def _decided_on(session: Session, meeting: Meeting) -> set[str]:
    """The indicators of the decisions until then that are of no segment."""
    until = (meeting.held_on, meeting.id)
    return {
        each.indicator
        for each in session.scalars(select(Decision).where(Decision.segment.is_(None)))
        if each.indicator and (each.meeting.held_on, each.meeting.id) <= until
    }


def save_view(books: Books, role: Role, name: str, page: str, query: str) -> None:
    """Keep what was chosen on a page; a view of the same name is replaced."""
    with books.writing(role, frozenset(Role)) as session:
        view = session.scalar(select(SavedView).filter_by(name=name.strip())) or SavedView()
        view.name, view.page, view.query, view.saved_at = name.strip(), page, query, _now()
        _refuse_unfit(view, ("name", "page"))
        session.add(view)


def remove_view(books: Books, role: Role, name: str) -> None:
    """The view is gone for everybody, as everybody may write it anew; TrustError if it is not."""
    with books.writing(role, frozenset(Role)) as session:
        view = session.scalar(select(SavedView).filter_by(name=name))
        if view is None:
            raise TrustError(f"There is no saved view {name!r} any more.", "Load the page again.")
        session.delete(view)


def _open_meeting(session: Session, meeting_id: int) -> Meeting:
    """The meeting, kept from being closed by somebody else meanwhile."""
    meeting = session.get(Meeting, meeting_id, with_for_update=True)
    if meeting is None:
        raise TrustError("This meeting is not in the books.", "Load the page again.")
    if meeting.closed:
        raise TrustError(
            f"The meeting {meeting.title!r} of {meeting.held_on} is closed; nothing can be added.",
            "Open a new meeting.",
        )
    return meeting


def _refuse_unknown(indicator: str) -> None:
    if indicator not in CATALOGUE:
        raise TrustError(
            f"{indicator!r} is no indicator.", "`bigtrust measure --list` tells them all."
        )


def _refuse_unfit(entry: Book, names: Iterable[str]) -> None:
    """TrustError where a text is empty or longer than its column: not every store says so."""
    for name in names:
        longest = getattr(entry.__table__.c[name].type, "length", None)
        text = getattr(entry, name)
        said = "What was decided" if name == "what" else f"The {name}"
        if not text:
            raise TrustError(f"{said} is empty.", "Write it down.")
        if longest is not None and len(text) > longest:
            raise TrustError(
                f"{said} has {len(text)} letters; at most {longest} are allowed.", "Shorten it."
            )


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)
