"""A mapping as the TOML file that somebody would have written."""

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping as Names
from pathlib import Path

from bigtrust.sources.mapping import Given, Mapping

FOLDER = "mappings"  # beside bigtrust.toml
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def text_of(mapping: Mapping) -> str:
    """The TOML text; read again, it is the same mapping."""
    return "\n".join(_lines(mapping)) + "\n"


def _lines(mapping: Mapping) -> Iterator[str]:
    yield f"data_set = {_quoted(mapping.data_set)}"
    for name in ("about", "caution", "delimiter", "encoding", "date_format", "time_zone"):
        value = getattr(mapping, name)
        if value:
            yield f"{name} = {_quoted(value)}"
    if mapping.trend_misleads:
        yield "trend_misleads = true"
    if mapping.columns:
        yield "\n[columns]"
        yield from (f"{_key(name)} = {_given(given)}" for name, given in mapping.columns.items())
    if mapping.left_out:
        yield "\n[left_out]"
        yield from (f"{_key(name)} = {_quoted(why)}" for name, why in mapping.left_out.items())


def _given(given: Given) -> str:
    if given.column and not given.values and not given.date_format:
        return _quoted(given.column)
    told = {"column": given.column, "constant": given.constant, "date_format": given.date_format}
    parts = [f"{name} = {_quoted(value)}" for name, value in told.items() if value]
    if given.row_number:
        parts.append("row_number = true")
    if given.values:
        parts.append(f"values = {_inline(given.values)}")
    return f"{{ {', '.join(parts)} }}"


def _inline(values: Names[str, str]) -> str:
    pairs = (f"{_quoted(word)} = {_quoted(meant)}" for word, meant in values.items())
    return f"{{ {', '.join(pairs)} }}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    """A basic string: of JSON's escapes, TOML knows all, and it asks for DEL's too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def plain_file_name(name: str) -> str:
    """A file's name without anything that a path, a pattern or a hidden file is made of."""
    kept = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(name).name).lstrip(".-")
    return kept[-100:] or "upload"


def mapping_path(data_set: str, file_name: str) -> str:
    """Where the mapping of such a file is kept, from the company's folder on."""
    stem = plain_file_name(file_name).partition(".")[0]
    return f"{FOLDER}/{data_set}.toml" if stem == data_set else f"{FOLDER}/{data_set}-{stem}.toml"
