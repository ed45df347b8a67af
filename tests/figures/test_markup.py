"""Whatever is shown is escaped: data cannot become markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bigtrust.figures import markup
from bigtrust.views.attention import Attention
from bigtrust.views.cards import Failure
from bigtrust.views.gaps import Gap
from bigtrust.views.groups import Group
from bigtrust.views.kinds import Kind, Window
from bigtrust.views.phrases import Span
from bigtrust.views.scores import Score
from bigtrust.views.signals import STEADY
from bigtrust.views.table import Table
from tests.views.told import RISING_AT_THE_END, a_card

HOSTILE = "<img src=x onerror=alert(1)>\"'><script>alert(1)</script>[x](javascript:alert(1))"
CARD = replace(
    a_card("contact_after_withdrawal"),
    value=HOSTILE,
    unit=HOSTILE,
    change=HOSTILE,
    target=HOSTILE,
    basis=HOSTILE,
    coverage=HOSTILE,
)
MEASURE = replace(CARD.measure, title=HOSTILE)

SHOWN = {
    "headline": markup.headline((Span(HOSTILE), Span(HOSTILE, strong=True, concerning=True))),
    "meta": markup.meta(HOSTILE, HOSTILE),
    "attention": markup.attention(Attention(STEADY, (Span(HOSTILE),), (HOSTILE,))),
    "text": markup.text(HOSTILE),
    "heading": markup.heading(HOSTILE, HOSTILE),
    "score": markup.score(Score(HOSTILE, 50.0, CARD)),
    "driver": markup.driver(CARD),
    "kind": markup.kind(Kind(MEASURE, (Window(3.0, "steady"),), 1.0, 2.0)),
    "note": markup.note(HOSTILE),
    "refusal": markup.refusal(HOSTILE, HOSTILE),
    "broken panel": markup.broken_panel(HOSTILE),
    "group": markup.group_heading(Group(HOSTILE, ()), HOSTILE),
    "card": markup.card(replace(CARD, measure=MEASURE), 240),
    "failure": markup.failure(Failure(MEASURE, HOSTILE)),
    "gaps": markup.gaps([Gap(HOSTILE, (MEASURE,))]),
    "chart title": markup.chart_title(HOSTILE, HOSTILE),
    "table": markup.table(Table(HOSTILE, (HOSTILE,), ((HOSTILE,),), frozenset())),
    "folded": markup.folded(HOSTILE, ""),
    "empty": markup.empty(HOSTILE, HOSTILE),
}


class Tags(HTMLParser):
    """Collects tags, and the attributes that could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.dangerous: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            own_picture = name == "src" and str(value).startswith("data:image/svg+xml,")
            if name.startswith("on") or (name in {"src", "href"} and not own_picture):
                self.dangerous.append(f"{name}={value}")


@pytest.mark.parametrize("part", SHOWN)
def test_hostile_text_stays_text(part: str):
    tags = Tags()
    tags.feed(SHOWN[part])
    assert not tags.dangerous
    assert "script" not in tags.tags


def test_the_value_of_what_gets_worse_is_set_apart():
    worse = a_card("contact_after_withdrawal", RISING_AT_THE_END)
    assert "bt-value bt-concerning" in markup.card(worse, 240)
    assert "bt-concerning" not in markup.card(a_card("contact_after_withdrawal"), 240)


def test_figures_stand_to_the_right():
    shown = markup.table(Table("T", ("Day", "Value"), (("a", "1"),), frozenset({"Value"})))
    assert '<td class="bt-figure">1</td>' in shown
    assert '<td class="">a</td>' in shown


def test_commands_stand_as_code():
    assert "Run <code>bigtrust demo</code>." in markup.empty("Nothing.", "Run `bigtrust demo`.")
