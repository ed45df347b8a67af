"""What is held of people, where they meet the company, and what nobody tells them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.registers import Held, MeetingPlace, data_held, meeting_places
from bigtrust.views import wording
from bigtrust.views.side_by_side import value_told
from bigtrust.views.table import Listing, Table

_MOST_NAMED: Final = 3  # that a title names
_UNKNOWN: Final = "not told"
_YEAR: Final = 365


def inventory(scope: Scope, build: Build) -> Listing:  # noqa: ARG001 (a view's signature)
    """The categories of data that are held, those that are not explained first."""
    found = sorted(data_held(build), key=lambda held: not _lacking(held))
    columns = ("Data", "What for", "On which basis", "Kept for", "In the notice", "Not explained")
    unexplained = [held.data_category for held in found if _lacking(held)]
    total = f"{wording.counted(len(found), 'kind')} of data"
    return Listing(
        title=_how_many(unexplained, total, "is not explained", "are not explained")
        or f"Each of {total} is explained",
        key="What is held of people; explained is what has a purpose, a legal basis, a time to be"
        " kept, and a place in the notice",
        table=Table("The inventory of data", columns, tuple(map(_held_row, found)), frozenset()),
    )


def touchpoints(scope: Scope, build: Build) -> Listing:  # noqa: ARG001 (a view's signature)
    """Where people meet the company, first where they find no notice, then where no choice."""
    found = sorted(
        meeting_places(build), key=lambda one: (_rank(one.links_notice), _rank(one.offers_choice))
    )
    columns = ("Touchpoint", "Kind", "Notice", "Choice", "Checked on")
    without = [one.touchpoint for one in found if one.links_notice is False]
    told = [one for one in found if one.links_notice is not None]
    total = wording.counted(len(told), "touchpoint")
    return Listing(
        title=_how_many(without, total, "does not link the notice", "do not link the notice")
        or "No touchpoint is known to lack the notice",
        key="Where people meet the company: can they read the notice there, and can they choose?",
        table=Table("Touchpoints", columns, tuple(map(_place_row, found)), frozenset()),
    )


def _how_many(failing: Sequence[str], total: str, one: str, many: str) -> str:
    """ "Two of 15 touchpoints do not link the notice: store till and repair visit"; "" of none."""
    if not failing:
        return ""
    names = [value_told(name) for name in failing[:_MOST_NAMED]]
    more = len(failing) - _MOST_NAMED
    named = wording.joined([*names, *([f"{wording.in_words(more)} more"] if more > 0 else [])])
    count = wording.sentence(wording.in_words(len(failing)))
    return f"{count} of {total} {one if len(failing) == 1 else many}: {named}"


def _lacking(held: Held) -> list[str]:
    return list(_lacks(held))


def _lacks(held: Held) -> Iterator[str]:
    if not held.purpose:
        yield "what for"
    if not held.legal_basis:
        yield "on which basis"
    if held.retention_days is None:
        yield "for how long"
    if not held.described_in_notice:
        yield "in the notice"


def _held_row(held: Held) -> tuple[str, ...]:
    return (
        value_told(held.data_category),
        value_told(held.purpose) if held.purpose else _UNKNOWN,
        value_told(held.legal_basis) if held.legal_basis else _UNKNOWN,
        _kept_for(held.retention_days),
        _yes(held.described_in_notice),
        wording.joined(_lacking(held)) if _lacking(held) else "",
    )


def _kept_for(days: int | None) -> str:
    if days is None:
        return _UNKNOWN
    if days and days % _YEAR == 0:
        return wording.quantity(days // _YEAR, "years")
    return wording.quantity(days, "days")


def _place_row(one: MeetingPlace) -> tuple[str, ...]:
    return (
        value_told(one.touchpoint),
        value_told(one.kind) if one.kind else "",
        _yes(one.links_notice),
        _yes(one.offers_choice),
        _day(one.checked_on),
    )


def _yes(told: bool | None) -> str:
    return _UNKNOWN if told is None else "yes" if told else "no"


def _day(day: date | None) -> str:
    return wording.medium_day(day) if day else _UNKNOWN


def _rank(told: bool | None) -> int:
    """No, not told, yes."""
    return {False: 0, None: 1, True: 2}[told]
