"""`bigtrust measure` and `bigtrust explain`, on the sample company."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bigtrust.builds import current
from bigtrust.cli import app
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.rules.period import HEADLINE_DAYS, days_to
from bigtrust.settings import read_settings
from bigtrust.views import wording
from bigtrust.views.side_by_side import CLOSED
from tests.cli.conftest import Run
from tests.stores import officer

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the sample company is built."""
    home = tmp_path_factory.mktemp("sample")
    for command in (
        ("init", "--home", home),
        ("load", SAMPLE, "--home", home),
        ("build", "--home", home),
    ):
        result = CliRunner().invoke(app, [str(word) for word in command], catch_exceptions=False)
        assert result.exit_code == 0, result.output
    return home


@pytest.fixture
def measured(run: Run, sample: Path) -> Run:
    """The commands, about the sample company."""
    return lambda *arguments: run(*arguments, "--home", sample)


def told(result: object) -> list[dict]:
    return json.loads(result.stdout)


def test_any_indicator_is_told_for_the_headlines_period(measured: Run, sample: Path):
    build = current(read_settings(sample))
    for name, measure in CATALOGUE.items():
        days = HEADLINE_DAYS if measure.kind == "flow" else 1
        (figure,) = calculate(measure, [days_to(build.as_of, days)], (), officer(build), build)
        (row,) = told(measured("measure", name, "--json"))
        assert (row["value"], row["numerator"], row["denominator"], row["missing"]) == (
            figure.value,
            figure.numerator,
            figure.denominator,
            figure.missing,
        )
        assert row["status"]


def test_a_series_is_told_by_month_and_by_week(measured: Run):
    months = told(measured("measure", "opt_out_rate", "--from", "2026-04", "--json"))
    assert [row["from"] for row in months] == ["2026-04-01", "2026-05-01"]
    weeks = told(
        measured("measure", "contact_after_withdrawal", "--from", "2026-06-01", "--every", "week",
                 "--to", "2026-06", "--json")
    )  # fmt: skip
    assert [row["from"] for row in weeks] == [f"2026-06-{day:02}" for day in (1, 8, 15, 22)]


def test_no_month_before_the_data_passes_for_one_without_complaints(measured: Run):
    rows = told(measured("measure", "complaints_per_1000", "--from", "0001-01", "--json"))
    assert [row["from"] for row in rows] == ["2026-04-01", "2026-05-01"]  # the first is of 2 April


def test_a_week_is_named_as_it_is_told(measured: Run):
    asked = ("measure", "opt_out_rate", "--from", "2026-W20", "--every", "week", "--json")
    weeks = told(measured(*asked, "--to", "2026-W22"))
    assert [row["from"] for row in weeks] == ["2026-05-11", "2026-05-18", "2026-05-25"]


def test_a_dimension_splits_and_a_filter_keeps(measured: Run):
    arguments = ("measure", "contact_after_withdrawal", "--from", "2026-05", "--json")
    split = told(measured(*arguments, "--by", "channel", "--role", "privacy_officer"))
    assert [row["group"] for row in split] == [{"channel": "email"}]  # of May
    kept = told(measured(*arguments, "--where", "channel=email", "--role", "privacy_officer"))
    assert [row["denominator"] for row in kept] == [row["denominator"] for row in split] == [4]


def test_a_dimension_that_is_named_twice_splits_once(measured: Run):
    arguments = ("measure", "opt_out_rate", "--by", "channel", "--role", "privacy_officer")
    assert measured(*arguments, "--by", "channel").stdout == measured(*arguments).stdout


def test_others_than_the_officer_see_protected_figures(measured: Run):
    arguments = ("measure", "contact_after_withdrawal", "--from", "2026-05", "--by", "channel")
    assert {row["protection"] for row in told(measured(*arguments, "--json"))} == {
        "too few customers are behind it"
    }


def test_as_a_table_every_number_is_whole(measured: Run):
    arguments = (
        "measure",
        "contact_without_permission",
        "--from",
        "2026-05",
        "--role",
        "privacy_officer",
    )
    shown = measured(*arguments).stdout.splitlines()
    (row,) = told(measured(*arguments, "--json"))
    assert shown[0].startswith("Contact without permission: ")
    assert shown[-1].split()[0] == "2026-05"
    assert f"{row['numerator']:g} of {row['denominator']:g}" in shown[-1]
    assert shown[-1].rstrip().endswith(f"0       {row['status']}")
    assert all(len(line) <= 80 for line in shown)


def test_each_period_is_told_by_its_name(measured: Run):
    def periods(*arguments: str) -> list[str]:
        lines = measured("measure", *arguments).stdout.splitlines()
        return [line.partition("  ")[0] for line in lines if line.startswith(("2026", "30 days"))]

    assert periods("opt_out_rate") == ["30 days to 2026-06-29"]
    assert periods("outstanding_requests") == ["2026-06-29"]
    assert periods("opt_out_rate", "--from", "2026-04") == ["2026-04", "2026-05"]
    weeks = periods("opt_out_rate", "--from", "2026-06-15", "--every", "week")
    assert weeks == ["2026-W25", "2026-W26"]


