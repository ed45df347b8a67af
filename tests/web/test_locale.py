"""Numbers and dates of every page follow the company's locale; files for machines do not."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import current
from bigtrust.exports.csv_files import csv_bytes
from bigtrust.settings import read_settings
from bigtrust.views import wording
from bigtrust.views.asked import of_the_headline
from bigtrust.views.explore import sheet
from tests.web.opening import opened, pictures_of, text_of

DECIMAL_POINT = re.compile(r"[^\n]{0,30}\b\d+\.\d{1,2}(?!\d)[^\n]{0,10}")


@pytest.fixture(params=["it_IT", "de_DE"])
def locale(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    st.cache_resource.clear()
    monkeypatch.setenv("BIGTRUST_COMPANY__LOCALE", request.param)
    yield request.param
    st.cache_resource.clear()
    wording.write_as("en_GB")


def test_the_overview_follows_it(demo_company: Path, locale: str, monkeypatch: pytest.MonkeyPatch):
    page = opened(demo_company, monkeypatch, "executive/overview.py")
    shown = text_of(page)
    assert {"it_IT": "31 ottobre 2026", "de_DE": "31. Oktober 2026"}[locale] in shown
    assert "1.000 customers" in shown
    assert "1,000" not in shown
    charts = [chart.proto.spec for chart in page.get("plotly_chart")]
    assert charts
    for spec in charts:
        assert '"separators":",."' in spec
        assert {"it_IT": "gen", "de_DE": "Jan."}[locale] in spec
    assert any(
        {"it_IT": "ottobre", "de_DE": "Oktober"}[locale] in said for said in pictures_of(page)
    )


@pytest.mark.parametrize("script", ["restraint", "accountability", "choice", "transparency"])
def test_every_decimal_has_a_comma(
    demo_company: Path, locale: str, monkeypatch: pytest.MonkeyPatch, script: str
):
    if locale == "it_IT":
        shown = text_of(opened(demo_company, monkeypatch, f"principles/{script}.py"))
        shown = re.sub(r"[^{}]*\{[^{}]*\}", "", shown)  # the stylesheet
        assert not DECIMAL_POINT.findall(shown)


def test_a_file_for_machines_does_not(demo_company: Path, locale: str):
    wording.write_as(locale)
    build = current(read_settings(demo_company))
    asked = of_the_headline(build, "opt_out_rate", "channel")
    told = sheet(Scope(Role.ANALYST, build.id), build, asked)
    lines = csv_bytes(told.header, told.rows).decode("utf-8-sig").splitlines()
    value = lines[0].split(",").index("value")
    assert all(len(line.split(",")) == len(told.header) for line in lines)
    assert any("." in line.split(",")[value] for line in lines[1:])
    assert "2026-10-01" in "".join(lines)
