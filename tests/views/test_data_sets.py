"""What the page of data says of what is here, what stays out, and what is missing."""

from dataclasses import replace
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.contract import CONTRACT
from bigtrust.settings import FILE_NAME, read_settings
from bigtrust.views import data_sets, wording
from bigtrust.views.phrases import plain
from bigtrust.views.settings_shown import UNSAID, settings_table
from tests.measures.conftest import LAMPS, built_of


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return built_of(LAMPS, tmp_path_factory.mktemp("data"))


def page(build: Build) -> data_sets.DataSets:
    return data_sets.data_sets(Scope(Role.STEWARD, build.id), build)


def changed(build: Build, **accounts: object) -> Build:
    held = {
        name: {**account, **accounts} if name == "complaints" else account
        for name, account in build.manifest["data_sets"].items()
    }
    return replace(build, manifest={**build.manifest, "data_sets": held})


def lead(build: Build) -> str:
    return plain(page(build).lead).replace(wording.NO_BREAK, " ")


def test_what_a_mapping_left_out_is_told_with_its_reason(build: Build):
    told = page(changed(build, abouts=["Rows of a bank."], cautions=["A sample."],
                        left_out={"zip": "so fine that it points at people"}))  # fmt: skip
    assert told.abouts == ("Complaints: Rows of a bank. A sample.",)
    assert told.left_out
    assert told.left_out.rows == (("Complaints", "zip", "So fine that it points at people"),)
    assert told.left_out_title == "One column was left out, for a reason"
    assert page(build).left_out is None


def test_the_lead_says_how_many_are_here_and_that_all_is_well(build: Build):
    told = lead(changed(build, last_day=build.as_of))
    assert told.startswith("5 of 15 data sets are here; ")
    alone = {"complaints": build.manifest["data_sets"]["complaints"]}
    only = replace(build, manifest=build.manifest | {"data_sets": alone})
    assert lead(only).startswith("1 of 15 data sets is here; ")


def test_rows_in_quarantine_and_data_that_ended_early_are_told(build: Build):
    told = lead(changed(build, quarantined=12, rows=5_000))
    assert "12 rows stay in quarantine" in told
    assert "complaints end more than 7 days before the others" in told


def test_what_happens_seldom_may_be_silent_for_longer(build: Build):
    assert "complaints end" not in lead(changed(build, rows=5))


def test_each_data_set_is_told_with_its_account(build: Build):
    rows = {row[0]: row for row in page(build).held.rows}
    held = build.manifest["data_sets"]
    assert set(rows) == {wording.sentence(name.replace("_", " ")) for name in held}
    assert rows["Complaints"][1] == wording.number(held["complaints"]["rows"])


def test_why_rows_stay_out_is_told_where_some_do(build: Build):
    assert page(build).quarantine is None
    waiting = changed(build, quarantined=2)
    reasons = [{"data_set": "complaints", "reason": "topic is empty", "rows": 2}]
    told = page(replace(waiting, manifest={**waiting.manifest, "quarantine": reasons}))
    assert told.quarantine
    assert told.quarantine.rows == (("complaints", "topic is empty", "2"),)
    assert told.quarantine_title.replace(wording.NO_BREAK, " ") == "Why 2 rows stay out"


def test_what_is_missing_says_what_it_would_add(build: Build):
    told = page(build)
    assert told.missing
    assert told.missing_title == "Ten data sets are missing; each would add something"
    rows = {row[0]: row for row in told.missing.rows}
    assert CONTRACT["disclosures"].adds in rows["Disclosures"][2].lower()
    assert "Undisclosed sharing" in rows["Disclosures"][3]
    assert not set(rows) & {row[0] for row in told.held.rows}


SETTINGS = """
[company]
name = "Lume"
[[sources]]
data_set = "complaints"
url = "postgresql://reader:canary@host/care"
table = "complaints"
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    (tmp_path / FILE_NAME).write_text(SETTINGS)
    monkeypatch.setenv("BIGTRUST_STORE__FACTS", "postgresql+psycopg://owner:canary@host/trust")
    monkeypatch.setenv("BIGTRUST_STORE__BOOKS", "postgresql+psycopg://owner:canary@host/books")
    monkeypatch.setenv("BIGTRUST_LAG__HOURS", "24")
    return {row[0]: row for row in settings_table(read_settings(tmp_path)).rows}


def test_each_setting_says_where_it_comes_from(told: dict[str, tuple[str, ...]]):
    assert told["company.name"][1:] == ("Lume", "bigtrust.toml")
    assert told["lag.hours"][1:] == ("24", "environment (BIGTRUST_LAG__HOURS)")
    assert told["company.time_zone"][1:] == ("Europe/Rome", "default")


def test_no_address_of_a_database_is_shown(told: dict[str, tuple[str, ...]]):
    assert told["store.facts"][1] == told["store.books"][1] == UNSAID
    assert UNSAID in told["sources"][1]
    assert "canary" not in str(told)
