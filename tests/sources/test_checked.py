"""A file, checked: every row of it is handed over, in quarantine, or a duplicate."""

import hashlib
import json
import resource
from pathlib import Path

import pytest

from bigtrust.access.pseudonyms import Pseudonyms
from bigtrust.contract import CONTRACT
from bigtrust.errors import SourceError
from bigtrust.sources import FileOrigin, Mapping, Wanted, check, checks, readers
from tests.sources.loading import NOW, PSEUDONYMS, load
from tests.sources.planted import write_contacts

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.mark.parametrize("name", list(CONTRACT))
def test_every_file_of_the_sample_company_is_taken_in_whole(name: str, tmp_path: Path) -> None:
    loaded = load(SAMPLE / f"{name}.csv", name, tmp_path)
    assert len(loaded.rows) == loaded.rows_read > 0
    assert [row["source_row"] for row in loaded.rows] == list(range(1, loaded.rows_read + 1))
    columns = [column.name for column in CONTRACT[name].columns]
    assert list(loaded.rows[0]) == ["source_row", "row_hash", *columns]
    assert loaded.given == set(columns)


def test_values_are_typed(tmp_path: Path) -> None:
    file = tmp_path / "requests.csv"
    file.write_text(
        "request_id,received_at,right,regime,closed_at,suspected_violation\n"
        "R-1,1970-01-02T00:00:01.9Z,access,gdpr,,true\n"
    )
    (row,) = load(file, "requests", tmp_path).rows
    assert (row["received_at"], row["closed_at"]) == (86_401, None)
    assert row["suspected_violation"] is True
    assert row["handler"] is None
    file.write_text("customer_id,joined_on\n007,1970-01-02\n")
    (person,) = load(file, "customers", tmp_path).rows
    assert (person["joined_on"], person["left_on"]) == (1, None)
    assert person["customer_id"] == PSEUDONYMS.of("007")


def test_the_hash_of_a_row_tells_its_content_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"

    def hashes(text: str) -> list[int]:
        file.write_text(text)
        return [row["row_hash"] for row in load(file, "recipients", tmp_path).rows]

    narrow = hashes("recipient\nA\nB\n")
    wide = hashes("recipient_category,recipient\n,B\n,A\n")
    changed = hashes("recipient,recipient_category\nA,carrier\n")
    assert narrow == wide[::-1]
    assert changed[0] not in narrow
    said = hashlib.md5(b"recipient=A", usedforsecurity=False).digest()
    assert hashes("recipient\nA\n") == [int.from_bytes(said[8:], "little") >> 1]


def test_identical_rows_are_duplicates_of_the_first(tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"
    file.write_text("recipient,recipient_category\nA,x\nB,y\n A ,x\nA,x\n")
    loaded = load(file, "recipients", tmp_path)
    assert [row["source_row"] for row in loaded.rows] == [1, 2]
    assert sorted(one["source_row"] for one in loaded.repeated) == [3, 4]
    assert {one["first_row"] for one in loaded.repeated} == {1}


def test_in_a_large_file_they_are_looked_for_slice_by_slice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "SLICE", 7)
    file = tmp_path / "recipients.csv"
    names = [f"{number}\n" for number in range(30)]
    file.write_text("recipient\n" + "".join(names + names[::3]))
    loaded = load(file, "recipients", tmp_path)
    assert [row["source_row"] for row in loaded.rows] == list(range(1, 31))
    assert sorted(one["first_row"] for one in loaded.repeated) == list(range(1, 31, 3))


