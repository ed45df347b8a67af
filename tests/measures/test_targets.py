"""A company's own targets have effect, and a name that is none is an error."""

from datetime import date
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.errors import SettingsError
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.headline import headline
from bigtrust.measures.targets import aimed, refuse_unknown_indicators
from bigtrust.settings import Settings
from bigtrust.settings.parts import Change
from tests.measures.conftest import built_of

COMPLAINTS = """
    complaints
      customer_id | received_at      | closed_at
      ann         | 2024-03-04 09:00 |
      ann         | 2024-03-14 09:00 | 2024-04-05 09:00
"""


@pytest.fixture
def aiming(tmp_path: Path) -> Build:
    return built_of(COMPLAINTS, tmp_path, targets={"settled_in_8_weeks": 40.0})


def test_without_settings_the_defaults_hold(build: Build):
    assert aimed(build) == dict(CATALOGUE)


def test_a_target_of_the_settings_stands_in_the_place_of_the_default(aiming: Build):
    measures = aimed(aiming)
    assert list(measures) == list(CATALOGUE)
    assert measures["settled_in_8_weeks"].target == 40.0
    assert measures["settled_in_8_weeks"].target_source == "set in bigtrust.toml"
    others = [name for name in CATALOGUE if name != "settled_in_8_weeks"]
    assert all(measures[name] == CATALOGUE[name] for name in others)


def test_an_indicator_without_a_default_can_be_given_one(tmp_path: Path):
    build = built_of(COMPLAINTS, tmp_path, targets={"open_beyond_8_weeks": 3.0})
    assert aimed(build)["open_beyond_8_weeks"].target == 3.0


def test_charts_and_values_are_held_to_it(aiming: Build):
    found = headline(aimed(aiming)["settled_in_8_weeks"], Scope(Role.OFFICER, aiming.id), aiming)
    assert found.target == 40.0


def test_a_name_that_is_no_indicator_is_an_error_with_the_nearest(tmp_path: Path):
    wrong = Settings(home=tmp_path, targets={"settled_in_8_week": 40.0})
    with pytest.raises(SettingsError, match=r"\[targets\] names 'settled_in_8_week'.*did you mean"):
        refuse_unknown_indicators(wrong)
    refuse_unknown_indicators(Settings(home=tmp_path, targets={"settled_in_8_weeks": 40.0}))


def test_so_is_one_among_the_declared_changes(tmp_path: Path):
    change = Change(indicators=("colour",), since=date(2024, 1, 1), reason="Why.")
    with pytest.raises(SettingsError, match=r"\[\[changes\]\] names 'colour'.*allowed: opt_out"):
        refuse_unknown_indicators(Settings(home=tmp_path, changes=(change,)))
