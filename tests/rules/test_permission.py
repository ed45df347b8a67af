"""Which permission marketing needs, and how long an opt-out may take to work."""

from collections.abc import Mapping

import pytest

from bigtrust.rules.permission import Basis, basis, tolerated_lag


@pytest.mark.parametrize(
    ("jurisdiction", "channel", "expected"),
    [
        ("IT", "email", Basis.SOFT_OPT_IN),
        ("IT", "sms", Basis.OPT_IN),
        ("IT", "phone", Basis.OPT_IN),
        ("IT-25", "email", Basis.SOFT_OPT_IN),
        ("FR", "email", Basis.OPT_IN),
        ("DE-BY", "post", Basis.OPT_IN),
        ("NO", "push", Basis.OPT_IN),
        ("GB", "email", Basis.SOFT_OPT_IN),
        ("GB-SCT", "sms", Basis.SOFT_OPT_IN),
        ("GB", "phone", None),  # Britain is not in the EU
        ("US-CA", "email", Basis.OPT_OUT),
        ("US", "sms", Basis.OPT_IN),
        ("US", "phone", None),
        ("CH", "email", None),
        ("BR", "email", None),
        (None, "email", None),
    ],
)
def test_the_defaults_hold_by_country_and_channel_and_invent_no_law(
    jurisdiction: str | None, channel: str, expected: Basis | None
) -> None:
    assert basis(jurisdiction, channel, {}) is expected


@pytest.mark.parametrize(
    ("overrides", "jurisdiction", "expected"),
    [
        ({("IT", "email"): Basis.OPT_IN}, "IT", Basis.OPT_IN),
        ({("IT", "email"): Basis.OPT_IN}, "IT-25", Basis.OPT_IN),
        ({("IT", "all"): Basis.OPT_IN}, "IT", Basis.OPT_IN),
        ({("IT", "all"): Basis.OPT_IN, ("IT", "email"): Basis.OPT_OUT}, "IT", Basis.OPT_OUT),
        # A setting for the wider place still comes before the default for the narrower.
        ({("EU", "email"): Basis.OPT_OUT}, "IT", Basis.OPT_OUT),
        ({("EU", "email"): Basis.OPT_OUT}, "GB", Basis.SOFT_OPT_IN),
        ({("US-CA", "email"): Basis.OPT_IN, ("US", "email"): Basis.OPT_OUT}, "US-CA", Basis.OPT_IN),
        ({("US-CA", "email"): Basis.OPT_IN}, "US-NY", Basis.OPT_OUT),
        ({("CH", "email"): Basis.OPT_IN}, "CH-ZH", Basis.OPT_IN),
        # GB means GB-ENG.
        ({("GB-ENG", "email"): Basis.OPT_IN}, "GB", Basis.OPT_IN),
        ({("GB-SCT", "email"): Basis.OPT_IN}, "GB", Basis.SOFT_OPT_IN),
        ({("GB", "email"): Basis.OPT_IN}, "GB-ENG", Basis.OPT_IN),
    ],
)
def test_a_companys_own_setting_comes_first_the_exact_place_before_the_wider(
    overrides: Mapping[tuple[str, str], Basis], jurisdiction: str, expected: Basis
) -> None:
    assert basis(jurisdiction, "email", overrides) is expected


@pytest.mark.parametrize("channel", ["email", "phone", "sms"])
def test_american_email_calls_and_texts_have_ten_business_days(channel: str) -> None:
    for jurisdiction in ("US", "US-CA"):
        lag = tolerated_lag(jurisdiction, channel)
        assert (lag.hours, lag.business_days) == (0, 10)
    assert tolerated_lag("US", channel, us_business_days=3).business_days == 3


@pytest.mark.parametrize(
    ("jurisdiction", "channel"), [("IT", "email"), ("GB", "sms"), ("US", "post"), (None, "email")]
)
def test_elsewhere_the_tolerated_lag_is_a_setting_in_hours(
    jurisdiction: str | None, channel: str
) -> None:
    lag = tolerated_lag(jurisdiction, channel)
    assert (lag.hours, lag.business_days) == (48, 0)
    assert tolerated_lag(jurisdiction, channel, hours=24).hours == 24


def test_a_lag_names_its_law() -> None:
    assert "CAN-SPAM" in tolerated_lag("US", "email").source
    assert "TCPA" in tolerated_lag("US-CA", "sms").source
