"""Mappings: a TOML table that says how a source's columns become a data set's.

    data_set = "complaints"
    date_format = "%m/%d/%Y"
    [columns]
    complaint_id = { row_number = true }
    received_at = "Date received"
    jurisdiction = { constant = "US" }
    outcome = { column = "Disposition", values = { "Full grant" = "fulfilled" } }
    [left_out]
    "ZIP code" = "finer than any question that is asked of it"

A contract column that [columns] does not name is read from the source's column of that name.
"""

import re
import tomllib
from collections.abc import Mapping as Names
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import duckdb
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from bigtrust.contract import CONTRACT
from bigtrust.errors import SettingsError
from bigtrust.settings import faults
from bigtrust.settings.parts import DataSetName, TimeZoneName

_CHECKOUT = Path(__file__).parents[3] / "data" / "mappings"
_TWO_DIGIT_YEAR = re.compile(r"%-?y")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _date_format(text: str) -> str:
    if _TWO_DIGIT_YEAR.search(text):
        raise ValueError("a year of two digits can be read in two ways; export four (%Y)")
    if text and not _tells_days(text):
        raise ValueError(
            f"{text!r} tells no day of a year; write it with strptime's signs, such as %d/%m/%Y"
        )
    return text


@cache
def _tells_days(date_format: str) -> bool:
    """Whether a day that is written so is read as that day again, by the engine that will."""
    day = "TIMESTAMPTZ '2026-01-01'"
    read_again = f"SELECT try_strptime(strftime({day}, $written), $written)::TIMESTAMPTZ = {day}"
    with duckdb.connect() as engine:
        try:
            engine.execute("SET TimeZone = 'UTC'")
            found = engine.execute(read_again, {"written": date_format}).fetchone()
        except duckdb.InvalidInputException:  # it knows no such sign
            return False
    return found == (True,)


class Given(_Part):
    """Where one column comes from: a source column, one constant, or the row's number."""

    column: str = ""
    constant: str = ""
    row_number: bool = False
    values: Names[str, str] = {}
    date_format: str = ""

    _four_digit_year = field_validator("date_format")(_date_format)

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if [bool(self.column), bool(self.constant), self.row_number].count(True) != 1:
            raise ValueError("needs exactly one of column, constant and row_number")
        return self


class Mapping(_Part):
    """How one source is read as one data set."""

    data_set: DataSetName
    about: str = ""
    caution: str = ""  # what whoever reads a figure of it has to know; pages say it
    trend_misleads: bool = False  # how its rows rise and fall is how they were drawn: no verdict
    delimiter: str = Field("", max_length=1)
    encoding: str = ""
    date_format: str = ""
    time_zone: TimeZoneName | None = None
    columns: Names[str, Given] = {}
    left_out: Names[str, str] = {}

    _four_digit_year = field_validator("date_format")(_date_format)

    @field_validator("columns", mode="before")
    @classmethod
    def _plain_names(cls, columns: Any) -> Any:
        if not isinstance(columns, dict):
            return columns
        return {
            name: {"column": given} if isinstance(given, str) else given
            for name, given in columns.items()
        }

    @model_validator(mode="after")
    def _columns_of_the_contract(self) -> Self:
        data_set = CONTRACT[self.data_set]
        known = [column.name for column in data_set.columns]
        unknown = [name for name in self.columns if name not in known]
        if unknown and not data_set.segments:
            raise ValueError(
                f"{self.data_set} has no column {unknown[0]!r}; allowed: {', '.join(known)}"
            )
        return self

    def given(self, name: str) -> Given:
        """Where the contract column of that name comes from."""
        return self.columns.get(name, Given(column=name))

    @property
    def numbers_rows(self) -> bool:
        return any(given.row_number for given in self.columns.values())

    def told(self) -> dict[str, Any]:
        """What the pages say of it besides its caution."""
        return {
            "about": self.about,
            "left_out": dict(self.left_out),
            "trend_misleads": self.trend_misleads,
        }

    def format_of(self, name: str) -> str:
        """The strptime format of that column's dates; empty: ISO 8601."""
        return self.given(name).date_format or self.date_format


def find_mapping(data_set: str, name: str, home: Path) -> Mapping:
    """The mapping that a source names: a TOML file of one's own (relative to `home`), or a
    ready-made one by its name; without a name, every column under its own name.

    Raises SettingsError naming the file, the key and what is allowed.
    """
    if not name:
        return Mapping(data_set=data_set)
    mapping = named_mapping(name, home)
    if mapping.data_set != data_set:
        raise SettingsError(
            f"The mapping {name} makes {mapping.data_set}, but the source is of {data_set}.",
            "Name another mapping, or another data set.",
        )
    return mapping


def named_mapping(name: str, home: Path) -> Mapping:
    """The mapping of that name, whatever data set it makes; SettingsError as find_mapping."""
    own = home / name
    return _read(own, own.read_bytes()) if own.is_file() else _ready_made(name)


def ready_made() -> dict[str, str]:
    """The ready-made mappings' texts by name: packaged ones, else the checkout's."""
    packaged = files("bigtrust") / "mappings"
    folder = packaged if packaged.is_dir() else _CHECKOUT
    return {
        file.name.removesuffix(".toml"): file.read_text(encoding="utf-8")
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


def _ready_made(name: str) -> Mapping:
    texts = ready_made()
    if name not in texts:
        raise SettingsError(
            f"There is no mapping {name!r}.",
            f"Give a TOML file, or one of the ready-made: {', '.join(texts)}.",
        )
    return _read(Path(f"{name}.toml"), texts[name].encode())


def _read(path: Path, text: bytes) -> Mapping:
    try:
        return Mapping.model_validate(tomllib.loads(text.decode()))
    except ValidationError as error:
        wrong = faults.told(error, Mapping)
        raise SettingsError(
            f"The mapping {path} cannot be used: {wrong}.", "Put it right and load again."
        ) from error
    except ValueError as error:  # it may be no UTF-8 either
        raise SettingsError(
            f"The mapping {path} is not valid TOML: {error}.", "Put it right and load again."
        ) from error
