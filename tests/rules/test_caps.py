"""Contact caps."""

from bigtrust.rules.caps import DEFAULT_CAPS


def test_the_default_caps_are_the_houses_two_and_the_french_one_each_with_its_source() -> None:
    assert [(cap.limit, cap.days, cap.channel, cap.jurisdiction) for cap in DEFAULT_CAPS] == [
        (8, 30, "all", None),
        (3, 7, "all", None),
        (4, 30, "phone", "FR"),
    ]
    assert "D.223-9" in DEFAULT_CAPS[2].source
    assert all(cap.source.startswith("house") for cap in DEFAULT_CAPS[:2])
