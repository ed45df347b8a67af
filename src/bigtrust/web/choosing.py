"""What a viewer chooses; it lives in the URL, so that a link shows the same page."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

import streamlit as st

from bigtrust.figures import markup
from bigtrust.views.wording import NO_BREAK

Option = TypeVar("Option")
_LONGEST: Final = 60  # letters of what a stranger wrote


def choose(
    name: str,
    label: str,
    options: Sequence[Option],
    told: Callable[[Option], str] = str,
    default: int = 0,
) -> Option:
    """One of `options`, from a select box that is bound to `?name=`.

    The URL holds the option as it is told; what is no option is dropped from it.
    """
    _forget(name, options, options[default])
    chosen: Option = st.selectbox(
        label,
        options,
        index=default,
        format_func=told,
        key=name,
        bind="query-params",
    )
    return chosen


def search(name: str, label: str, such_as: str) -> str:
    """Words to look for, from a field that is bound to `?name=`."""
    typed = st.text_input(label, key=name, placeholder=such_as, bind="query-params", type="search")
    return typed or ""


def choose_several(
    name: str,
    label: str,
    options: Sequence[Option],
    told: Callable[[Option], str],
    placeholder: str,
    on_change: Callable[[], None] | None = None,
) -> tuple[Option, ...]:
    """Some of `options`, in the order of choosing, bound to `?name=` once for each."""
    if name in st.session_state:
        kept = [option for option in st.session_state[name] if option in options]
        if kept != st.session_state[name]:
            st.session_state[name] = kept
    chosen: list[Option] = st.multiselect(
        label,
        options,
        format_func=told,
        key=name,
        placeholder=placeholder,
        select_all=False,
        on_change=on_change,
        bind="query-params",
    )
    return tuple(chosen)


def _forget(name: str, options: Sequence[Option], default: Option) -> None:
    """What was chosen while there were other options is no choice any more."""
    if name in st.session_state and st.session_state[name] not in options:
        st.session_state[name] = default


def unknown(name: str, label: str, options: Iterable[str]) -> str:
    """What to say where the URL asks for what is no option; asked before the choice is laid out."""
    known = set(options)
    strange = [value for value in st.query_params.get_all(name) if value and value not in known]
    if not strange:
        return ""
    return f"{label} has no “{strange[0][:_LONGEST]}”; it was left out."


def show_left_out(notices: Iterable[str]) -> None:
    """Below the choices what the URL asked for in vain; "" is nothing."""
    for notice in filter(None, notices):
        st.html(markup.note(notice))


def as_it_stands(text: str) -> str:
    """For a label, which Streamlit takes for markdown: a datum makes no link or picture there."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def onward(place: str) -> str:
    """The label of a link to a place: its name, whose last word the arrow stays with."""
    return f":small[{as_it_stands(place)}{NO_BREAK}→]"


def link(script: str, label: str, chosen: Mapping[str, str | Sequence[str]] | None = None) -> None:
    """A link to a page, with what is chosen there, as it is told there."""
    st.page_link(f"pages/{script}", label=label, query_params=dict(chosen or {}))
