"""What the company says of itself, as a build keeps it. No row is a person's, so that every role
reads all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.facts.snapshot import date_of


@dataclass(frozen=True, slots=True)
class Held:
    """A category of data that is held; "" and None are what nobody tells."""

    data_category: str
    purpose: str
    legal_basis: str
    retention_days: int | None
    described_in_notice: bool | None


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """Where people meet the company; None is what nobody tells."""

    touchpoint: str
    kind: str
    links_notice: bool | None
    offers_choice: bool | None
    checked_on: date | None


def named_by(build: Build) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Recipient and purpose -> the notices in force that name it, by its name or its category."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in _rows(build, "named_recipients"):
        told = f"{row.notice_version} ({row.language})" if row.language else row.notice_version
        key = (row.recipient, row.purpose)
        found[key] = tuple(sorted({*found.get(key, ()), told}))
    return found


def category_of(build: Build) -> Mapping[str, str]:
    """Recipient -> its category, where it is told."""
    rows = _rows(build, "known_recipients")
    return {row.recipient: row.recipient_category for row in rows if row.recipient_category}


def data_held(build: Build) -> list[Held]:
    """By name."""
    return [
        Held(
            row.data_category,
            row.purpose or "",
            row.legal_basis or "",
            row.retention_days,
            _told(row.described_in_notice),
        )
        for row in _rows(build, "data_held")
    ]


def meeting_places(build: Build) -> list[MeetingPlace]:
    """By name."""
    return [
        MeetingPlace(
            row.touchpoint,
            row.kind or "",
            _told(row.links_notice),
            _told(row.offers_choice),
            None if row.checked_on is None else date_of(row.checked_on),
        )
        for row in _rows(build, "meeting_places")
    ]


def _rows(build: Build, name: str) -> list[Any]:
    register = build.shelf.registers[name]
    with transaction(build.engine) as connection:
        return list(connection.execute(select(register).order_by(*register.c)))


def _told(value: int | None) -> bool | None:
    return None if value is None else bool(value)
