"""A file, checked: every row of it is handed over, in quarantine, or a duplicate."""

from pathlib import Path

import pytest

from bigtrust.access.pseudonyms import Pseudonyms
from bigtrust.contract import CONTRACT
from bigtrust.sources import FileOrigin, check, find_mapping

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.mark.parametrize("name", list(CONTRACT))
def test_every_file_of_the_sample_company_is_taken_in_whole(name: str, tmp_path: Path) -> None:
    with check(
        FileOrigin(SAMPLE / f"{name}.csv"),
        CONTRACT[name],
        find_mapping(name, "", tmp_path),
        segments=(),
        time_zone="Europe/Rome",
        scratch=tmp_path,
        pseudonyms=Pseudonyms(b"k" * 32),
    ) as checked:
        rows = checked.rows().read_all()
        assert checked.quarantined().read_all().to_pylist() == []
        assert rows.num_rows == checked.rows_read > 0
        assert set(rows["source_row"].to_pylist()) == set(range(1, rows.num_rows + 1))
    assert list(tmp_path.iterdir()) == []
