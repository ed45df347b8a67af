"""A meeting as HTML: what changed, what did not, what was decided. Every datum is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape

from bigtrust.figures import markup
from bigtrust.figures.glyphs import glyph
from bigtrust.figures.sparkline import sparkline
from bigtrust.views import wording
from bigtrust.views.changes import Change, Row
from bigtrust.views.decisions import Decided
from bigtrust.views.signals import Sign, Tone

_SPARK = (170.0, 48.0)


def section(title: str, key: str) -> str:
    return (
        f'<div class="bt-section"><div class="bt-heading"><h2>{escape(title)}</h2></div>'
        f'<p class="bt-key">{escape(key)}</p></div>'
    )


def change(told: Change) -> str:
    """A sign, what moved, since when, and two years of it."""
    return (
        f'<div class="bt-change">{glyph(told.sign)}<div>{markup.spans(told.sentence)}'
        f"{markup.facts((told.sign.word, *told.context))}</div>"
        f"{sparkline(told.card.series, *_SPARK)}</div>"
    )


def steady_rows(rows: Sequence[Row], then: str) -> str:
    """The table of what did not change, with the signs in words for who does not see them."""
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(title)}</th>'
        for title, kind in (
            ("Indicator", ""),
            ("now", "bt-figure"),
            (then, "bt-figure"),
            ("target", "bt-figure"),
            ("Target met", ""),
        )
    )
    body = "".join(_row(row) for row in rows)
    name = escape(wording.sentence(wording.counted(len(rows), "indicator")))
    return (
        f'<div class="bt-scroll" tabindex="0" role="group" aria-label="{name}">'
        f'<table class="bt-table bt-unchanged"><caption>{name}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def decision(told: Decided) -> str:
    """What, who, by when; and what its indicator did since."""
    due = f"due {wording.short_day(told.due)}"
    spark = sparkline(told.series, *_SPARK) if told.series else ""
    effect = told.effect
    return (
        f'<div class="bt-decision"><div><strong>{escape(told.what)}</strong>'
        f'<p class="bt-facts"><span>{escape(told.owner)}</span><span>{escape(due)}</span>'
        f"{_toned(told.status_text, told.tone)}</p></div>{spark}"
        f'<div class="bt-effect"><p class="bt-key">{escape(told.indicator)}</p>'
        f"<p>{_toned(effect.verdict, effect.tone)}: {escape(effect.detail)}</p></div></div>"
    )


def screen_value(value: str, unit: str, signs: Iterable[Sign], facts: Iterable[str]) -> str:
    """The figure of an indicator, large enough for the back of a room."""
    rows = "".join(f"<li>{glyph(sign)}{escape(sign.word)}</li>" for sign in signs)
    small = f"<small>&nbsp;{escape(unit)}</small>" if unit else ""
    return (
        f'<div class="bt-screen"><span class="bt-value">{escape(value)}{small}</span>'
        f'<ul class="bt-signs">{rows}</ul>{markup.facts(facts)}</div>'
    )


def _row(row: Row) -> str:
    variation = glyph(row.variation) if row.variation else ""
    assurance = _sign(row.assurance) if row.assurance else ""
    return (
        f"<tr><td>{variation}{escape(row.card.measure.title)}</td>"
        f'<td class="bt-figure"><strong>{escape(row.now)}</strong></td>'
        f'<td class="bt-figure">{escape(row.then)}</td>'
        f'<td class="bt-figure">{escape(row.target)}</td><td>{assurance}</td></tr>'
    )


def _sign(sign: Sign) -> str:
    return f"{glyph(sign)}<span>{escape(sign.word)}</span>"


def _toned(text: str, tone: Tone) -> str:
    return f'<strong class="bt-{tone}">{escape(text)}</strong>'
