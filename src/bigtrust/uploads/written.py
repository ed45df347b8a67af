"""A mapping as the TOML file that somebody would have written."""

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping as Names
from itertools import chain, count
from pathlib import Path

from bigtrust.engines import writing_in
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


def keep(home: Path, data_set: str, file_name: str, mapping: str) -> str:
    """Write a mapping's text down; where, from the company's folder on. What is there already may
    be somebody's own, and in use: another text goes into a file of another name.
    """
    stem = plain_file_name(file_name).partition(".")[0]
    name = data_set if stem == data_set else f"{data_set}-{stem}"
    numbers = chain([""], (f"-{number}" for number in count(2)))
    paths = (f"{FOLDER}/{name}{number}.toml" for number in numbers)
    path = next(each for each in paths if _is_free(home / each, mapping))
    with writing_in((home / path).parent):
        (home / path).write_text(mapping, encoding="utf-8")
    return path


def _is_free(path: Path, mapping: str) -> bool:
    return not path.exists() or path.read_bytes() == mapping.encode()
