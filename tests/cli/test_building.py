"""`bigtrust build` and `bigtrust demo`."""

import json
from pathlib import Path

import pytest

from bigtrust import builds, demo
from bigtrust.settings import read_settings
from tests.cli.conftest import Run

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def test_a_build_of_what_was_loaded_is_published(run: Run, home: Path):
    run("init")
    run("load", SAMPLE / "complaints.csv")
    assert "Published a build as of 21 June 2026." in run("build").stdout
    assert builds.current(read_settings(home)).missing(("complaints",)) is None


@pytest.mark.usefixtures("home")
def test_a_build_that_is_held_says_so_and_can_be_accepted(run: Run, home: Path):
    run("init")
    (home / "complaints.csv").write_text(
        "complaint_id,received_at,topic\n1,2026-06-01T10:00:00Z,delivery\n2,never,delivery\n"
    )
    run("load", "complaints.csv")
    held = run("build")
    assert held.exit_code == 6
    assert "50.0 % of the rows of complaints" in held.stderr
    manifest = json.loads(run("build", "--accept", "--json").stdout)
    assert builds.current(read_settings(home)).id == manifest["build"]


@pytest.mark.long
def test_the_demo_is_a_company_that_is_loaded_and_built(run: Run, home: Path):
    result = run("demo", "--customers", 1_000)
    assert result.exit_code == 0
    settings = read_settings(home / "demo")
    assert settings.company.name == "Casa Aurora"
    assert settings.segments_of("customers") == dict.fromkeys(
        ("region", "age_band", "product"), "personal"
    )
    assert [source.data_set for source in settings.sources] == list(demo.DATA_SETS)
    assert builds.current(settings).as_of == settings.as_of
    assert "1,000 customers, as of 31 October 2026" in result.stdout


def test_the_demo_touches_no_company_that_is_there(run: Run, home: Path):
    run("init", "--home", "demo")
    before = (home / "demo" / "bigtrust.toml").read_text()
    result = run("demo", "--customers", 1_000)
    assert result.exit_code == 3
    assert "There is a company in demo already" in result.stderr
    assert (home / "demo" / "bigtrust.toml").read_text() == before


@pytest.mark.parametrize("command", [["load", SAMPLE], ["build"], ["serve"]])
def test_a_target_for_what_is_no_indicator_is_refused_by_name(
    run: Run, home: Path, command: list[object]
):
    run("init")
    settings = home / "bigtrust.toml"
    named = settings.read_text().replace("[targets]", "[targets]\nopt_out_rates = 1.0")
    settings.write_text(named)
    result = run(*command)
    assert result.exit_code == 3
    assert "'opt_out_rates', which is no indicator (did you mean opt_out_rate?)" in result.stderr
