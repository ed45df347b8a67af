"""What people write, as tables: meetings, decisions, annotations, saved views."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC: SQLite knows no zones, and hands back what it was given."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Book(DeclarativeBase):
    """The base of every table; constraints have names, so that a migration can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment}  # noqa: RUF012 (the library's own form)


class Meeting(Book):
    """A meeting. Once closed, its figures stand as they were, and nothing is added to it.

    `build_id` and `build_hash` are those of the build that was shown when it was closed.
    """

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("title", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    held_on: Mapped[date]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_as: Mapped[str | None] = mapped_column(String(40))  # the role whose figures it froze
    as_of: Mapped[date | None]
    build_id: Mapped[str | None] = mapped_column(String(80))
    build_hash: Mapped[str | None] = mapped_column(String(64))

    @property
    def closed(self) -> bool:
        return self.closed_at is not None


class Decision(Book):
    """What was decided at a meeting, who sees to it by when, and what it is to move."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    what: Mapped[str] = mapped_column(String(300))
    owner: Mapped[str] = mapped_column(String(80))
    due: Mapped[date]
    indicator: Mapped[str | None] = mapped_column(String(60), index=True)
    dimension: Mapped[str | None] = mapped_column(String(60))  # of its segment; none: of all
    segment: Mapped[str | None] = mapped_column(String(120))
    meeting: Mapped[Meeting] = relationship(lazy="joined")
    history: Mapped[list["StatusChange"]] = relationship(
        lazy="selectin", order_by="StatusChange.id"
    )

    def status_at(self, moment: datetime | None) -> str:
        """Its status then; without a moment, now."""
        told = [each for each in self.history if moment is None or each.changed_at <= moment]
        return (told or self.history)[-1].status


class StatusChange(Book):
    """A status of a decision, from a moment on. None is ever overwritten."""

    __tablename__ = "status_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    status: Mapped[str] = mapped_column(String(20))
    changed_at: Mapped[datetime]


class Annotation(Book):
    """Something that happened on a day: it stands on every chart of its indicator."""

    __tablename__ = "annotations"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(String(60), index=True)
    day: Mapped[date]
    text: Mapped[str] = mapped_column(String(120))
    written_at: Mapped[datetime]


class FrozenFigure(Book):
    """An indicator as a closed meeting saw it: its words, its figure, and its two years."""

    __tablename__ = "frozen_figures"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    indicator: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    definition: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(60))
    target: Mapped[float | None]
    first: Mapped[date]
    last: Mapped[date]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    value: Mapped[float | None]
    rest: Mapped[dict[str, Any]] = mapped_column(JSON)  # what else its headline said


class SavedView(Book):
    """A page with what was chosen on it, under a name."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    page: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]
