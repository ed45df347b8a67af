"""What moved a rate: the parts add up to the change, for every role and measure."""

from datetime import date

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.errors import TrustError
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.measure import Measure
from bigtrust.measures.moved import REST, moved
from bigtrust.rules.period import Period

APRIL = Period(date(2024, 4, 1), date(2024, 4, 30))
MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
RATES = [
    measure for measure in CATALOGUE.values() if measure.denominator and measure.spread is None
]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.OFFICER])
@pytest.mark.parametrize("measure", RATES, ids=lambda measure: measure.name)
def test_the_parts_add_up_to_the_change(build: Build, measure: Measure, role: Role):
    scope = Scope(role, build.id)
    before, after = calculate(measure, [APRIL, MAY], (), scope, build)
    try:
        parts = moved(measure, APRIL, MAY, ("region",), scope, build)
    except TrustError as refusal:
        assert "cannot be split by" in refusal.message
        return
    if before.value is None or after.value is None:
        assert parts is None
    else:
        change = sum(part.total for part in parts.values())
        assert change == pytest.approx(after.value - before.value)


def test_a_part_is_split_into_its_own_change_and_its_weight(build: Build):
    scope = Scope(Role.OFFICER, build.id)
    parts = moved(CATALOGUE["contact_after_withdrawal"], APRIL, MAY, ("region",), scope, build)
    assert set(parts) == {("",), ("north",), ("south",)}
    # South had the one contact of April and five of May's eight: from none of its contacts after
    # a withdrawal to all of them.
    assert parts["south",].own == pytest.approx(100 * (1 + 5 / 8) / 2)
    assert parts["",].own == 0


def test_what_may_not_be_seen_is_the_rest(build: Build):
    scope = Scope(Role.ANALYST, build.id)
    parts = moved(CATALOGUE["contact_after_withdrawal"], APRIL, MAY, ("region",), scope, build)
    assert set(parts) == {REST}


def test_a_number_has_no_parts(build: Build):
    scope = Scope(Role.OFFICER, build.id)
    with pytest.raises(TrustError, match="is no rate"):
        moved(CATALOGUE["outstanding_requests"], APRIL, MAY, ("region",), scope, build)


@pytest.mark.parametrize("name", ["consent_rate", "silent_customers"])
def test_people_in_several_channels_are_no_parts(build: Build, name: str):
    scope = Scope(Role.OFFICER, build.id)
    with pytest.raises(TrustError, match="people in several values of 'channel'"):
        moved(CATALOGUE[name], APRIL, MAY, ("region", "channel"), scope, build)


def test_what_customers_have_no_topic_of_is_all_its_own_change(build: Build):
    scope, measure = Scope(Role.OFFICER, build.id), CATALOGUE["complaints_per_1000"]
    before, after = calculate(measure, [APRIL, MAY], (), scope, build)
    parts = moved(measure, APRIL, MAY, ("topic",), scope, build)
    assert sum(part.total for part in parts.values()) == pytest.approx(after.value - before.value)
    (price,) = (
        f for f in calculate(measure, [MAY], ("topic",), scope, build) if f.group == ("price",)
    )
    (earlier,) = (
        f for f in calculate(measure, [APRIL], ("topic",), scope, build) if f.group == ("price",)
    )
    assert parts["price",].total == pytest.approx(price.value - earlier.value)
    assert all(part.weight == 0 for part in parts.values())
