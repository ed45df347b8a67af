"""What the books say. Meetings and decisions are for their readers; annotations and saved views
for everybody.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bigtrust.access.scope import Role
from bigtrust.books.freezing import Recalled, recalled
from bigtrust.books.opening import READERS, Books
from bigtrust.books.tables import Annotation, Decision, FrozenFigure, Meeting, SavedView
from bigtrust.errors import NotPermittedError
from bigtrust.measures.catalogue import CATALOGUE


def meetings(books: Books, role: Role) -> Sequence[Meeting]:
    """Every meeting, the latest first."""
    _refuse_others(role)
    latest_first = select(Meeting).order_by(Meeting.held_on.desc(), Meeting.id.desc())
    with books.reading() as session:
        return session.scalars(latest_first).all()


def decisions(books: Books, role: Role) -> Sequence[Decision]:
    """Every decision with its history, the latest first."""
    _refuse_others(role)
    statement = select(Decision).join(Meeting).order_by(Meeting.held_on.desc(), Decision.id.desc())
    with books.reading() as session:
        return session.scalars(statement).all()


def frozen_figures(books: Books, role: Role, meeting_id: int) -> Mapping[str, Recalled]:
    """Indicator -> what the closed meeting froze of it."""
    _refuse_others(role)
    with books.reading() as session:
        found = ((kept.indicator, recalled(kept)) for kept in _frozen(session, meeting_id))
        return {name: told for name, told in found if told is not None}


def annotations(books: Books, *indicators: str) -> Sequence[Annotation]:
    """Of these indicators, in order of their days."""
    of_them = select(Annotation).where(Annotation.indicator.in_(indicators))
    with books.reading() as session:
        return session.scalars(of_them.order_by(Annotation.day, Annotation.id)).all()


def saved_views(books: Books) -> Sequence[SavedView]:
    with books.reading() as session:
        return session.scalars(select(SavedView).order_by(SavedView.name)).all()


def _frozen(session: Session, meeting_id: int) -> Sequence[FrozenFigure]:
    """In the catalogue's order."""
    kept = session.scalars(select(FrozenFigure).filter_by(meeting_id=meeting_id)).all()
    places = {name: place for place, name in enumerate(CATALOGUE)}
    return sorted(kept, key=lambda figure: places.get(figure.indicator, len(places)))


def _refuse_others(role: Role) -> None:
    if role not in READERS:
        raise NotPermittedError(
            f"Meetings are not for the role {role.value.replace('_', ' ')}.",
            "Ask the CIO or the privacy officer.",
        )
