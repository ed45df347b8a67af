"""Which dimensions say less of the same people than another."""

from bigtrust.measures.areas import coarser_than, spare
from bigtrust.settings.parts import Levels

LEVELS: Levels = {
    "region": {
        "area": {"upper": ("north", "east"), "lower": ("south",)},
        "country": {"here": ("north", "east", "south"), "there": ("isle",)},
        "side": {"sunrise": ("east",), "sunset": ("north", "south")},
    }
}


def test_a_dimension_is_grouped_into_each_of_its_levels():
    found = coarser_than("region", LEVELS)
    assert set(found) == {"area", "country", "side"}
    assert found["area"] == {"north": "upper", "east": "upper", "south": "lower"}


def test_a_level_is_grouped_into_one_that_holds_each_of_its_groups_whole():
    """The isle and what nobody named are the rest of the areas: they are of two countries."""
    assert coarser_than("area", LEVELS) == {}
    assert coarser_than("country", LEVELS) == {}
    of_named = {"region": {"area": {**LEVELS["region"]["area"], "islands": ("isle",)}}}
    of_named["region"]["country"] = LEVELS["region"]["country"]
    assert coarser_than("area", of_named) == {
        "country": {"upper": "here", "lower": "here", "islands": "there", "rest": "rest"}
    }


def test_what_settings_do_not_group_has_no_coarser_dimension():
    assert coarser_than("age_band", LEVELS) == {}


def test_a_level_beside_its_dimension_is_spare():
    assert spare(("area", "age_band", "region"), LEVELS) == {"area"}
    assert spare(("area", "side"), LEVELS) == frozenset()


def test_of_two_names_for_one_grouping_one_is_kept():
    twice: Levels = {"region": {"area": {"a": ("north",)}, "zone": {"z": ("north",)}}}
    assert len(spare(("area", "zone"), twice)) == 1
