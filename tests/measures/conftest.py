"""A small company, built once, for questions that do not depend on the engine."""

from datetime import date
from pathlib import Path

import pytest

from bigtrust.builds import Build
from bigtrust.rules.period import Period
from bigtrust.settings import Settings
from tests.companies import company
from tests.stores import built, settings_of

AS_OF = date(2024, 6, 19)  # a Wednesday
SPRING = Period(date(2024, 3, 1), date(2024, 5, 31))
SEGMENTS = {"customers": {"region": "personal"}, "complaints": {"office": "operational"}}
LAMPS = """
    customers
      customer_id | jurisdiction | region
      ann         | IT           | north
      ben         | IT           | south
      cai         | IT           | south
      dee         | BR           |
    contacts
      customer_id | sent_at          | channel | sender_unit | purpose
      ann         | 2024-01-10 09:00 | email   | shop        |
      ann         | 2024-03-05 10:00 | email   | shop        |
      ann         | 2024-05-02 10:00 | email   | shop        | direct_marketing
      ann         | 2024-05-03 10:00 | sms     | club        | surveys
      ben         | 2024-03-06 10:00 | email   | club        |
      ben         | 2024-04-07 10:00 | email   | shop        |
      ben         | 2024-05-27 10:00 | sms     | shop        |
      cai         | 2024-05-28 10:00 | email   | club        |
      cai         | 2024-05-29 10:00 | email   | club        |
      cai         | 2024-05-30 10:00 | email   | club        |
      cai         | 2024-05-31 10:00 | email   | club        |
      dee         | 2024-05-29 10:00 | email   | club        |
      ann         | 2024-06-20 10:00 | email   | shop        |
    consent_events
      customer_id | occurred_at      | state     | channel | purpose
      ann         | 2024-01-02 09:00 | given     | email   | direct_marketing
      ann         | 2024-04-01 09:00 | withdrawn | email   | direct_marketing
      ann         | 2024-04-02 09:00 | given     | sms     | surveys
      ben         | 2024-01-02 09:00 | given     | all     | all
      ben         | 2024-05-01 09:00 | objected  | sms     | direct_marketing
      cai         | 2024-02-02 09:00 | given     | email   | direct_marketing
      cai         | 2024-03-03 09:00 | withdrawn | email   | direct_marketing
      cai         | 2024-03-04 09:00 | given     | email   | direct_marketing
      cai         | 2024-05-05 09:00 | withdrawn | email   | direct_marketing
    requests
      customer_id | received_at      | right   | regime | closed_at        | handler
      ann         | 2024-02-10 09:00 | access  | gdpr   | 2024-03-01 09:00 | mia
      ben         | 2024-03-20 09:00 | erasure | gdpr   |                  | mia
      cai         | 2024-04-15 09:00 | access  | gdpr   | 2024-05-30 09:00 | leo
    complaints
      customer_id | received_at      | topic    | product | channel | closed_at        | office
      ann         | 2024-03-04 09:00 | delivery | lamp    | phone   | 2024-03-05 09:00 | Bari
      ann         | 2024-03-14 09:00 | delivery |         | phone   | 2024-04-05 09:00 | Bari
      ben         | 2024-04-24 09:00 | price    | lamp    | email   |                  | Turin
                  | 2024-05-04 09:00 | O'Brien  | desk    | email   | 2024-05-06 09:00 | Turin
      cai         | 2024-05-24 09:00 | price    | desk    | post    | 2024-06-06 09:00 |
"""


def lamps(home: Path) -> Settings:
    store = f"duckdb:///{home / 'facts.duckdb'}"
    return settings_of(home, store).model_copy(update={"as_of": AS_OF, "segments": SEGMENTS})


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return built(company(LAMPS), lamps(tmp_path_factory.mktemp("lamps")))


def built_of(tables: str, home: Path, *, filled: bool = True, **changed: object) -> Build:
    """The build of another company, with settings changed."""
    wanted = lamps(home).model_copy(update=changed)
    return built(company(tables, filled=filled), wanted)
