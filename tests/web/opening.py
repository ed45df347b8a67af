"""Opening a page of the dashboard as Streamlit runs it, by its address and for a role."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bigtrust.access.scope import Role
from bigtrust.views import wording

CHECKOUT = Path(__file__).parents[2]


def opened(
    home: Path, monkeypatch: pytest.MonkeyPatch, script: str, role: Role = Role.EXECUTIVE
) -> AppTest:
    monkeypatch.setenv("BIGTRUST_HOME", str(home))
    page = AppTest.from_file(CHECKOUT / "app.py", default_timeout=120)
    page.session_state["view_as"] = role
    page.run()  # only now the page's own address is known
    page.switch_page(f"pages/{script}").run()
    assert not page.exception
    return page


def html_of(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def text_of(page: AppTest) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html_of(page))).replace(wording.NO_BREAK, " ")
