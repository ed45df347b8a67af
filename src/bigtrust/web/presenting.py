"""A meeting on the wall: an indicator a screen; the arrow keys go on and back, Escape ends it."""

from typing import Final

import streamlit as st

from bigtrust.figures import markup
from bigtrust.figures import minutes as html
from bigtrust.figures.drawing import figure_of
from bigtrust.figures.template import CONFIG
from bigtrust.views.cards import Card
from bigtrust.views.meeting import MeetingPage
from bigtrust.views.phrases import Span

VIEW: Final = "view"
PRESENT: Final = "present"
SCREEN: Final = "screen"

_HEIGHT: Final = 440  # pixels of a chart that a room can read


def presenting() -> bool:
    return st.query_params.get(VIEW) == PRESENT


def present() -> None:
    """From the next run on."""
    st.query_params[VIEW] = PRESENT


def show_presentation(page: MeetingPage) -> None:
    """What changed comes first; before all of it, the sentence of the meeting."""
    cards = [*(change.card for change in page.changes), *(row.card for row in page.rows)]
    screen = _screen(len(cards))
    _ways(screen, len(cards))
    with st.container(key="room"):
        if screen == 0:
            st.html(markup.meta(page.label, page.made_of))
            st.html(markup.headline(page.lead))
        else:
            _show(cards[screen - 1])


def _screen(last: int) -> int:
    told = st.query_params.get(SCREEN, "0")
    return min(int(told), last) if told.isdecimal() else 0


def _ways(screen: int, last: int) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _way("Back", "Left", screen - 1, screen == 0)
        _way("On", "Right", screen + 1, screen == last)
        st.button("End", shortcut="Esc", on_click=_end, key="present_end")
        st.html(markup.note(f"{screen} of {last}"))


def _way(label: str, shortcut: str, screen: int, last: bool) -> None:
    key = f"present_{label.lower()}"
    st.button(label, shortcut=shortcut, on_click=_go, args=(screen,), disabled=last, key=key)


def _go(screen: int) -> None:
    st.query_params[SCREEN] = str(screen)


def _end() -> None:
    for name in (VIEW, SCREEN):
        st.query_params.pop(name, None)


def _show(card: Card) -> None:
    series = card.series
    st.html(markup.meta(f"{card.measure.title}, {series.rhythm}", card.measure.question))
    st.html(markup.headline((Span(series.finding()),)))
    change = f"{card.change} in 30 days" if card.change else ""
    facts = (change, card.target, card.basis)
    st.html(html.screen_value(card.value, card.unit, card.signs, facts))
    figure = figure_of(series, st.context.theme.type == "dark")
    figure.update_layout(height=_HEIGHT)
    figure.update_xaxes(tickfont_size=16)
    figure.update_yaxes(tickfont_size=16)
    figure.update_annotations(font_size=16)
    st.plotly_chart(figure, theme=None, config=CONFIG, alt=series.spoken(), key="presented")
