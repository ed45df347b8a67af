"""What each role sees of a company by its dimensions (an attacker: test_gate.py)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.errors import NotPermittedError, TrustError
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.disclosure import Protection
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.measures.moved import moved
from bigtrust.rules.period import Period, published_periods
from tests.companies import Company
from tests.stores import built, officer, settings_of

AS_OF = date(2024, 6, 30)
MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
OTHERS = [role for role in Role if role is not Role.OFFICER]
COMPLAINTS = CATALOGUE["complaints_per_1000"]
REGIONS = {"north": 30, "south": 29, "east": 60, "west": 200}
BANDS = ("18-34", "35-64")
SEGMENTS = {"customers": {"region": "personal", "age_band": "personal"}}
AREAS = {"region": {"area": {"upper": ("north", "east"), "lower": ("south",)}}}


def crowd(complaints: dict[str, int], regions: dict[str, int] = REGIONS) -> Company:
    """So many customers in each region, the first of them complaining."""
    people = [(region, place) for region, many in regions.items() for place in range(many)]
    return Company(
        {
            "customers": [
                {
                    "customer_id": f"{region}{place:03}",
                    "joined_on": date(2020, 1, 1),
                    "region": region,
                    "age_band": BANDS[place % 2],
                }
                for region, place in people
            ],
            "complaints": [
                {
                    "complaint_id": f"{region}{place:03}",
                    "customer_id": f"{region}{place:03}",
                    "received_at": datetime(2024, 5, 1 + place % 31, 10, tzinfo=UTC),
                    "topic": "delivery" if place % 2 else "price",
                    "closed_at": None,
                }
                for region, place in people
                if place < complaints[region]
            ],
        }
    )


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Build:
    home = tmp_path_factory.mktemp("crowd")
    settings = settings_of(home, f"duckdb:///{home / 'facts.duckdb'}").model_copy(
        update={"as_of": AS_OF, "segments": SEGMENTS, "levels": AREAS}
    )
    return built(crowd({"north": 8, "south": 20, "east": 4, "west": 28}), settings)


def seen(build: Build, role: Role, *group_by: str, **where: str) -> dict[tuple[str, ...], Figure]:
    found = calculate(COMPLAINTS, [MAY], group_by, Scope(role, build.id), build, where)
    return {figure.group: figure for figure in found}


@pytest.mark.parametrize("role", OTHERS)
class TestOthersThanTheOfficer:
    def test_see_open_cells_rounded_closed_ones_not_at_all(self, crowded: Build, role: Role):
        shown = seen(crowded, role, "region")
        assert {group[0]: figure.protection for group, figure in shown.items()} == {
            "north": Protection.ROUNDED,
            "south": Protection.CLOSED,
            "east": Protection.FEW,
            "west": Protection.ROUNDED,
        }
        assert shown["north",].numerator == 10
        assert shown["west",].numerator == 30

    def test_see_a_filtered_cell_as_the_same_cell(self, crowded: Build, role: Role):
        for region in REGIONS:
            (alone,) = seen(crowded, role, region=region).values()
            among = seen(crowded, role, "region")[region,]
            assert (alone.numerator, alone.denominator, alone.value, alone.protection) == (
                among.numerator,
                among.denominator,
                among.value,
                among.protection,
            )

    def test_see_the_total_exactly(self, crowded: Build, role: Role):
        assert seen(crowded, role)[()].numerator == 60

    def test_see_operational_cells_exactly(self, crowded: Build, role: Role):
        assert seen(crowded, role, "topic")["price",].numerator == 30

    def test_see_levels_as_dimensions(self, crowded: Build, role: Role):
        shown = seen(crowded, role, "area")
        assert {group[0] for group in shown} == {"upper", "lower", "rest"}
        assert shown["upper",].numerator == 10
        assert shown["lower",].protection is Protection.CLOSED

    def test_may_not_choose_dates_freely(self, crowded: Build, role: Role):
        fortnight = Period(date(2024, 5, 6), date(2024, 5, 19))
        with pytest.raises(NotPermittedError, match="whole weeks and months"):
            calculate(COMPLAINTS, [fortnight], ("region",), Scope(role, crowded.id), crowded)

    def test_may_not_ask_for_four_dimensions(self, crowded: Build, role: Role):
        with pytest.raises(NotPermittedError, match="4 dimensions at once"):
            seen(crowded, role, "region", "age_band", "topic", product="lamp")


def test_no_area_opens_what_its_regions_hide(tmp_path: Path):
    """In the upper area 4 and 4 and 20 complained; beside the 62 of the south all three are
    hidden, for 90 in all leave 6 to 8 to the first two.
    """
    levels = {"region": {"area": {"upper": ("north", "east", "west"), "lower": ("south",)}}}
    settings = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}").model_copy(
        update={"as_of": AS_OF, "segments": SEGMENTS, "levels": levels}
    )
    people = {"north": 40, "east": 40, "west": 60, "south": 200}
    build = built(crowd({"north": 4, "east": 4, "west": 20, "south": 62}, people), settings)
    alone = seen(build, Role.ANALYST, "region")
    assert [name for (name,), figure in alone.items() if figure.numerator is not None] == ["south"]
    for asked, where in ((("area", "region"), {}), (("region",), {"area": "upper"})):
        told = seen(build, Role.ANALYST, *asked, **where)
        shown = {group[-1] for group, figure in told.items() if figure.numerator is not None}
        assert shown <= {"south"}
    (west,) = seen(build, Role.ANALYST, region="west", area="upper").values()
    assert west.protection is Protection.WITHHELD


def test_regions_of_an_area_are_a_line_of_their_own(tmp_path: Path):
    """All in all, much may be in the other regions; 28 in the upper area leave 6 to 8 beside 20."""
    levels = {"region": {"area": {"upper": ("north", "east", "west")}}}
    settings = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}").model_copy(
        update={"as_of": AS_OF, "segments": SEGMENTS, "levels": levels}
    )
    people = {"north": 40, "east": 40, "west": 60, "south": 29, "isle": 29}
    told = {"north": 4, "east": 4, "west": 20, "south": 20, "isle": 20}
    build = built(crowd(told, people), settings)
    (upper,) = seen(build, Role.ANALYST, area="upper").values()
    assert upper.numerator == 30
    alone = seen(build, Role.ANALYST, "region")
    assert alone["west",].protection is Protection.WITHHELD


def test_no_change_is_split_whose_whole_may_not_be_seen(crowded: Build):
    """A hidden number is not none: the rest would be told as what was brought."""
    june = Period(date(2024, 6, 1), AS_OF)
    asked = (COMPLAINTS, MAY, june, ("topic",))
    assert moved(*asked, Scope(Role.ANALYST, crowded.id), crowded, {"region": "west"}) is None
    assert moved(*asked, officer(crowded), crowded, {"region": "west"})


def test_the_officer_sees_everything(crowded: Build):
    shown = seen(crowded, Role.OFFICER, "region")
    exact = {"north": 8.0, "south": 20.0, "east": 4.0, "west": 28.0}
    assert {group[0]: figure.numerator for group, figure in shown.items()} == exact
    fortnight = Period(date(2024, 5, 6), date(2024, 5, 19))
    assert calculate(COMPLAINTS, [fortnight], ("region",), officer(crowded), crowded)


def test_rows_come_in_the_order_of_their_names(crowded: Build):
    """An order by value would tell what is hidden."""
    assert list(seen(crowded, Role.ANALYST, "region")) == sorted((name,) for name in REGIONS)


def test_a_group_of_nobody_looks_like_one_of_a_few(tmp_path: Path):
    """One person of the north complained, about the price, and nobody about the delivery."""
    settings = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}").model_copy(
        update={"as_of": AS_OF, "segments": SEGMENTS}
    )
    build = built(crowd({"north": 1, "south": 0, "east": 44, "west": 28}), settings)
    exact = seen(build, Role.OFFICER, "region", "topic")
    assert ("north", "delivery") not in exact
    shown = seen(build, Role.ANALYST, "region", "topic")
    nobody, one = (replace(shown["north", topic], group=()) for topic in ("delivery", "price"))
    assert nobody == one


@pytest.mark.parametrize("met", [0, 1])
def test_a_group_of_whom_nothing_is_said_is_there_whether_anybody_is_in_it_or_not(
    tmp_path: Path, met: int
):
    """Of the people whose region is not said nobody complained, or one, on a channel not said."""
    settings = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}").model_copy(
        update={"as_of": AS_OF, "segments": SEGMENTS}
    )
    told = crowd({"north": 30, "unsaid": met}, {"north": 60, "unsaid": 60})
    for row in told["customers"]:
        row["region"] = None if row["region"] == "unsaid" else row["region"]
    for row in told["complaints"]:
        row["channel"] = "email" if row["customer_id"] < "north015" else None
    shown = seen(built(told, settings), Role.ANALYST, "region", "channel")
    assert list(shown) == [(region, told) for region in ("", "north") for told in ("", "email")]
    assert shown["", ""].numerator is shown["", "email"].numerator is None


@pytest.mark.parametrize("measure", CATALOGUE.values(), ids=lambda measure: measure.name)
def test_whatever_is_shown_by_people_is_rounded_or_a_bound(build: Build, measure: Measure):
    """Of the small company of these tests every personal cell is closed."""
    last = max(published_periods(build.as_of), key=lambda period: (period.last, period.days))
    for role in OTHERS:
        try:
            found = calculate(measure, [last], ("region",), Scope(role, build.id), build)
        except TrustError as refusal:
            assert "cannot be split by" in refusal.message
            continue
        for figure in found:
            assert figure.value is figure.numerator is figure.denominator is None


@pytest.mark.parametrize(
    "name", ["contact_pressure", "contact_pressure_95th", "contact_pressure_top_tenth"]
)
def test_how_often_a_few_were_contacted_is_hidden_however_many_customers_there_are(
    tmp_path: Path, name: str
):
    """Of four people, the 95th percentile is what the most contacted one received."""
    contacted = {"north": 4, "south": 29, "west": 30}
    people = [(region, place) for region in contacted for place in range(40)]
    customers = [{"customer_id": f"{region}{n}", "region": region} for region, n in people]
    contacts = [
        {
            "contact_id": f"{region}{place}",
            "customer_id": f"{region}{place}",
            "sent_at": datetime(2024, 5, 20, 10, tzinfo=UTC),
            "channel": "email",
            "message_class": "marketing",
        }
        for region, place in people
        if place < contacted[region]
    ]
    wanted = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}")
    wanted = wanted.model_copy(update={"as_of": AS_OF, "segments": SEGMENTS})
    build = built(Company({"customers": customers, "contacts": contacts}), wanted)
    for role in OTHERS:
        found = calculate(CATALOGUE[name], [MAY], ("region",), Scope(role, build.id), build)
        told = {figure.group[0]: figure.value is not None for figure in found}
        assert told == {"north": False, "south": False, "west": True}


@pytest.mark.parametrize("name", ["time_to_answer", "time_to_answer_90th"])
def test_the_longest_time_of_any_request_is_told_by_region_to_the_officer_alone(
    tmp_path: Path, name: str
):
    """A time that is not reached is beyond the longest that was seen, which is one person's."""
    people = [{"customer_id": f"p{number:02}", "region": "north"} for number in range(40)]
    requests = [
        {
            "request_id": f"r{number:02}",
            "customer_id": f"p{number:02}",
            "received_at": datetime(2024, 5, 1 + number // 2, 10, tzinfo=UTC),
            "right": "access",
            "regime": "gdpr",
            "closed_at": datetime(2024, 6, 1, 10, tzinfo=UTC) if number % 8 == 7 else None,
        }
        for number in range(40)
    ]
    wanted = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}")
    wanted = wanted.model_copy(update={"as_of": AS_OF, "segments": SEGMENTS})
    build = built(Company({"customers": people, "requests": requests}), wanted)
    (exact,) = calculate(CATALOGUE[name], [MAY], ("region",), officer(build), build)
    assert (exact.value, exact.beyond) == (None, 60.0)
    for role in OTHERS:
        scope = Scope(role, build.id)
        (shown,) = calculate(CATALOGUE[name], [MAY], ("region",), scope, build)
        assert (shown.numerator, shown.denominator) == (5.0, 40.0)
        assert (shown.value, shown.beyond, shown.protection) == (None, None, Protection.UNREACHED)
        (whole,) = calculate(CATALOGUE[name], [MAY], (), scope, build)
        assert whole.beyond == 60.0