def test_a_split_has_a_column_of_its_own_and_a_note_on_what_is_hidden(measured: Run):
    arguments = ("measure", "contact_after_withdrawal", "--from", "2026-05", "--by", "channel")
    shown = measured(*arguments).stdout
    assert "period   channel" in shown
    assert "email    too few to show" in shown
    assert CLOSED in " ".join(shown.split())


def test_the_data_set_that_is_missing_is_named(run: Run, home: Path):
    assert run("init", "--home", home).exit_code == 0
    assert run("load", SAMPLE / "complaints.csv", "--home", home).exit_code == 0
    assert run("build", "--home", home).exit_code == 0
    shown = run("measure", "complaints_per_1000", "--home", home).stdout
    assert "no data: customers are missing" in " ".join(shown.split())


def test_numbers_are_written_by_the_companys_locale(measured: Run, monkeypatch: pytest.MonkeyPatch):
    asked = ("measure", "perceived_trust", "--role", "privacy_officer")
    british = measured(*asked).stdout
    monkeypatch.setenv("BIGTRUST_COMPANY__LOCALE", "it_IT")
    try:
        assert "5.5" in british
        assert "5,5" in measured(*asked).stdout
    finally:
        wording.write_as("en_GB")


def test_the_names_of_the_catalogue_can_be_copied(run: Run, tmp_path: Path):
    shown = run("measure", "--list", "--home", tmp_path).stdout.split()
    assert CATALOGUE.keys() <= set(shown)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("opt_out_rat",), "Did you mean opt_out_rate?"),
        (("opt_out_rate", "--by", "colour"), "cannot be split by 'colour'"),
        (("opt_out_rate", "--from", "soon"), "'soon' is no month or day"),
        (("opt_out_rate", "--from", "2026-06", "--to", "2026-05"), "comes after"),
        (("opt_out_rate", "--from", "2026-06-20", "--to", "2026-06-22"), "no complete month"),
        (("opt_out_rate", "--to", "2026-05"), "Say with --from since when"),
        (("opt_out_rate", "--every", "week"), "Say with --from since when"),
        (("opt_out_rate", "--where", "channel"), "has no value"),
        (
            ("opt_out_rate", "--where", "channel=emial"),
            "No channel is 'emial'. Did you mean email?",
        ),
        (("opt_out_rate", "--where", "channel=email", "--where", "channel=sms"), "channel twice"),
        (("opt_out_rate", "--where", "colour=red"), "cannot be split by 'colour'"),
        # Breaches have a recipient, all contacts have none: it would be 0 % of them.
        (("excess_contacts", "--where", "recipient=acme"), "cannot be split by 'recipient'"),
        (("excess_contacts", "--by", "recipient"), "cannot be split by 'recipient'"),
    ],
)
def test_what_cannot_be_is_said(measured: Run, arguments: tuple[str, ...], said: str):
    result = measured("measure", *arguments)
    assert result.exit_code != 0
    assert said in " ".join(result.stderr.split())


def test_a_target_per_customer_is_that_of_the_period(measured: Run):
    (month,) = told(measured("measure", "complaints_per_1000", "--from", "2026-05", "--json"))
    assert month["target"] == pytest.approx(31 / 30)


def test_the_catalogue_is_listed_before_there_is_any_data(run: Run, tmp_path: Path):
    written = "[targets]\nopt_out_rate = 0.7\n[goalposts]\nopt_out_rate = { good = 0.1, bad = 3 }\n"
    (tmp_path / "bigtrust.toml").write_text(written, encoding="utf-8")
    first, *others = told(run("measure", "--list", "--json", "--home", tmp_path))
    assert (first["target"], first["good"], first["bad"]) == (0.7, 0.1, 3)
    assert first["target_source"] == "set in bigtrust.toml"
    assert len(others) == len(CATALOGUE) - 1


def test_the_catalogue_is_listed(measured: Run):
    listed = told(measured("measure", "--list", "--json"))
    assert [each["name"] for each in listed] == list(CATALOGUE)
    fields = ("title", "question", "definition", "numerator", "unit", "better", "target_source")
    more = ("principle", "needs", "caveat", "coverage")
    assert all(each[name] for each in listed for name in (*fields, *more))


# One of each principle; the others, which take some seconds together, with the long tests.
EXPLAINED = {measure.principle: name for name, measure in CATALOGUE.items()}.values()
OTHERS = sorted(CATALOGUE.keys() - set(EXPLAINED))


@pytest.mark.parametrize(
    "name", [*EXPLAINED, *(pytest.param(each, marks=pytest.mark.long) for each in OTHERS)]
)
def test_explain_tells_the_definition_and_the_sql_of_each_engine(measured: Run, name: str):
    explained = json.loads(measured("explain", name, "--json").stdout)
    assert explained["definition"] == CATALOGUE[name].definition
    rollup = CATALOGUE[name].numerator.rollup.name
    for engine in ("DuckDB", "PostgreSQL"):
        statements = explained["sql"][engine][rollup]
        assert statements[-1].startswith(("SELECT", "WITH"))
    assert all("SELECT" in text for text in explained["reading"])


def test_explain_in_words(measured: Run):
    shown = measured("explain", "contact_after_withdrawal").stdout
    assert CATALOGUE["contact_after_withdrawal"].definition in shown
    assert "CREATE TEMPORARY TABLE consent_spells" in shown
