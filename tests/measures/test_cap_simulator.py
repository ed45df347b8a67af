"""What a cap would have held back (decisions.md, 67)."""

from datetime import date
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.errors import NotPermittedError, TrustError
from bigtrust.measures.cap_simulator import Simulation, simulate
from bigtrust.rules.period import Period
from tests.companies import company
from tests.stores import built, officer, settings_of

MARCH = Period(date(2024, 3, 1), date(2024, 3, 31))
TEXT = """
    contacts
      customer_id | sent_at          | channel | outcome
      ann         | 2024-02-20 10:00 | email   |
      ann         | 2024-03-05 10:00 | email   |
      ann         | 2024-03-10 10:00 | sms     |
      ann         | 2024-03-15 10:00 | email   | bounced
      ann         | 2024-03-20 10:00 | email   |
      ann         | 2024-03-31 10:00 | email   |
      ben         | 2024-03-05 10:00 | email   |
      ben         | 2024-03-06 10:00 | email   |
    consent_events
      customer_id | occurred_at      | state     | channel
      ann         | 2024-01-01 10:00 | given     | email
      ann         | 2024-03-21 10:00 | withdrawn | email
      ben         | 2024-01-01 10:00 | given     | email
      ben         | 2024-03-05 23:00 | withdrawn | email
"""
# In March, Ann's contacts are the 2nd, 3rd, 4th and (20 February is long ago by then) the 4th of
# their 30 days; of email the 2nd, 3rd and 3rd. Ben's are the 1st and 2nd. Ann opted out after 3
# contacts in 30 days, 2 of them by email, and Ben after one.


def of(build: Build, cap: int, channel: str = "all") -> tuple[float | None, ...]:
    found = simulate(cap, channel, MARCH, officer(build), build)
    return (
        *(found.contacts, found.of_contacts, found.people, found.of_people),
        *(found.opt_outs, found.of_opt_outs),
    )


def built_at(home: Path, store_url: str) -> Build:
    settings = settings_of(home, store_url)
    return built(company(TEXT), settings.model_copy(update={"as_of": MARCH.last}))


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    home = tmp_path_factory.mktemp("caps")
    return built_at(home, f"duckdb:///{home / 'facts.duckdb'}")


def test_a_cap_holds_back_what_lies_beyond_it(store_url: str, tmp_path: Path):
    build = built_at(tmp_path, store_url)
    assert of(build, 1) == (5, 6, 2, 2, 1, 2)
    assert of(build, 2) == (3, 6, 1, 2, 1, 2)
    assert of(build, 3) == (2, 6, 1, 2, 0, 2)
    assert of(build, 4) == (0, 6, 0, 2, 0, 2)
    assert of(build, 2, "email") == (2, 5, 1, 2, 0, 2)
    assert of(build, 1, "sms") == (0, 1, 0, 1, 0, 0)


def test_others_than_the_officer_see_no_small_numbers(build: Build):
    found = simulate(1, "all", MARCH, Scope(Role.ANALYST, build.id), build)
    assert found == Simulation(1, "all", MARCH, *[None] * 6)


def test_a_cell_of_5_people_is_exact_to_everybody(tmp_path: Path):
    rows = "".join(
        f"      {name} | 2024-03-0{day} 10:00 | email\n" for name in "abcdef" for day in (5, 6)
    )
    text = f"    contacts\n      customer_id | sent_at | channel\n{rows}"
    settings = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}")
    build = built(company(text), settings.model_copy(update={"as_of": MARCH.last}))
    found = simulate(1, "all", MARCH, Scope(Role.ANALYST, build.id), build)
    assert (found.contacts, found.of_contacts, found.people, found.of_people) == (6, 12, 6, 6)


def test_what_cannot_be_tried_is_refused(build: Build):
    for cap, channel in ((0, "all"), (3, "pigeon")):
        with pytest.raises(TrustError):
            simulate(cap, channel, MARCH, officer(build), build)
    days = Period(date(2024, 3, 2), date(2024, 3, 9))
    with pytest.raises(NotPermittedError, match="2024-03-02"):
        simulate(3, "all", days, officer(build), build)
