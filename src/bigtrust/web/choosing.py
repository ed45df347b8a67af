"""What a viewer chooses; it lives in the URL, so that a link shows the same page."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

Option = TypeVar("Option")


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


def link(script: str, label: str, chosen: Mapping[str, str] | None = None) -> None:
    """A link to a page, with what is chosen there, as it is told there."""
    st.page_link(f"pages/{script}", label=label, query_params=dict(chosen or {}))
