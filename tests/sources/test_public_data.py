"""The public data sets, from the folder beside the checkout, through their ready-made mappings."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from bigtrust.sources import find_mapping
from tests.sources.loading import Loaded, load

CFPB = "cfpb_sample_2013_2017/cfpb_sample_2013_2017.csv"
DOJ = "doj_foia_2017/doj_foia_2017.csv"
UCI = "bank_marketing_uci/bank_full.csv.gz"


@pytest.fixture
def complaints(shared_data: Path, tmp_path: Path) -> Loaded:
    mapping = find_mapping("complaints", "cfpb_complaints", tmp_path)
    segments = ("state", "company", "timely_response")
    return load(shared_data / CFPB, "complaints", tmp_path, mapping, segments, "UTC")


def test_every_complaint_is_loaded_because_its_row_is_its_id(complaints: Loaded) -> None:
    assert complaints.rows_read == len(complaints.rows) == 3_186
    assert len({row["complaint_id"] for row in complaints.rows}) == 3_186
    assert complaints.given.isdisjoint({"closed_at", "customer_id", "acknowledged_at"})
    assert complaints.warnings == ("received_at: 3,186 without a zone: read in UTC",)


def test_complaints_by_month_product_and_state_equal_pandas(
    complaints: Loaded, shared_data: Path
) -> None:
    ours = pd.DataFrame(complaints.rows)
    month = pd.to_datetime(ours["received_at"], unit="s").dt.strftime("%Y-%m")
    theirs = pd.read_csv(shared_data / CFPB, dtype=str, keep_default_na=False)
    received = pd.to_datetime(theirs["Date received"], format="%m/%d/%Y").dt.strftime("%Y-%m")
    assert month.value_counts().to_dict() == received.value_counts().to_dict()
    for name, column in (("product", "Product"), ("state", "State"), ("topic", "Issue")):
        counted = ours[name].fillna("").value_counts().to_dict()
        assert counted == theirs[column].value_counts().to_dict()


def test_every_request_of_the_log_is_loaded_with_its_outcome(
    shared_data: Path, tmp_path: Path
) -> None:
    mapping = find_mapping("requests", "doj_foia", tmp_path)
    log = load(shared_data / DOJ, "requests", tmp_path, mapping, ("office",), "America/New_York")
    assert log.rows_read == len(log.rows) == 244
    ours = pd.DataFrame(log.rows)
    assert ours["outcome"].value_counts().to_dict() == {
        "rejected": 122,
        "partly_fulfilled": 65,
        "fulfilled": 50,
        "withdrawn": 7,
    }
    assert set(ours["regime"]) == {"us_foia"}
    assert ours["office"].nunique() == 7
    first = datetime.fromtimestamp(log.rows[0]["received_at"], UTC)
    assert first == datetime(2017, 7, 3, 4, tzinfo=UTC)  # midnight in Washington


def test_every_bank_customer_is_loaded_with_nothing_invented(
    shared_data: Path, tmp_path: Path
) -> None:
    mapping = find_mapping("customers", "uci_bank_marketing", tmp_path)
    bank = load(shared_data / UCI, "customers", tmp_path, mapping, ("job", "education"))
    assert bank.rows_read == len(bank.rows) == 45_211
    assert {row["joined_on"] for row in bank.rows} == {None}
    assert "joined_on" not in bank.given
    assert pd.DataFrame(bank.rows)["job"].value_counts()["blue-collar"] == 9_732
