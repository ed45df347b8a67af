"""Making a company: the same seed gives the same rows, another one another company."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from bigtrust.demo import DATA_SETS, make
from tests.demo.conftest import CUSTOMERS, Company, opened

FEW = 600


def digest(company: Company, name: str) -> str:
    """Of the sorted rows of a data set."""
    rows = company.database.view(name).order("ALL").fetchall()
    return hashlib.sha256(str(rows).encode()).hexdigest()


def made(folder: Path, seed: int = 1, **options: bool) -> Company:
    return opened(folder, make(folder, FEW, seed=seed, **options))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return made(tmp_path_factory.mktemp("few"))


def test_the_same_seed_gives_the_same_rows(few: Company, tmp_path: Path) -> None:
    again = made(tmp_path)
    assert {name: digest(few, name) for name in DATA_SETS} == {
        name: digest(again, name) for name in DATA_SETS
    }


def test_another_seed_gives_other_rows(few: Company, tmp_path: Path) -> None:
    other = made(tmp_path, seed=2)
    for name in ("customers", "contacts", "consent_events", "requests", "complaints", "purchases"):
        assert digest(few, name) != digest(other, name)


def test_rows_grow_with_the_customers(few: Company, company: Company) -> None:
    for name in ("contacts", "consent_events", "requests", "purchases"):
        growth = company.database.view(name).shape[0] / few.database.view(name).shape[0]
        assert 0.7 < growth / (CUSTOMERS / FEW) < 1.4


def test_as_of_moves_the_whole_company(tmp_path: Path) -> None:
    truth = make(tmp_path, FEW, as_of=date(2025, 2, 28), years=1)
    company = opened(tmp_path, truth)
    assert (truth.first_day, truth.as_of) == (date(2024, 3, 1), date(2025, 2, 28))
    latest = company.ask("SELECT max(sent_at)::DATE FROM contacts")[0][0]
    assert date(2025, 2, 25) <= latest <= date(2025, 3, 1)


def test_progress_is_told_from_nothing_to_all(tmp_path: Path) -> None:
    heard: list[tuple[str, float]] = []
    make(tmp_path, FEW, progress=lambda what, share: heard.append((what, share)))
    shares = [share for _, share in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert "contacts" in {what for what, _ in heard}


def test_a_company_made_anew_replaces_the_one_before(tmp_path: Path) -> None:
    made(tmp_path)
    assert digest(made(tmp_path, quiet=True), "customers") == digest(made(tmp_path), "customers")
    assert not list(tmp_path.glob(".making-*"))
