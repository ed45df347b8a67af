"""A view of Explore that is written down is read as it was."""

from datetime import date

import pytest

from bigtrust.rules.period import Period
from bigtrust.views.asked import Against, Asked
from bigtrust.views.saving import choices_of, written_down

SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
AUGUST = Period(date(2026, 8, 1), date(2026, 8, 31))


@pytest.mark.parametrize("by", [("channel",), ("channel", "region")])
@pytest.mark.parametrize("only", [(), (("region", "A & B: c=d"), ("age_band", ""))])
def test_what_was_chosen_is_chosen_again(by: tuple[str, ...], only: tuple[tuple[str, str], ...]):
    asked = Asked("opt_out_rate", SEPTEMBER, AUGUST, Against.YEAR, by, only)
    assert choices_of(written_down(asked)) == {
        "indicator": "opt_out_rate",
        "period": SEPTEMBER,
        "against": Against.YEAR,
        "by": "channel",
        "and": "region" if len(by) == 2 else "",
        "only": list(only),
    }


def test_what_could_not_be_chosen_is_left_as_it_is():
    """Nothing to compare with, and three filters leave nothing to split by."""
    found = choices_of(written_down(Asked("opt_out_rate", SEPTEMBER, None)))
    assert "against" not in found
    assert "by" not in found
