"""The forecast of overdue requests: worked examples, and how often it held in the demo company."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bigtrust.access.pseudonyms import make_key
from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, build
from bigtrust.cli.origins import sources_at
from bigtrust.demo import make
from bigtrust.errors import NotPermittedError
from bigtrust.loading import load
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.forecast import forecast_overdue
from bigtrust.rules.forecast import HORIZON, Forecast
from bigtrust.rules.period import Period
from bigtrust.settings import Settings
from tests.companies import Company, company
from tests.stores import built, officer, settings_of

DAYS = [date(2025, 9, 30) + timedelta(days=28 * number) for number in range(14)]
OF_REQUESTS = ("customers", "requests", "request_events")


@pytest.fixture
def build_of(tmp_path: Path) -> Callable[[Company], Build]:
    store = f"duckdb:///{tmp_path / 'facts.duckdb'}"
    settings = settings_of(tmp_path, store).model_copy(update={"as_of": date(2024, 3, 31)})
    return lambda told: built(told, settings)


def test_what_nobody_answers_falls_due(build_of: Callable[[Company], Build]) -> None:
    """Received long ago, so that nothing arrived lately; one falls due on 29 April, one on the
    30th (the day itself is in time), one waits for the person, one is overdue already.
    """
    text = """
        requests
          request_id | received_at      | due_at     | closed_at
          1          | 2023-11-01 10:00 | 2024-04-29 |
          2          | 2023-11-01 10:00 | 2024-04-30 |
          3          | 2023-11-01 10:00 |            |
          4          | 2023-11-01 10:00 | 2024-02-01 |
          5          | 2023-11-01 10:00 | 2024-02-01 | 2023-12-01 10:00
        request_events
          request_id | occurred_at      | kind
          3          | 2023-11-02 10:00 | identity_requested
    """
    found = build_of(company(text))
    assert forecast_overdue(officer(found), found) == Forecast(2, 2, 2)


def test_what_is_always_answered_at_once_never_falls_due(
    build_of: Callable[[Company], Build],
) -> None:
    lines = "".join(
        f"{day} | 2024-03-{day:02} 10:00 | 2024-03-{day:02} 18:00\n" for day in range(1, 32)
    )
    found = build_of(company(f"requests\nrequest_id | received_at | closed_at\n{lines}"))
    assert forecast_overdue(officer(found), found) == Forecast(0, 0, 0)


def test_without_requests_there_is_no_forecast(build_of: Callable[[Company], Build]) -> None:
    found = build_of(company("complaints\nreceived_at\n2024-03-01 10:00"))
    assert forecast_overdue(officer(found), found) is None


def test_a_scope_of_another_build_gets_none(build_of: Callable[[Company], Build]) -> None:
    found = build_of(company("requests\nreceived_at | closed_at\n2024-03-01 10:00 |"))
    with pytest.raises(NotPermittedError):
        forecast_overdue(Scope(Role.OFFICER, "another"), found)


@pytest.mark.long
def test_most_forecasts_held_in_the_demo_company(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 10 intervals 8 should hold; here the days overlap, and what is planted surprises."""
    data = tmp_path / "data"
    data.mkdir()
    make(data, 20_000)
    settings = Settings(home=tmp_path)
    make_key(settings.folder)
    load(settings, [given for given in sources_at(str(data)) if given.data_set in OF_REQUESTS])
    now = build(settings)
    ends = [Period(first=day, last=day) for day in (each + timedelta(HORIZON) for each in DAYS)]
    came = calculate(CATALOGUE["overdue_requests"], ends, (), officer(now), now)
    held, lines = [], []
    for day, figure in zip(DAYS, came, strict=True):
        then = build(settings.model_copy(update={"as_of": day}))
        told = forecast_overdue(officer(then), then)
        held.append(told.low <= figure.numerator <= told.high)
        lines.append(f"{day}: {told.low} to {told.high}, and it was {figure.numerator:g}")
    lines.append(f"{sum(held)} of {len(held)} intervals of 80 % held")
    with capsys.disabled():
        sys.stdout.write("\n".join(["", *lines, ""]))
    assert sum(held) >= 0.6 * len(held)
