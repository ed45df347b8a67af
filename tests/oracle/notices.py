"""Which notices are in force on a day, and which are superseded."""

from datetime import date

from tests.companies import Row
from tests.oracle.known import Known


def published(known: Known, day: date) -> list[Row]:
    return [row for row in known.company.get("notices", []) if row["published_on"] <= day]


def in_force(known: Known, day: date) -> set[str]:
    """The versions that no later one of their language has replaced by that day."""
    by_then = published(known, day)
    latest: dict[str | None, date] = {}
    for row in by_then:
        language = row.get("language")
        latest[language] = max(row["published_on"], latest.get(language, row["published_on"]))
    return {
        row["notice_version"]
        for row in by_then
        if row["published_on"] == latest[row.get("language")]
    }


def can_be_told(known: Known, version: str | None, day: date) -> bool:
    """Whether a notice is named, known and published by that day."""
    return version in {row["notice_version"] for row in published(known, day)}


def is_superseded(known: Known, version: str | None, day: date) -> bool:
    return can_be_told(known, version, day) and version not in in_force(known, day)
