"""Checking a file as tests do: its rows, its quarantine and what was warned of, as plain data."""

from collections.abc import Mapping as Names
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bigtrust.access.pseudonyms import Pseudonyms
from bigtrust.contract import CONTRACT
from bigtrust.sources import FileOrigin, Mapping, Origin, Wanted, check
from bigtrust.sources.raw import TOLERANCE

PSEUDONYMS = Pseudonyms(b"k" * 32)
NOW = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Loaded:
    """What came of a load."""

    rows: list[dict[str, Any]]
    quarantined: list[dict[str, Any]]
    repeated: list[dict[str, Any]]
    duplicates: int
    rows_read: int
    warnings: tuple[str, ...]
    given: frozenset[str]
    fingerprint: str
    types: Names[str, str]


def load(
    origin: Origin | Path,
    data_set: str,
    scratch: Path,
    mapping: Mapping | None = None,
    segments: Sequence[str] = (),
    time_zone: str = "Europe/Rome",
) -> Loaded:
    """Check a file or table whole, and see that every row of it is accounted for."""
    with check(
        FileOrigin(origin) if isinstance(origin, Path) else origin,
        Wanted(
            CONTRACT[data_set],
            tuple(segments),
            mapping or Mapping(data_set=data_set),
            time_zone,
            NOW + TOLERANCE,
        ),
        scratch=scratch / "scratch",
        pseudonyms=PSEUDONYMS,
    ) as checked:
        loaded = Loaded(
            rows=sorted(checked.rows().read_all().to_pylist(), key=lambda row: row["source_row"]),
            quarantined=checked.quarantined().read_all().to_pylist(),
            repeated=checked.repeated().read_all().to_pylist(),
            duplicates=checked.duplicates,
            rows_read=checked.rows_read,
            warnings=checked.warnings,
            given=checked.given,
            fingerprint=checked.fingerprint,
            types=checked.types,
        )
    assert len(loaded.rows) + len(loaded.quarantined) + loaded.duplicates == loaded.rows_read
    assert len(loaded.repeated) == loaded.duplicates
    assert list((scratch / "scratch").iterdir()) == []
    return loaded
