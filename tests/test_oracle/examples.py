"""How the worked examples ask: a company as text, figures over March 2024 with as-of its end."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bigtrust.settings import Settings
from tests.companies import company
from tests.oracle import Expected, Oracle

MARCH = date(2024, 3, 1), date(2024, 3, 31)
HOME = Path(__file__).parent  # no bigtrust.toml is here
AS_OF_MARCH = Settings(home=HOME, as_of=date(2024, 3, 31))


def in_march(name: str, text: str, settings: Settings = AS_OF_MARCH, **filters: Any) -> Expected:
    return Oracle(company(text), settings).figure(name, *MARCH, **filters)


def near(numerator: float, denominator: float, value: Any) -> Expected:
    return Expected(numerator, denominator, pytest.approx(float(value)))
