"""Public data end to end, as a new user has it: init, edit the settings, load, build, look.

The data lies in ../shared/data beside the checkout and is no part of it.
"""

import csv
import re
from collections import Counter
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner, Result

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.cli import app
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Figure
from bigtrust.rules.period import Period
from bigtrust.settings import read_settings
from bigtrust.views.data_sets import data_sets
from bigtrust.views.explanation import explanation
from bigtrust.views.overview import Overview, overview
from bigtrust.views.phrases import plain
from bigtrust.views.wording import NO_BREAK
from tests.dashboards import serving
from tests.foia_days import due
from tests.stores import officer

APP = Path(__file__).parents[1] / "app.py"
CFPB = "cfpb_sample_2013_2017/cfpb_sample_2013_2017.csv"
DOJ = "doj_foia_2017/doj_foia_2017.csv"
UCI = "bank_marketing_uci/bank_full.csv.gz"
AMERICAN = {
    'jurisdiction = "IT"': 'jurisdiction = "US"',
    'time_zone = "Europe/Rome"': 'time_zone = "America/New_York"',
}
COMPLAINTS = CATALOGUE["complaints_per_1000"]
DAY = timedelta(days=1)


def run(home: Path, *arguments: object) -> Result:
    result = CliRunner().invoke(app, [*map(str, arguments), "--home", str(home)])
    assert result.exit_code == 0, result.stderr
    return result


def company_of(home: Path, file: Path, mapping: str, edits: dict[str, str]) -> Path:
    """The company that a new user makes of a file and a ready-made mapping."""
    run(home, "init")
    settings = home / "bigtrust.toml"
    text = settings.read_text(encoding="utf-8")
    for line, edited in edits.items():
        assert text.count(f"\n{line}\n") == 1
        text = text.replace(f"\n{line}\n", f"\n{edited}\n")
    settings.write_text(text, encoding="utf-8")
    run(home, "load", file, "--mapping", mapping)
    run(home, "build")
    return home


