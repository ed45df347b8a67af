"""What parsing speaks of: a column of text, what is declared of it, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, literal, null

from bigtrust.contract import Column

Text = ColumnElement[str]
Said = ColumnElement[Any]  # a sentence, or NULL where there is nothing to say
Rule = tuple[ColumnElement[bool], str | Said]  # where it holds, this is said


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one column as text, NULL where nothing is written.

    Moments without a zone are in `time_zone`; dates are in the strptime format `date_format`, or
    ISO 8601 where it is empty; what lies after `latest` is in the future.
    """

    column: Column
    text: Text
    time_zone: str
    date_format: str
    latest: datetime

    def like(self, pattern: str) -> ColumnElement[bool]:
        """Whether the whole text matches a regular expression."""
        return func.regexp_full_match(self.text, pattern)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The typed value and its rules, the most telling first: `faults` keep a row out, `notes` are
    worth a warning. `latest` is the last moment that the value may mean, where that is not the
    value itself: a bare date means any time of its day."""

    value: ColumnElement[Any]
    faults: Sequence[Rule] = ()
    notes: Sequence[Rule] = ()
    latest: ColumnElement[Any] | None = None


def first_said(rules: Sequence[Rule]) -> Said:
    """What the first rule that holds says, or NULL."""
    if not rules:
        return cast(null(), String)
    return case(
        *((where, literal(said) if isinstance(said, str) else said) for where, said in rules)
    )
