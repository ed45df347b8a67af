"""What views said is kept for whoever asks next, but not what failed on the way."""

from types import SimpleNamespace

import pytest
import streamlit as st

from bigtrust.access.scope import Role
from bigtrust.views.failures import failures_met, logged
from bigtrust.web import kept


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch):
    st.cache_resource.clear()
    monkeypatch.setattr(kept, "role", lambda: Role.EXECUTIVE)


def test_an_answer_of_which_a_part_failed_is_formed_anew_for_whoever_asks_next():
    asked = []

    def view(*_: object) -> str:
        asked.append(1)
        try:
            return f"all is well, {1 / (len(asked) - 1):g}"
        except ZeroDivisionError:
            return f"not formed, {len(logged('A part'))} letters"

    build = SimpleNamespace(id="a build")
    answers = [kept.ask(view, build) for _ in range(3)]
    assert answers == ["not formed, 8 letters", "all is well, 1", "all is well, 1"]
    assert len(asked) == 2


def test_a_failure_within_an_answer_within_another_is_one_of_both():
    with failures_met() as outer:
        with failures_met() as inner:
            reference = logged("A part of a part")
        assert inner == [reference]
    assert outer == [reference]
