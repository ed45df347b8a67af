"""Readers, mappings and checks: from a file or a table to typed rows and a quarantine."""

from bigtrust.sources.checked import Checked, check
from bigtrust.sources.mapping import Mapping, find_mapping, named_mapping, ready_made
from bigtrust.sources.origin import FileOrigin, Origin, TableOrigin, origins
from bigtrust.sources.raw import Wanted

__all__ = [
    "Checked",
    "FileOrigin",
    "Mapping",
    "Origin",
    "TableOrigin",
    "Wanted",
    "check",
    "find_mapping",
    "named_mapping",
    "origins",
    "ready_made",
]
