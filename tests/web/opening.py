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
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    role: Role = Role.EXECUTIVE,
    **query: str,
) -> AppTest:
    monkeypatch.setenv("BIGTRUST_HOME", str(home))
    page = AppTest.from_file(CHECKOUT / "app.py", default_timeout=120)
    page.session_state["view_as"] = role
    page.run()  # only now the page's own address is known
    page.switch_page(f"pages/{script}")
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def html_of(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def pictures_of(page: AppTest) -> list[str]:
    """What every chart and every picture says to whoever does not see it."""
    images = re.findall(r'<img[^>]*\balt="([^"]*)"', html_of(page))
    charts = [chart.proto.alt for chart in page.get("plotly_chart")]
    return [text.replace(wording.NO_BREAK, " ") for text in (*map(unescape, images), *charts)]


def text_of(page: AppTest) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html_of(page))).replace(wording.NO_BREAK, " ")
