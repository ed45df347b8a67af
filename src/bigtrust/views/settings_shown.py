"""The company's settings, each with where it comes from; addresses of databases stay unsaid."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from bigtrust.settings import FILE_NAME, PREFIX, Settings
from bigtrust.views.table import Table

UNSAID: Final = "set, and not shown: it may hold a password"
# What may hold a password, and what is said where it is not set.
_SECRET: Final = {
    "store.facts": "the file facts.duckdb in the store's folder",
    "store.books": "the file books.sqlite in the store's folder",
    "url": "not set",
}
_LONGEST: Final = 200


def settings_table(settings: Settings) -> Table:
    told = settings.model_dump(mode="json", exclude={"home"})
    written = _written(settings.home / FILE_NAME)
    rows = tuple(
        (name, _said(name, value), _source(name, written)) for name, value in _flat(told, "")
    )
    columns = ("Setting", "Value", "From")
    return Table("What is set, and where", columns, rows, frozenset())


def _written(path: Path) -> Mapping[str, Any]:
    """What the company's own file says."""
    if not path.exists():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _flat(told: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """The settings of the tables that have fixed names, one by one; other tables as they are."""
    for name, value in told.items():
        if not prefix and isinstance(value, Mapping) and name in _TABLES:
            yield from _flat(value, f"{name}.")
        else:
            yield f"{prefix}{name}", value


_TABLES: Final = frozenset({"company", "store", "lag", "hours", "index", "loading"})


def _source(name: str, written: Mapping[str, Any]) -> str:
    variable = PREFIX + name.upper().replace(".", "__")
    if any(
        each.upper() == variable or each.upper().startswith(f"{variable}__") for each in os.environ
    ):
        return f"environment ({variable})"
    place: Any = written
    for part in name.split("."):
        if not isinstance(place, Mapping) or part not in place:
            return "default"
        place = place[part]
    return FILE_NAME


def _said(name: str, value: Any) -> str:
    if name in _SECRET:
        return UNSAID if value else _SECRET[name]
    text = _text(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..."


def _text(value: Any) -> str:
    if value is None or value == "":
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        pairs = (
            f"{name}: {_hidden(name, each)}"
            for name, each in value.items()
            if each not in ("", None)
        )
        return ", ".join(pairs) or "none"
    if isinstance(value, list | tuple):
        return "; ".join(_text(each) for each in value) or "none"
    return value.isoformat() if isinstance(value, date) else str(value)


def _hidden(name: str, value: Any) -> str:
    return UNSAID if name in _SECRET else _text(value)