def test_rows_with_one_id_and_different_content_all_stay_out(tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"
    file.write_text("recipient,recipient_category\nA,x\nB,y\nA,z\nA,x\n")
    loaded = load(file, "recipients", tmp_path)
    assert [row["source_row"] for row in loaded.rows] == [2]
    named = {one["source_row"]: one["reason"] for one in loaded.quarantined}
    assert named == {
        1: "recipient is that of row 4 too, with different content",
        3: "recipient is that of row 1 too, with different content",
        4: "recipient is that of row 1 too, with different content",
    }
    assert {one["natural_key"] for one in loaded.quarantined} == {"A"}


def test_a_faulty_row_is_no_twin_of_a_sound_one(tmp_path: Path) -> None:
    file = tmp_path / "product_categories.csv"
    file.write_text("product_category,repurchase_days\nA,10\nA,ten\n")
    loaded = load(file, "product_categories", tmp_path)
    assert [row["repurchase_days"] for row in loaded.rows] == [10]
    assert loaded.quarantined[0]["natural_key"] == "A"


def test_keys_of_several_columns_are_told_by_all_of_them(tmp_path: Path) -> None:
    loaded = load(SAMPLE / "request_events.csv", "request_events", tmp_path)
    ids = [row["request_id"] for row in loaded.rows]
    assert len(set(ids)) < len(ids)


def test_a_customers_id_leaves_only_as_its_pseudonym(tmp_path: Path) -> None:
    file = tmp_path / "complaints.csv"
    file.write_text(
        "complaint_id,customer_id,received_at,topic,closed_at\n"
        "P-1,SECRET-1,2025-05-20T10:00:00Z,late,\n"
        "P-2,SECRET-2,2025-05-20T10:00:00Z,late,2025-01-01T10:00:00Z\n"
        "P-3,SECRET-3,2025-05-20T10:00:00Z,late,,too,long\n"
        "P-4,SECRET\u200b4,2025-05-20T10:00:00Z,late,\n"
    )
    loaded = load(file, "complaints", tmp_path)
    early, broken = (one for one in loaded.quarantined if one["column_name"])
    assert loaded.rows[0]["customer_id"] == PSEUDONYMS.of("SECRET-1")
    assert json.loads(early["row_json"])["customer_id"] == PSEUDONYMS.of("SECRET-2")
    assert broken["value"] == "SECRET\u200b4"
    assert "SECRET-" not in repr(loaded)


def test_many_pseudonyms_are_made_as_one_is() -> None:
    for length in (32, 64, 65):
        pseudonyms = Pseudonyms(b"k" * length)
        assert pseudonyms.of_all(["007", "", "é"]) == [
            pseudonyms.of(one) for one in ("007", "", "é")
        ]


def test_one_note_of_several_columns_is_one_warning(tmp_path: Path) -> None:
    file = tmp_path / "complaints.csv"
    file.write_text(
        "complaint_id,received_at,topic,closed_at\n"
        "P-1,2025-05-20T10:00:00+02:00,late,2025-05-21T10:00:00+02:00\n"
        "P-2,2025-05-20T10:00:00+02:00,N/A?,2025-05-21T10:00:00Z\n"
    )
    said = load(file, "complaints", tmp_path).warnings
    assert "received_at, closed_at: 3 moments turned to UTC" in said


def test_a_customers_natural_key_is_the_pseudonym(tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(
        "customer_id,joined_on\nSECRET,2024-31-01\nTWICE,2024-01-01\nTWICE,2024-01-02\n"
    )
    loaded = load(file, "customers", tmp_path)
    keys = [one["natural_key"] for one in loaded.quarantined]
    assert keys == [PSEUDONYMS.of(name) for name in ("SECRET", "TWICE", "TWICE")]
    assert "TWICE" not in repr(loaded) and "SECRET" not in repr(loaded)


def test_free_text_is_masked_in_quarantine_too(tmp_path: Path) -> None:
    file = tmp_path / "requests.csv"
    file.write_text(
        "request_id,received_at,right,regime,rejection_reason\n"
        "R-1,2025-13-01,access,gdpr,ask anna@example.com\n"
    )
    (out,) = load(file, "requests", tmp_path).quarantined
    assert json.loads(out["row_json"])["rejection_reason"] == "ask [email]"


def test_no_email_is_kept_in_quarantine_wherever_it_was(tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text(
        "contact_id,customer_id,sent_at,channel,message_class,campaign_id\n"
        "1,7,never,email,marketing,to ann@example.com\n"
        "2,ann@example.com\u200b,2025-05-20T10:00:00Z,email,marketing,\n"
        "3,8,ann@example.com,email,marketing,\n"
    )
    loaded = load(file, "contacts", tmp_path)
    assert [one["source_row"] for one in loaded.quarantined] == [1, 2, 3]
    assert "ann@" not in str(loaded.quarantined)
    assert [one["value"] for one in loaded.quarantined] == ["never", "[email]\u200b", "[email]"]


def test_every_fault_of_a_row_is_told(tmp_path: Path) -> None:
    file = tmp_path / "requests.csv"
    file.write_text("request_id,received_at,right,regime\nR-1,soon,acces,gdpr\n")
    (out,) = load(file, "requests", tmp_path).quarantined
    assert (out["column_name"], out["value"], out["nearest"]) == ("received_at", "soon", "")
    assert "received_at is not a moment" in out["reason"]
    assert "right is none of the allowed values" in out["reason"]
    assert out["natural_key"] == "R-1"


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "recipients.csv"
    file.write_text("recipient\nA\n")
    read_csv = readers.read_csv

    def written_meanwhile(*told: object) -> object:
        raw = read_csv(*told)  # type: ignore[arg-type]
        file.write_text("recipient\nA\nB\n")
        return raw

    monkeypatch.setattr(readers, "read_csv", written_meanwhile)
    with pytest.raises(SourceError, match="changed while it was read"):
        load(file, "recipients", tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        load(tmp_path / "absent.csv", "contacts", tmp_path)


def test_working_files_are_deleted_when_a_load_fails(tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"
    file.write_text("recipient\nA\n")
    with pytest.raises(KeyError), _checked(file, tmp_path):
        raise KeyError
    assert list((tmp_path / "scratch").iterdir()) == []


def test_planted_bad_rows_are_quarantined_and_no_others(tmp_path: Path) -> None:
    _quarantines_exactly(tmp_path, rows=200_000, bad=1_000)


@pytest.mark.long
def test_planted_bad_rows_among_ten_million_are_quarantined_in_bounded_memory(
    tmp_path: Path,
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _quarantines_exactly(tmp_path, rows=10_000_000, bad=1_000)
    grown_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown_mib < 3_000


def _quarantines_exactly(folder: Path, rows: int, bad: int) -> None:
    planted = write_contacts(folder / "contacts.csv", rows, bad)
    with _checked(folder / "contacts.csv", folder) as checked:
        assert checked.rows_read == rows
        out = checked.quarantined().read_all()["source_row"].to_pylist()
        assert sorted(out) == sorted(planted)
        assert sum(batch.num_rows for batch in checked.rows()) == rows - bad
        assert checked.duplicates == 0


def _checked(file: Path, folder: Path):  # type: ignore[no-untyped-def]
    return check(
        FileOrigin(file),
        Wanted(CONTRACT[file.stem], (), Mapping(data_set=file.stem), "Europe/Rome", NOW),
        scratch=folder / "scratch",
        pseudonyms=Pseudonyms(b"k" * 32),
    )
