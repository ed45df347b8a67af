"""The page of a meeting: what changed, what was decided, what came of it, what was restated."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from bigtrust.access.scope import Role
from bigtrust.books import (
    Books,
    Decision,
    Meeting,
    Recalled,
    computed_now,
    decisions,
    frozen_figures,
    meetings,
)
from bigtrust.builds import Build
from bigtrust.rules.period import HEADLINE_DAYS
from bigtrust.views import wording
from bigtrust.views.changes import Change, Row, any_judged, changes_of
from bigtrust.views.decisions import Decided, decided
from bigtrust.views.failures import logged
from bigtrust.views.phrases import Sentence, Span
from bigtrust.views.restating import Restatement, asked_again, restated
from bigtrust.views.sources import freshness, sources_of
from bigtrust.views.standing import Figures, Standing, course, standing, until

Ask = Callable[..., Any]  # of a view and what was chosen: what it says to the viewer

KEY: Final = (
    "What left its usual range since, or came back to it; grey: usual range, dotted: target"
)
DECISIONS_KEY: Final = (
    "Line: day of the decision. Judged after three points; what came after need not come from it"
)


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the books say of a meeting, and of the one that it is compared with."""

    meeting: Meeting | None
    compared: Meeting | None
    decisions: Sequence[Decision]
    frozen: Figures
    frozen_then: Figures


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything that the page says, in its order."""

    title: str
    held_on: date
    closed: bool
    made_of: str  # the data and build behind it
    then_text: str
    lead: Sentence
    changes: tuple[Change, ...]
    rows: tuple[Row, ...]
    decisions: tuple[Decided, ...]
    settled: tuple[Decided, ...]
    restated: tuple[Restatement, ...]
    failed: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.title}, {wording.medium_day(self.held_on)}".removeprefix(", ")

    @property
    def changes_title(self) -> str:
        new = sum(change.news != "still" for change in self.changes)
        if not new:
            calm = "Nothing changed more than chance explains"
            return calm if any_judged(self.changes, self.rows) else "No change can be judged"
        return f"{wording.sentence(wording.counted(new, 'indicator'))} changed"

    @property
    def still_title(self) -> str:
        """Of what was out of the ordinary then, too."""
        still = sum(change.news == "still" for change in self.changes)
        verb = "was" if still == 1 else "were"
        counted = wording.sentence(wording.counted(still, "indicator"))
        return f"{counted} {verb} as unusual on {self.then_text} already"

    @property
    def rows_title(self) -> str:
        """Where nobody can tell what chance explains, there is no verdict."""
        judged = sum(row.card.series.is_judged for row in self.rows)
        unjudged = len(self.rows) - judged
        if not judged and unjudged:
            return f"No verdict on {wording.counted(unjudged, 'indicator')}"
        more = f"; no verdict on {wording.in_words(unjudged)}" if unjudged else ""
        return f"No real change in {wording.counted(judged, 'indicator')}{more}"

    @property
    def restated_title(self) -> str:
        one = len(self.restated) == 1
        figures = wording.counted(len(self.restated), "closed figure")
        return f"{wording.sentence(figures)} {'is' if one else 'are'} computed differently now"


def labelled(meeting: Meeting) -> str:
    return f"{meeting.title}, {wording.medium_day(meeting.held_on)}"


def comparable(meeting: Meeting | None, all_of_them: Sequence[Meeting]) -> list[Meeting]:
    """The closed meetings before this one, the latest first."""
    return [
        each
        for each in all_of_them
        if each.closed
        and (
            meeting is None
            or (each.id != meeting.id and (each.held_on, each.id) < (meeting.held_on, meeting.id))
        )
    ]


def minutes(books: Books, role: Role, meeting_id: int, compared_id: int) -> Minutes:
    """From the books; 0 is no meeting. NotPermittedError for roles that read no meetings."""
    by_id = {meeting.id: meeting for meeting in meetings(books, role)}
    meeting, compared = by_id.get(meeting_id), by_id.get(compared_id)
    until = (meeting.held_on, meeting.id) if meeting else (date.max, 0)
    told = [
        each for each in decisions(books, role) if (each.meeting.held_on, each.meeting.id) <= until
    ]
    if meeting and meeting.closed_at:
        closed_at = meeting.closed_at
        told = [each for each in told if each.history[0].changed_at <= closed_at]
    frozen = frozen_figures(books, role, meeting_id) if meeting and meeting.closed else {}
    then = frozen_figures(books, role, compared_id) if compared else {}
    return Minutes(meeting, compared, told, frozen, then)


def meeting_page(told: Minutes, build: Build, ask: Ask) -> MeetingPage:
    """A closed meeting is told from what it froze; any other one from the current build."""
    meeting = told.meeting
    closed = meeting is not None and meeting.closed
    now = Standing(_shown(told.frozen)) if closed else ask(standing)
    day = meeting.as_of if meeting and meeting.as_of else build.as_of
    compared = told.compared
    then_day = _then_day(compared, day)
    then = _shown(told.frozen_then) if compared else None
    changes, rows = changes_of(now.figures, then, then_day)
    held_on = meeting.held_on if meeting else build.as_of
    then_text = wording.day_seen_on(then_day, day)

    failed = list(now.failed)

    def course_of(decision: Decision) -> Recalled | None:
        with _noticed(f"what came of “{decision.what}”", failed):
            return _course_of(decision)
        return None

    def _course_of(decision: Decision) -> Recalled | None:
        kept = told.frozen.get(decision.indicator or "")
        if closed and decision.segment is None and kept is not None:
            return kept
        chosen = (decision.indicator, decision.dimension, decision.segment)
        found: Recalled | None = ask(course, *chosen)
        return until(found, day) if found and closed else found

    found = decided(told.decisions, held_on, meeting.closed_at if meeting else None, course_of)
    settled = tuple(
        each for each in found if not each.open and compared and each.decided_on < compared.held_on
    )
    shown = tuple(each for each in found if each not in settled)
    restatements: tuple[Restatement, ...] = ()
    with _noticed("what was restated", failed):
        restatements = _restated(told, build, ask)
    return MeetingPage(
        title=meeting.title if meeting else "",
        held_on=held_on,
        closed=closed,
        made_of=_made_of(meeting, build),
        then_text=then_text,
        lead=_lead(changes, rows, shown, then_text),
        changes=changes,
        rows=rows,
        decisions=shown,
        settled=settled,
        restated=restatements,
        failed=tuple(failed),
    )


def _shown(frozen: Figures) -> Figures:
    return {name: each for name, each in frozen.items() if not each.beside}


@contextmanager
def _noticed(what: str, failed: list[str]) -> Iterator[None]:
    """What fails within is named among what failed, and the page stands."""
    try:
        yield
    except Exception:
        logged(wording.sentence(what))
        failed.append(what)


def _restated(told: Minutes, build: Build, ask: Ask) -> tuple[Restatement, ...]:
    """Of the meeting, where it is closed; else of the one that it is compared with."""
    frozen = told.frozen or told.frozen_then
    asked = asked_again(frozen)
    return restated(frozen, ask(computed_now, *asked), build) if asked else ()


def _then_day(compared: Meeting | None, day: date) -> date:
    if compared is not None and compared.as_of is not None:
        return compared.as_of
    return day - timedelta(days=HEADLINE_DAYS)


def _made_of(meeting: Meeting | None, build: Build) -> str:
    if meeting is None or meeting.closed_at is None:
        return f"{freshness(build, sources_of(build))} · build {build.id}"
    closed = wording.moment(meeting.closed_at.astimezone(build.zone))
    as_of = wording.long_day(meeting.as_of or build.as_of)
    return (
        f"Closed {closed} with data to {as_of} · build {meeting.build_id}, "
        f"SHA-256 {(meeting.build_hash or '')[:12]}"
    )


def _lead(
    changes: Sequence[Change], rows: Sequence[Row], told: Sequence[Decided], then_text: str
) -> Sentence:
    """What changed, and what became of the decisions."""
    if not changes and not rows:
        return (Span("No figure can be formed from these data. "), *_of_decisions(told))
    new = [change for change in changes if change.news != "still"]
    since = f"Since {then_text} "
    if not new:
        nothing = "nothing changed more than chance explains"
        judged = any_judged(changes, rows)
        calm = Span(f"{since}{nothing if judged else 'no change can be judged'}. ")
        return (calm, *_still(changes), *_of_decisions(told))
    opening = f"{since}{wording.counted(len(new), 'indicator')} changed more than chance explains: "
    return (Span(opening), *_ways(new), Span(". "), *_of_decisions(told))


def _ways(new: Sequence[Change]) -> Sentence:
    """ "two got worse, one improved"; "all three improved". What got worse is orange."""
    worse = sum(each.sign.tone == "concerning" for each in new)
    better = sum(each.sign.tone == "improving" for each in new)
    back = len(new) - worse - better
    ways = ((worse, "got worse"), (better, "improved"), (back, _back(back)))
    parts = [(_part(count, len(new)), way) for count, way in ways if count]
    spans = [Span(f"{some} {way}".strip(), *[way == "got worse"] * 2) for some, way in parts]
    return tuple(span for each in spans for span in (Span(", "), each))[1:]


def _back(count: int) -> str:
    return f"{'is' if count == 1 else 'are'} back in the usual range"


def _part(count: int, whole: int) -> str:
    """ "one", "two"; of a whole of more than one, all of it is "both" or "all three"."""
    if count < whole or whole == 1:
        return "it" if whole == 1 else wording.in_words(count)
    return "both" if whole == 2 else f"all {wording.in_words(whole)}"


def _still(changes: Sequence[Change]) -> Sentence:
    worse = sum(each.sign.tone == "concerning" for each in changes)
    if not worse:
        return ()
    verb = "is" if worse == 1 else "are"
    said = f"{wording.sentence(wording.in_words(worse))} {verb} still worse than usual. "
    return (Span(said),)


def _of_decisions(told: Sequence[Decided]) -> Sentence:
    """ "Of five decisions one has worked, one is late."."""
    if not told:
        return ()
    worked = sum(each.effect.worked for each in told)
    late = sum(bool(each.late_days) for each in told)
    parts = []
    if worked:
        parts.append(f"{wording.in_words(worked)} {'has' if worked == 1 else 'have'} worked")
    if late:
        parts.append(f"{wording.in_words(late)} {'is' if late == 1 else 'are'} late")
    said = wording.joined(parts) if parts else "none is late, and none has shown an effect yet"
    of = wording.counted(len(told), "decision")
    return (Span(f"Of {of}, {said}." if len(told) > 1 else _of_one(told[0])),)


def _of_one(only: Decided) -> str:
    if only.late_days:
        return "The one decision is late."
    return "The one decision has worked." if only.effect.worked else "The one decision is not late."
