"""Reading a source into the scratch file as rows of text, whatever it is."""

from bigtrust.errors import SourceError
from bigtrust.sources.csv_files import read_csv
from bigtrust.sources.databases import read_table
from bigtrust.sources.origin import FileOrigin, Origin
from bigtrust.sources.parquet_files import MAGIC, read_parquet
from bigtrust.sources.raw import Raw, Wanted
from bigtrust.sources.scratch import Scratch


def read(scratch: Scratch, origin: Origin, wanted: Wanted) -> Raw:
    """Read the rows as text into the table `raw`; what a file is, its first bytes say.

    Raises SourceError where the file or table as a whole cannot be taken in.
    """
    raw = (
        _read_file(scratch, origin, wanted)
        if isinstance(origin, FileOrigin)
        else (read_table(scratch, origin, wanted))
    )
    scratch.connection.commit()  # until then DuckDB numbers the rows otherwise
    return raw


def _read_file(scratch: Scratch, origin: FileOrigin, wanted: Wanted) -> Raw:
    before = origin.state()
    with origin.path.open("rb") as file:
        parquet = file.read(len(MAGIC)) == MAGIC
    raw = (read_parquet if parquet else read_csv)(scratch, origin, wanted)
    if origin.state() != before:
        raise SourceError(
            f"{origin.name} changed while it was read.", "Load it when it has been written whole."
        )
    return raw