@pytest.fixture(scope="module")
def bureau(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    segments = 'state = "personal", company = "operational", timely_response = "operational"'
    edits = {**AMERICAN, "[segments]": f"[segments]\ncomplaints = {{ {segments} }}"}
    home = tmp_path_factory.mktemp("bureau")
    return company_of(home, shared_data / CFPB, "cfpb_complaints", edits)


@pytest.fixture(scope="module")
def department(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    edits = {**AMERICAN, "[segments]": '[segments]\nrequests = { office = "operational" }'}
    return company_of(tmp_path_factory.mktemp("doj"), shared_data / DOJ, "doj_foia", edits)


@pytest.fixture(scope="module")
def bank(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    edits = {"# as_of = 2026-06-30": "as_of = 2010-11-30"}
    home = tmp_path_factory.mktemp("bank")
    return company_of(home, shared_data / UCI, "uci_bank_marketing", edits)


def build_of(home: Path) -> Build:
    return current(read_settings(home))


def seen(home: Path) -> Overview:
    build = build_of(home)
    return overview(Scope(Role.EXECUTIVE, build.id), build)


def said(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def asked(home: Path, name: str, periods: list[Period], *group_by: str) -> list[Figure]:
    build = build_of(home)
    return calculate(CATALOGUE[name], periods, group_by, officer(build), build)


def page_of(home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The text of the page that Streamlit makes, the gaps folded out."""
    st.cache_resource.clear()
    monkeypatch.setenv("BIGTRUST_HOME", str(home))
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    html = "\n".join(element.proto.body for element in page.get("html"))
    return said(unescape(re.sub(r"<[^>]+>", "", html)))


def months(first: date, last: date) -> list[Period]:
    """The calendar months of the days, the last one as far as it goes."""
    starts = [day.date() for day in pd.date_range(first.replace(day=1), last, freq="MS")]
    ends = [*(start - DAY for start in starts[1:]), last]
    return [Period(*pair) for pair in zip(starts, ends, strict=True)]


class TestComplaintsAlone:
    """CFPB: complaints without ids, without customers and without a day of closing."""

    @pytest.fixture
    def file(self, shared_data: Path) -> pd.DataFrame:
        file = pd.read_csv(shared_data / CFPB, dtype=str, keep_default_na=False)
        received = pd.to_datetime(file["Date received"], format="%m/%d/%Y")
        return file.assign(day=received.dt.date, month=received.dt.strftime("%Y-%m"))

    def test_every_row_is_accounted_for_the_repeated_ones_too(
        self, bureau: Path, shared_data: Path, file: pd.DataFrame
    ):
        assert len(file) == 3_186
        assert file.duplicated().sum() == 11
        assert build_of(bureau).manifest["data_sets"]["complaints"]["rows"] == 3_186
        again = run(bureau, "load", shared_data / CFPB, "--mapping", "cfpb_complaints")
        assert "loaded before" in again.stdout

    def test_as_of_is_the_last_day_in_the_file(self, bureau: Path, file: pd.DataFrame):
        assert build_of(bureau).as_of == file["day"].max() == date(2017, 2, 23)

    @pytest.mark.parametrize(
        "split",
        [("product",), ("state",), ("product", "state"), ("topic", "company"), ()],
        ids=" and ".join,
    )
    def test_those_received_by_month_equal_pandas_in_every_cell(
        self, bureau: Path, file: pd.DataFrame, split: tuple[str, ...]
    ):
        columns = {"product": "Product", "state": "State", "topic": "Issue", "company": "Company"}
        by = [file["month"], *(file[columns[name]] for name in split)]
        expected = file.groupby(by).size()
        whole = months(file["day"].min(), file["day"].max())
        found = {
            (f"{figure.period.first:%Y-%m}", *figure.group): figure.numerator
            for figure in asked(bureau, COMPLAINTS.name, whole, *split)
            if figure.numerator
        }
        keys = (key if isinstance(key, tuple) else (key,) for key in expected.index)
        assert found == dict(zip(keys, expected.tolist(), strict=True))
        assert sum(found.values()) == 3_186

    def test_the_first_indicator_is_its_number_and_says_that_customers_are_missing(
        self, bureau: Path, file: pd.DataFrame
    ):
        build = build_of(bureau)
        last_30_days = Period(build.as_of - 29 * DAY, build.as_of)
        number = int((file["day"] >= last_30_days.first).sum())
        (figure,) = asked(bureau, COMPLAINTS.name, [last_30_days])
        assert figure == Figure(last_30_days, (), number, None, None, missing="customers")
        (card,) = (each for group in seen(bureau).groups for each in group.cards)
        assert (card.measure.title, card.value, card.unit) == (
            "Complaints received",
            str(number),
            "complaints",
        )
        assert card.coverage == "The number alone: for a rate, customers are missing"
        assert not card.target

    @pytest.mark.parametrize(
        "name", ["settled_in_3_business_days", "settled_in_8_weeks", "open_beyond_8_weeks"]
    )
    def test_what_needs_the_day_of_closing_names_it_and_is_never_zero(
        self, bureau: Path, name: str
    ):
        whole = Period(date(2013, 1, 1), date(2017, 2, 23))
        assert asked(bureau, name, [whole]) == [
            Figure(whole, (), None, None, None, missing="complaints.closed_at")
        ]

    def test_the_page_says_what_is_there_what_to_mind_and_what_is_missing(
        self, bureau: Path, monkeypatch: pytest.MonkeyPatch
    ):
        shown = page_of(bureau, monkeypatch)
        for sentence in (
            "Data to 23 February 2017",
            "3,186 complaints",
            "17 complaints arrived in the 30 days to 23 February 2017.",
            "2,783 of the 3,186 were received in January and February 2016",
            "the column closed_at of complaints is missing",
            "contacts are missing",
        ):
            assert sentence in shown
        assert "0 %" not in shown

    def test_nothing_says_better_or_worse_of_a_trend_that_says_nothing(
        self, bureau: Path, monkeypatch: pytest.MonkeyPatch
    ):
        (card,) = (each for group in seen(bureau).groups for each in group.cards)
        assert not {sign.shape for sign in card.signs} & {"circle", "diamond", "ring"}
        assert not card.series.has_limits
        assert card.series.finding() == "No verdict on the trend: the data do not allow one"
        shown = page_of(bureau, monkeypatch)
        assert not [word for word in ("Improving", "worse", "Steady") if word in shown]

    def test_what_the_page_warns_of_is_true(self, file: pd.DataFrame):
        assert file["month"].isin(["2016-01", "2016-02"]).sum() == 2_783

    def test_the_explanation_says_it_too(self, bureau: Path):
        build = build_of(bureau)
        scope = Scope(Role.EXECUTIVE, build.id)
        shown = explanation(scope, build, COMPLAINTS.name)
        told = dict(shown.terms)
        assert told["Coverage"].endswith("customers are missing")
        assert "how it was drawn" in told["Mind of complaints"]
        assert "Target" not in told
        assert "target" not in shown.key

    @pytest.mark.long
    def test_it_is_served(self, bureau: Path):
        with serving(bureau) as address, urlopen(f"{address}/overview") as answer:  # noqa: S310
            assert answer.status == 200


class TestRequestsAlone:
    """DOJ: a log of closed requests, against a plain count row by row."""

    @pytest.fixture
    def log(self, shared_data: Path) -> list[tuple[date, date, str]]:
        """Received, closed, disposition."""
        with (shared_data / DOJ).open(encoding="utf-8", newline="") as file:
            return [
                (day(row["Submitted Date"]), day(row["Closed Date"]), row["Disposition"])
                for row in csv.DictReader(file)
            ]

    def test_every_row_is_accounted_for(self, department: Path, log: list[object]):
        assert len(log) == 244
        held = build_of(department).manifest["data_sets"]["requests"]
        assert (held["rows"], held["quarantined"]) == (244, 0)

    def test_as_of_is_the_last_day_in_the_file(self, department: Path, log):
        assert build_of(department).as_of == max(closed for _, closed, _ in log)

    def test_answered_within_20_working_days_equals_a_count_by_hand(self, department: Path, log):
        as_of = build_of(department).as_of
        periods = [*months(date(2012, 1, 1), as_of), Period(date(2012, 1, 1), as_of)]
        answered = [(due(r), closed <= due(r)) for r, closed, how in log if "withdrawn" not in how]
        assert [
            (figure.numerator, figure.denominator)
            for figure in asked(department, "answered_on_time", periods)
        ] == [
            (
                sum(on_time for when, on_time in answered if first <= when <= last),
                sum(first <= when <= last for when, _ in answered),
            )
            for first, last in periods
        ]

    def test_outstanding_and_overdue_equal_a_count_by_hand_on_every_friday(
        self, department: Path, log
    ):
        fridays = [day.date() for day in pd.date_range("2012-03-30", "2017-08-31", freq="W-FRI")]
        days = [Period(friday, friday) for friday in fridays]
        waiting = [[r for r, closed, _ in log if r <= friday < closed] for friday in fridays]
        late = [
            sum(due(r) < friday for r in there)
            for friday, there in zip(fridays, waiting, strict=True)
        ]
        outstanding = asked(department, "outstanding_requests", days)
        overdue = asked(department, "overdue_requests", days)
        assert [figure.value for figure in outstanding] == list(map(len, waiting))
        assert [figure.numerator for figure in overdue] == late

    def test_by_office_it_adds_up_to_the_file(self, department: Path, shared_data: Path):
        with (shared_data / DOJ).open(encoding="utf-8", newline="") as file:
            offices = Counter(row["Sub-Office"] for row in csv.DictReader(file))
        before_any_closed = date(2017, 5, 31)
        received_later = Period(date(2012, 1, 1), before_any_closed)
        found = asked(department, "outstanding_requests", [received_later], "office")
        assert {figure.group[0] for figure in found} <= set(offices)
        assert sum(figure.value or 0 for figure in found) == sum(
            figure.value or 0
            for figure in asked(department, "outstanding_requests", [received_later])
        )

    def test_the_page_says_how_many_are_late_and_that_only_closed_ones_are_known(
        self, department: Path, monkeypatch: pytest.MonkeyPatch
    ):
        shown = page_of(department, monkeypatch)
        for sentence in (
            "Data to 31 August 2017",
            "244 requests",
            "of requests were answered on time",
            "closed requests only",
            "looks better than it was",
            "complaints are missing",
        ):
            assert sentence in shown

    def test_a_log_of_closed_requests_gets_no_verdict_on_its_trend(
        self, department: Path, monkeypatch: pytest.MonkeyPatch
    ):
        """Towards its end nobody waits any more, as what waited is not in it."""
        cards = [each for group in seen(department).groups for each in group.cards]
        assert cards
        assert not any(card.series.has_limits for card in cards)
        shown = page_of(department, monkeypatch)
        assert not [word for word in ("Improving", "worse", "Steady") if word in shown]

    def test_where_nothing_is_outstanding_there_is_nothing_to_judge(self, department: Path):
        build = build_of(department)
        overdue = CATALOGUE["overdue_requests"]
        scope = Scope(Role.EXECUTIVE, build.id)
        told = explanation(scope, build, overdue.name)
        terms = dict(told.terms)
        assert said(terms["Value"]) == "nothing to judge at the close of 31 August 2017"
        assert terms["Denominator (n)"].startswith("0 ")
        assert "does not start at zero" not in told.key
        assert "dotted: target" in told.key


def day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()


class TestCustomersAlone:
    """UCI: people without a single date."""

    def test_every_customer_is_there_and_nothing_else(self, bank: Path):
        held = build_of(bank).manifest["data_sets"]
        assert {name: account["rows"] for name, account in held.items()} == {"customers": 45_211}

    def test_no_figure_is_made_up(self, bank: Path):
        period = Period(date(2010, 11, 1), date(2010, 11, 30))
        for name in CATALOGUE:
            (figure,) = asked(bank, name, [period])
            assert figure.value is None
            assert figure.missing

    def test_without_an_as_of_day_it_says_that_nothing_has_a_date(
        self, shared_data: Path, tmp_path: Path
    ):
        run(tmp_path, "init")
        run(tmp_path, "load", shared_data / UCI, "--mapping", "uci_bank_marketing")
        refused = CliRunner().invoke(app, ["build", "--home", str(tmp_path)])
        assert refused.exit_code == 5
        assert "Set as_of in bigtrust.toml." in refused.stderr

    def test_the_page_of_data_says_what_was_left_out_and_why(self, bank: Path):
        build = build_of(bank)
        page = data_sets(Scope(Role.STEWARD, build.id), build)
        assert page.left_out
        why = {column: reason for _, column, reason in page.left_out.rows}
        assert page.left_out_title == "14 columns were left out, each for a reason"
        assert why["day"] == "A day of the month without a year: no date can be made of it"
        (about,) = page.abouts
        assert "so no contacts are made of it" in about

    def test_the_page_says_what_is_missing(self, bank: Path, monkeypatch: pytest.MonkeyPatch):
        shown = page_of(bank, monkeypatch)
        assert "45,211 customers" in shown
        missing = "consent events, contacts, disclosures and five more data sets are missing."
        assert f"No figure can be formed: {missing}" in shown
        assert "Nothing can be judged yet." in shown
        assert said(plain(seen(bank).lead)) in shown
