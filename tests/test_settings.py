"""Settings are read strictly: what cannot be is named, and nothing secret with it."""

from pathlib import Path

import pytest

from bigtrust.errors import SettingsError
from bigtrust.settings import read_settings
from bigtrust.settings.parts import Store


def refusal_of(home: Path, toml: str) -> str:
    (home / "bigtrust.toml").write_text(toml)
    with pytest.raises(SettingsError) as refused:
        read_settings(home)
    return refused.value.message


def source(data_set: str, mode: str = "append", origin: str = 'path = "a.csv"') -> str:
    return f'[[sources]]\ndata_set = "{data_set}"\nmode = "{mode}"\n{origin}\n'


def test_customers_cannot_be_a_snapshot(tmp_path: Path):
    assert "tell left_on of those who have left" in refusal_of(
        tmp_path, source("customers", "snapshot")
    )


def test_a_snapshot_is_the_only_source_of_its_data_set(tmp_path: Path):
    said = refusal_of(tmp_path, source("contacts") + source("contacts", "snapshot"))
    assert "contacts is a snapshot and has 2 sources" in said
    (tmp_path / "bigtrust.toml").write_text(source("contacts", "snapshot") + source("complaints"))
    assert [one.mode for one in read_settings(tmp_path).sources] == ["snapshot", "append"]


@pytest.mark.parametrize(
    ("data_set", "name"),
    [
        ("customers", "jurisdiction"),
        ("complaints", "topic"),
        ("complaints", "received_day"),
        ("customers", "segment_key"),
    ],
)
def test_a_segment_has_a_name_that_no_other_column_has(tmp_path: Path, data_set: str, name: str):
    said = refusal_of(tmp_path, f'[segments]\n{data_set} = {{ {name} = "personal" }}\n')
    assert f"{data_set} has a column {name!r} already" in said
    (tmp_path / "bigtrust.toml").write_text('[segments]\ncustomers = { language = "personal" }\n')
    assert read_settings(tmp_path).segments["customers"] == {"language": "personal"}


@pytest.mark.parametrize(
    ("toml", "meant", "allowed"),
    [
        ("as_off = 2026-10-31", "as_off is no setting (did you mean as_of?)", "targets"),
        ("[company]\ntimezone = 'Europe/Rome'", "(did you mean time_zone?)", "locale"),
        (source("contacts") + "mappings = 'a'", "sources.0.mappings is no", "mapping"),
        ("[goalposts]\nopt_out_rate = {good = 1, bad = 5, best = 0}", "best is no", "bad, good"),
    ],
)
def test_an_unknown_setting_is_told_with_those_that_there_are(
    tmp_path: Path, toml: str, meant: str, allowed: str
):
    said = refusal_of(tmp_path, toml)
    assert meant in said
    assert allowed in said.partition("allowed: ")[2]


@pytest.mark.parametrize("name", ["channel", "promise", "contacts", "level"])
def test_a_segment_has_a_name_that_figures_do_not_have_already(tmp_path: Path, name: str):
    said = refusal_of(tmp_path, f'[segments]\ncustomers = {{ {name} = "personal" }}\n')
    assert f"cannot have a segment {name!r}" in said
    assert f"such as customers_{name}" in said
    area = f'[segments]\ncustomers = {{ region = "personal" }}\n[levels.region.{name}]\nn = ["x"]\n'
    assert f"the level {name!r} of region has the name of a column" in refusal_of(tmp_path, area)


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ('[company]\ntime_zone = "localtime"', "'localtime' is no IANA time zone"),
        ('[company]\ntime_zone = "Factory"', "'Factory' is no IANA time zone"),
        ('[company]\njurisdiction = "XX"', "'XX' is of no ISO 3166 country"),
        ('[company]\njurisdiction = "EU"', "'EU' is of no ISO 3166 country"),
        ('[permission]\nXX-A = { email = "opt_in" }', "'XX-A' is of no ISO 3166 country"),
        (
            '[[caps]]\nlimit = 1\ndays = 1\njurisdiction = "UK"',
            "'UK' is of no ISO 3166 country; write one such as IT, GB-ENG, US-CA, or EU",
        ),
    ],
)
def test_a_place_is_one_of_this_world(tmp_path: Path, toml: str, named: str):
    assert named in refusal_of(tmp_path, toml)
    (tmp_path / "bigtrust.toml").write_text('[permission]\nEU = { email = "opt_in" }\n')
    assert "EU" in read_settings(tmp_path).permission


def test_a_level_has_a_name_that_no_segment_has(tmp_path: Path):
    segments = '[segments]\ncustomers = { region = "personal", area = "personal" }\n'
    said = refusal_of(tmp_path, segments + '[levels.region.area]\nnorth = ["Piedmont"]\n')
    assert "the level 'area' of region has the name of a column" in said


@pytest.mark.parametrize("number", ["nan", "inf"])
def test_a_target_is_a_number(tmp_path: Path, number: str):
    said = refusal_of(tmp_path, f"[targets]\nopt_out_rate = {number}\n")
    assert "targets.opt_out_rate" in said
    assert "finite number" in said


