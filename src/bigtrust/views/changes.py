"""What changed between two meetings: signals first, and the rest as no real change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bigtrust.books import Recalled
from bigtrust.measures.figure import Figure
from bigtrust.views import wording
from bigtrust.views.cards import UNKNOWN, Card, card
from bigtrust.views.phrases import Sentence, Span
from bigtrust.views.series import Series
from bigtrust.views.side_by_side import told_if_known
from bigtrust.views.signals import Sign, Tone
from bigtrust.views.standing import Figures
from bigtrust.views.together import seen_together

_STEADY_KEY: Final = "These differ by no more than chance explains; please do not explain them"
_NO_VERDICT_KEY: Final = "What chance explains cannot be told of these; please do not explain them"

News = Literal["new", "still", "back"]


@dataclass(frozen=True, slots=True)
class Then:
    """A figure at an earlier time, and what its chart said at that time."""

    figure: Figure
    tone: Tone


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator out of its usual range: since then, already then, or back from there."""

    card: Card
    sign: Sign
    sentence: Sentence
    context: tuple[str, ...]
    news: News


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator that moved by no more than chance explains, if at all."""

    card: Card
    now: str
    then: str
    target: str
    variation: Sign | None
    assurance: Sign | None


def _alone(figures: Figures) -> dict[str, Card]:
    return {name: card(each.measure, each.headline) for name, each in figures.items()}


def _together(alone: Mapping[str, Card]) -> dict[str, Card]:
    """What each says among all of its meeting."""
    return dict(zip(alone, seen_together(list(alone.values())), strict=True))


def _frozen(shown: Card | None) -> Then | None:
    """As the meeting that is compared with told it."""
    return None if shown is None else Then(shown.now, _tone_of(shown))


def _then_of(now: Recalled, shown: Card) -> Then:
    """30 days before."""
    before = now.headline.before
    if shown.measure is not now.measure and before.value is None:  # the number alone
        before = Figure(before.period, (), before.numerator, None, before.numerator)
    return Then(before, _tone_on(shown.series, before.period.last))


def changes_of(
    now: Figures, then: Figures | None, day: date
) -> tuple[tuple[Change, ...], tuple[Row, ...]]:
    """What changed against the meeting of `day` (None: against 30 days before), and the rest."""
    changes: list[Change] = []
    rows: list[Row] = []
    alone, frozen = _alone(now), _together(_alone(then or {}))
    for name, shown in _together(alone).items():
        earlier = _then_of(now[name], shown) if then is None else _frozen(frozen.get(name))
        calmed = _tone_of(shown) != _tone_of(alone[name])  # it is not back where it is usual
        news = None if calmed else _news(shown, earlier, day)
        if news is None:
            rows.append(_row(shown, earlier))
        else:
            changes.append(_change(shown, earlier, news, day))
    return tuple(sorted(changes, key=_urgency)), tuple(rows)


def any_judged(changes: Sequence[Change], rows: Sequence[Row]) -> bool:
    """Whether of anything it can be told what chance explains."""
    return bool(changes) or any(row.card.series.is_judged for row in rows)


def rows_key(rows: Sequence[Row]) -> str:
    """What is to be made of them."""
    return _STEADY_KEY if any_judged((), rows) else _NO_VERDICT_KEY


def _news(shown: Card, then: Then | None, day: date) -> News | None:
    before: Tone = then.tone if then else "steady"
    tone = _tone_of(shown)
    if tone == "steady":
        return "back" if before != "steady" and shown.series.is_judged else None
    since = shown.series.signal_since
    already = tone == before and (since is None or since <= day)
    return "still" if already else "new"


def _urgency(change: Change) -> tuple[int, int]:
    """New before old, worse before better."""
    tones = ("concerning", "improving", "steady")
    return ("new", "back", "still").index(change.news), tones.index(change.sign.tone)


def _change(shown: Card, then: Then | None, news: News, day: date) -> Change:
    sign = shown.signs[0]
    return Change(shown, sign, _moved(shown, then, news), tuple(_context(shown, news, day)), news)


def _moved(shown: Card, then: Then | None, news: News) -> Sentence:
    """ "Answered on time fell from 96.4 to 93.2 %"; what is back has not "stayed"."""
    title = Span(shown.measure.title, strong=True)
    now = Span(told_if_known(shown.now, shown.measure, UNKNOWN), strong=True)
    earlier = None if then is None else then.figure.value
    if earlier is None or shown.now.value is None:
        return title, Span(": "), now
    unit = shown.measure.unit
    told = [wording.number(value, unit) for value in (earlier, shown.now.value)]
    if told[0] == told[1] or wording.change(shown.now.value - earlier, unit) == wording.UNCHANGED:
        return title, Span(": " if news == "back" else " stayed at "), now
    verb = "rose" if shown.now.value > earlier else "fell"
    return title, Span(f" {verb} from {wording.number(earlier, unit)} to "), now


def _context(shown: Card, news: News, day: date) -> Iterator[str]:
    since = shown.series.signal_since
    if news == "back":
        yield "Back in its usual range"
    elif since is not None:
        better = "Better than usual" if shown.improving else "Out of its usual range"
        yield f"{better} since {wording.medium_day(since)}"
    if news == "still":
        yield f"as it was on {wording.day_seen_on(day, shown.now.period.last)}"
    if shown.target:
        yield shown.target


def _row(shown: Card, then: Then | None) -> Row:
    variation = shown.signs[0] if shown.series.is_judged and shown.signs else None
    assurance = next((sign for sign in shown.signs if sign is not variation), None)
    return Row(
        shown,
        told_if_known(shown.now, shown.measure, UNKNOWN),
        UNKNOWN if then is None else told_if_known(then.figure, shown.measure, UNKNOWN),
        shown.target.removeprefix("target").strip(),
        variation,
        assurance,
    )


def _tone_of(shown: Card) -> Tone:
    if shown.getting_worse:
        return "concerning"
    return "improving" if shown.improving else "steady"


def _tone_on(series: Series, day: date) -> Tone:
    """Of the latest point that was complete by the close of the day."""
    known: Sequence[Tone] = [point.tone for point in series.complete if point.last <= day]
    return known[-1] if known else "steady"
