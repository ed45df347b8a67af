"""What a view says, as HTML for the page. Every datum is escaped here, and nowhere else.

The classes are those of static/bigtrust.css.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from bigtrust.figures.columns import columns
from bigtrust.figures.glyphs import glyph
from bigtrust.figures.multiple import multiple
from bigtrust.figures.sparkline import sparkline
from bigtrust.views.absent import Absent
from bigtrust.views.attention import Attention
from bigtrust.views.cards import Card, Failure
from bigtrust.views.explanation import Explanation
from bigtrust.views.gaps import Gap
from bigtrust.views.groups import Group
from bigtrust.views.kinds import Kind
from bigtrust.views.method.entries import Entry, Section
from bigtrust.views.multiples import Multiple, Multiples
from bigtrust.views.phrases import Sentence, Span
from bigtrust.views.scores import Score
from bigtrust.views.signals import Sign
from bigtrust.views.table import Table
from bigtrust.views.wording import NO_BREAK, number

RULE = '<div class="bt-section"></div>'

_SCORE_WIDTH, _SCORE_HEIGHT = 190.0, 38.0


def headline(said: Sentence) -> str:
    return f'<h1 class="bt-headline">{spans(said)}</h1>'


def sentence(said: Sentence) -> str:
    return f'<p class="bt-said">{spans(said)}</p>'


def meta(left: str, right: str) -> str:
    return f'<p class="bt-meta"><span>{escape(left)}</span><span>{escape(right)}</span></p>'


def attention(item: Attention) -> str:
    return (
        f'<div class="bt-attention">{glyph(item.sign)}'
        f"<div>{spans(item.sentence)}{facts((item.owner, *item.context))}</div></div>"
    )


def heading(title: str, key: str, ruled: bool = True, aside: Sentence = ()) -> str:
    """The title of a part of the page and its key, under a hairline; `aside` beside them."""
    beside = f'<p class="bt-aside">{spans(aside)}</p>' if aside else ""
    return f'<div class="{"bt-section" if ruled else ""}">{_heading(title, key, beside)}</div>'


def text(said: str) -> str:
    return f"<p>{escape(said)}</p>"


def score(shown: Score) -> str:
    """The score of a principle, with the signs and the line of the indicator that drives it."""
    value = "–" if shown.value is None else f"{shown.value:.0f}"
    if shown.driver is None:
        return (
            f'<div class="bt-card"><div class="bt-score"><span class="bt-value">{value}</span>'
            f'</div><p class="bt-coverage">No data yet</p></div>'
        )
    tone = " bt-concerning" if shown.driver.getting_worse else ""
    return (
        f'<div class="bt-card"><div class="bt-score"><span class="bt-value{tone}">{value}</span>'
        f"{_signs(shown.driver.signs)}</div>"
        f"{sparkline(shown.driver.series, _SCORE_WIDTH, _SCORE_HEIGHT)}</div>"
    )


def driver(shown: Card) -> str:
    """What the indicator that drives a principle says."""
    value = f"{shown.value} {shown.unit}".strip().replace(" ", NO_BREAK)
    rest = " ".join(f"<span>{escape(part)}</span>" for part in (shown.target, shown.basis) if part)
    return f'<p class="bt-facts"><strong>{escape(value)}</strong> {rest}</p>'


def kind(shown: Kind) -> str:
    """A kind of broken promise as a small multiple."""
    tone = " bt-concerning" if shown.above else ""
    count = "–" if shown.now is None else number(shown.now)
    return (
        f'<p class="bt-facts"><strong class="bt-count{tone}">{count}</strong>'
        f"<span>{escape(shown.usual)}</span></p>{columns(shown)}"
    )


def step(label: str) -> str:
    """Between the steps of the way here, or the last of them."""
    return f'<span class="bt-step">{escape(label) or "›"}</span>'


def segment(shown: Multiple, among: Multiples) -> str:
    """A segment as a small multiple."""
    return (
        f'<div class="bt-card"><h3>{escape(shown.label)}</h3>'
        f"{facts((shown.value, shown.change))}{multiple(shown, among)}</div>"
    )


def group_heading(group: Group, key: str) -> str:
    return f'<div class="bt-section">{_heading(group.title, key)}</div>'


def card(shown: Card, spark_width: float) -> str:
    """A card; its sparkline is drawn for `spark_width` pixels."""
    coverage = f'<p class="bt-coverage">{escape(shown.coverage)}</p>' if shown.coverage else ""
    return (
        f'<div class="bt-card"><h3>{escape(shown.measure.title)}</h3>'
        f'<div class="bt-score">{_value(shown)}{_signs(shown.signs)}</div>'
        f"{sparkline(shown.series, spark_width)}"
        f"{facts((shown.change, shown.target, shown.basis))}{coverage}</div>"
    )


def failure(shown: Failure) -> str:
    return (
        f'<div class="bt-card"><h3>{escape(shown.measure.title)}</h3>'
        f'<p class="bt-failure" role="alert">{escape(shown.sentence)}</p></div>'
    )


def gaps(missing: Iterable[Gap]) -> str:
    rows = "".join(f"<li>{escape(gap.sentence)}</li>" for gap in missing)
    return f'<ul class="bt-note">{rows}</ul>'


def explanation(shown: Explanation) -> str:
    """The title, the question and the terms of "How is this computed"."""
    rows = "".join(
        f"<dt>{escape(term)}</dt><dd>{escape(meaning)}</dd>" for term, meaning in shown.terms
    )
    return (
        f'<div class="bt-explained"><h2>{escape(shown.title)}</h2>'
        f"<p>{escape(shown.question)}</p><dl>{rows}</dl></div>"
    )


def chart_title(finding: str, key: str) -> str:
    return f'{subtitle(finding)}<p class="bt-key">{escape(key)}</p>'


def subtitle(text: str) -> str:
    return f'<div class="bt-heading"><h2>{escape(text)}</h2></div>'


def titled_table(shown: Table, key: str) -> str:
    """A table whose caption is its finding."""
    return chart_title(shown.caption, key) + table(replace(shown, caption=""))


def table(shown: Table) -> str:
    """A table of text; columns that hold figures stand to the right."""
    head = "".join(
        f'<th scope="col" class="{_column_class(column in shown.figures)}">{escape(column)}</th>'
        for column in shown.columns
    )
    body = "".join(f"<tr>{_cells(row, shown)}</tr>" for row in shown.rows)
    name = escape(shown.caption)  # the keyboard scrolls what can have the focus
    return (
        f'<div class="bt-scroll" tabindex="0" role="group" aria-label="{name}">'
        f'<table class="bt-table"><caption>{name}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def contents(sections: Iterable[Section]) -> str:
    """What a page holds, as links to its sections."""
    links = " ".join(
        f'<a href="#{escape(each.anchor)}">{escape(each.title)}</a>' for each in sections
    )
    return f'<nav class="bt-contents" aria-label="Sections">{links}</nav>'


def section(shown: Section, opened: bool) -> str:
    """A section of the method, its entries behind their titles until they are `opened`."""
    entries = "".join(_entry(entry, opened) for entry in shown.entries)
    return (
        f'<section class="bt-section" id="{escape(shown.anchor)}">'
        f"{_heading(shown.title, shown.about)}{entries}</section>"
    )


def _entry(entry: Entry, opened: bool) -> str:
    rows = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in entry.terms)
    return (
        f'<details class="bt-more" id="{escape(entry.anchor)}"{" open" if opened else ""}>'
        f"<summary>{escape(entry.title)} <span>{escape(entry.about)}</span></summary>"
        f'<div class="bt-explained"><dl>{rows}</dl></div></details>'
    )


def folded(summary: str, body: str) -> str:
    """`body` (HTML) behind a summary that the keyboard opens."""
    return f'<details class="bt-more"><summary>{escape(summary)}</summary>{body}</details>'


def _commands(text: str) -> str:
    """Text whose `commands` stand as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def spans(said: Sentence) -> str:
    """What is said, its figures in bold."""
    return "".join(_span(span) for span in said)