def test_a_change_ends_after_it_begins(tmp_path: Path):
    change = 'indicators = ["opt_out_rate"]\nsince = 2026-03-02\nuntil = 2026-03-01\nreason = "x"\n'
    said = refusal_of(tmp_path, f"[[changes]]\n{change}")
    assert "until 2026-03-01 comes before since 2026-03-02" in said


def test_a_mode_that_there_is_not_is_told_with_those_there_are(tmp_path: Path):
    said = refusal_of(tmp_path, source("contacts", "mirror"))
    assert "sources.0.mode = 'mirror'" in said
    assert "'append' or 'snapshot'" in said


def test_the_address_of_a_source_that_cannot_be_is_not_repeated(tmp_path: Path):
    address = 'url = "postgresql+psycopg://reader:hunter2@crm/shop"'
    both = source("contacts", origin=f'path = "a.csv"\n{address}')
    assert "needs either path or url" in refusal_of(tmp_path, both)
    for toml in (both, source("contacts", "snapshot", address) * 2):
        assert "hunter2" not in refusal_of(tmp_path, toml)


@pytest.mark.parametrize(
    ("variable", "words"),
    [
        ("BIGTRUST_STOR__FACTS", "did you mean BIGTRUST_STORE?"),
        ("BIGTRUST_STORE_FACTS", "a table, two underscores, its setting"),
        ("bigtrust_role", "HOME, AS_OF, COMPANY"),
    ],
)
def test_a_variable_that_names_no_setting_is_refused_without_its_value(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, words: str
):
    monkeypatch.setenv(variable, "postgresql+psycopg://reader:hunter2@crm/shop")
    with pytest.raises(SettingsError, match=f"{variable} names no setting") as refused:
        read_settings(tmp_path)
    assert words in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_a_variable_of_a_table_that_is_no_json_is_not_told_of_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("BIGTRUST_TARGETS", "opt_out_rate = 0.5")
    with pytest.raises(SettingsError, match=r'environment cannot be used.*"targets"') as refused:
        read_settings(tmp_path)
    assert "holds JSON" in refused.value.advice


@pytest.mark.parametrize(
    ("told", "such"), [("it-IT", "'it_IT'"), ("xx_YY", "'en_GB'"), ("root", "'en_GB'"), ("", "en_")]
)
def test_a_locale_that_there_is_not_is_told_with_those_that_it_may_be(
    tmp_path: Path, told: str, such: str
):
    said = refusal_of(tmp_path, f'[company]\nlocale = "{told}"\n')
    assert f"company.locale = {told!r}" in said
    assert "no CLDR locale; write a language and a country, such as" in said
    assert such in said


@pytest.mark.parametrize(
    ("told", "counted"),
    [("2GB", "1.2GB"), ("1.5 GiB", "0.9 GiB"), ("900MB", "540MB"), ("2000000KB", "1200000KB")],
)
def test_the_engine_is_given_three_fifths_of_the_memory(told: str, counted: str):
    """At ten million contacts the process then stays within two gigabytes."""
    assert Store(memory_limit=told).engine_memory() == counted


def test_two_engines_at_work_share_it():
    assert Store(memory_limit="900MB").engine_memory(2) == "270MB"


def test_goalposts_stand_apart(tmp_path: Path):
    """Else nothing lies between them, and the trust index would divide by it."""
    said = refusal_of(tmp_path, "[goalposts]\nopt_out_rate = { good = 1, bad = 1 }\n")
    assert "good and bad are the same" in said


@pytest.mark.parametrize("told", ["0GB", "1KiB", "64MB", "999999999TB", "\u0662GB"])
def test_a_memory_that_nothing_can_be_done_with_is_refused_by_name(tmp_path: Path, told: str):
    assert f"store.memory_limit = {told!r}" in refusal_of(
        tmp_path, f'[store]\nmemory_limit = "{told}"\n'
    )


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("as_of = 9999-12-31", "as_of"),
        ("as_of = 0001-01-01", "as_of"),
        ("[store]\nthreads = 100000", "store.threads = 100000"),
        ("[lag]\nhours = 99999999999999999999999", "lag.hours"),
        ("[lag]\nus_business_days = 1000000000", "lag.us_business_days = 1000000000"),
    ],
)
def test_what_no_calendar_or_machine_has_is_refused_by_name(tmp_path: Path, toml: str, named: str):
    """They stopped the build, with an error of the machine's."""
    assert named in refusal_of(tmp_path, toml)


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ('area.area = {n = ["x"]}', "[levels] names 'area', which is no segment of customers"),
        ("region.area = {}", "the level 'area' has no group of values"),
        ("region.area = {n = []}", "the level 'area' has no group of values"),
        ('region.area = {n = ["x"], s = ["x"]}', "has 'x' in 2 groups; keep it in one"),
        (
            'region.area = {n = ["x"]}\nproduct.area = {n = ["y"]}',
            "the level 'area' of product has the name of a column",
        ),
    ],
)
def test_a_level_groups_each_value_of_a_segment_once(tmp_path: Path, levels: str, said: str):
    segments = '[segments]\ncustomers = { region = "personal", product = "personal" }\n'
    assert said in refusal_of(tmp_path, f"{segments}[levels]\n{levels}\n")
