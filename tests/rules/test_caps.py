"""Contact caps."""

import pytest

from bigtrust.rules.caps import DEFAULT_CAPS, Cap


def test_the_default_caps_are_the_houses_two_and_the_french_one_each_with_its_source() -> None:
    assert [(cap.limit, cap.days, cap.channel, cap.jurisdiction) for cap in DEFAULT_CAPS] == [
        (8, 30, "all", None),
        (3, 7, "all", None),
        (4, 30, "phone", "FR"),
    ]
    assert "D.223-9" in DEFAULT_CAPS[2].source
    assert all(cap.source.startswith("house") for cap in DEFAULT_CAPS[:2])


@pytest.mark.parametrize(
    ("channel", "jurisdiction", "applies"),
    [
        ("phone", "FR", True),
        ("phone", "FR-75", True),
        ("email", "FR", False),
        ("phone", "IT", False),
        ("phone", None, False),
    ],
)
def test_a_cap_of_one_channel_and_country_binds_that_channel_in_all_of_that_country(
    channel: str, jurisdiction: str | None, applies: bool
) -> None:
    assert Cap(4, 30, "phone", "FR").applies_to(channel, jurisdiction) is applies


@pytest.mark.parametrize("jurisdiction", ["FR", "US-CA", None])
def test_a_cap_on_all_channels_everywhere_exempts_nobody(jurisdiction: str | None) -> None:
    assert Cap(8, 30).applies_to("phone", jurisdiction)


def test_a_caps_subdivision_does_not_bind_the_country() -> None:
    assert not Cap(4, 30, "phone", "US-CA").applies_to("phone", "US")


@pytest.mark.parametrize(
    ("jurisdiction", "applies"), [("GB", True), ("GB-ENG", True), ("GB-SCT", False)]
)
def test_a_cap_of_england_binds_who_is_of_great_britain(jurisdiction: str, applies: bool) -> None:
    assert Cap(4, 30, jurisdiction="GB-ENG").applies_to("email", jurisdiction) is applies


@pytest.mark.parametrize(
    ("jurisdiction", "applies"), [("IT", True), ("FR-75", True), ("NO", True), ("GB", False)]
)
def test_a_cap_of_the_union_binds_its_members(jurisdiction: str, applies: bool) -> None:
    assert Cap(8, 30, jurisdiction="EU").applies_to("email", jurisdiction) is applies