def _span(span: Span) -> str:
    if not span.strong:
        return escape(span.text)
    tone = ' class="bt-concerning"' if span.concerning else ""
    return f"<strong{tone}>{escape(span.text)}</strong>"


def _heading(title: str, key: str, beside: str = "") -> str:
    return (
        f'<div class="bt-heading"><h2>{escape(title)}</h2><p class="bt-key">{escape(key)}</p>'
        f"{beside}</div>"
    )


def facts(parts: Iterable[str]) -> str:
    """A line of small facts; empty ones are left out."""
    told = " ".join(f"<span>{escape(part)}</span>" for part in parts if part)
    return f'<p class="bt-facts">{told}</p>'


def _value(shown: Card) -> str:
    words = escape(shown.unit).replace("-", "&#8209;")  # customer-days are one word
    unit = f"<small>&nbsp;{words}</small>" if shown.unit else ""
    tone = " bt-concerning" if shown.getting_worse else ""
    return f'<span class="bt-value{tone}">{escape(shown.value)}{unit}</span>'


def _signs(signs: Iterable[Sign]) -> str:
    rows = "".join(f"<li>{glyph(sign)}{escape(sign.word)}</li>" for sign in signs)
    return f'<ul class="bt-signs">{rows}</ul>' if rows else ""


def _column_class(figure: bool) -> str:
    return "bt-figure" if figure else ""


def _cells(row: Sequence[str], shown: Table) -> str:
    return "".join(
        f'<td class="{_column_class(column in shown.figures)}">{escape(cell)}</td>'
        for column, cell in zip(shown.columns, row, strict=True)
    )


def empty(message: str, advice: str) -> str:
    """A page that has nothing to show, why, and what to do about it."""
    return (
        f'<h1 class="bt-headline">There is nothing to show.</h1>'
        f'<p class="bt-said">{_commands(message)} {_commands(advice)}</p>'
    )


def absent(shown: Absent) -> str:
    """What stands where charts would."""
    rows = "".join(
        f"<dt>{escape(term)}</dt><dd>{_commands(meaning)}</dd>" for term, meaning in shown.terms
    )
    return f'<div class="bt-explained bt-absent"><dl>{rows}</dl></div>'


def note(text: str) -> str:
    return f'<p class="bt-key">{escape(text)}</p>'


def refusal(message: str, advice: str) -> str:
    """What may not be asked, or cannot be answered, and what to do about it."""
    return f'<p class="bt-failure" role="alert">{_commands(message)} {_commands(advice)}</p>'


def broken_panel(reference: str) -> str:
    told = f"This part could not be formed. The log says why, under {reference}."
    return f'<p class="bt-failure" role="alert">{escape(told)}</p>'
