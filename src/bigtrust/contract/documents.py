"""The contract in words (data/README.md) and as a Frictionless Data Package (version 2).

Both are written from `CONTRACT`, so that neither can say anything else than the checks of a load.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bigtrust.contract.columns import Column, DataSet, Kind

Json = dict[str, Any]

KINDS: Mapping[Kind, str] = {
    Kind.ID: "An opaque key. Read as text: leading zeros count.",
    Kind.PERSON: "A customer's id. It is replaced by a keyed pseudonym before anything is stored.",
    Kind.TEXT: "Free words. What looks like an email address or a card number is masked.",
    Kind.TERM: "A short word of your own: a topic, a campaign, a handler.",
    Kind.ENUM: "One of the words listed, and no other.",
    Kind.JURISDICTION: "An ISO 3166 code: `IT`, `GB-ENG`, `US-CA`. `GB` means `GB-ENG`.",
    Kind.TIME_ZONE: "An IANA name: `Europe/Rome`.",
    Kind.MOMENT: "Date and time with a zone (`2026-03-14T10:02:00+01:00`); "
    "without one, in the zone that the source declares.",
    Kind.DATE: "A calendar day: `2026-03-14`.",
    Kind.INTEGER: "A whole number.",
    Kind.BOOLEAN: "`true` or `false`.",
}

_PREFACE = """\
# The data that Big Trust reads

Each data set below is one file (CSV, CSV compressed with gzip, or Parquet), one table or one view.
Any one of `contacts`, `consent_events`, `complaints` and `requests` is enough for a first page;
every other adds indicators, as it says. Name a file after its data set (`contacts.csv`) and
`bigtrust load FOLDER` finds it; where your files look different, a mapping renames and translates
(`mappings/` has ready-made ones for three public data sets).

Columns are found by their header name, in any order. A column that is not required may be missing
or empty; what is in no list below is not stored, unless `[segments]` of bigtrust.toml names it.
`sample/` is a tiny company with every data set, to read and to try.

This page and `bigtrust contract` are written from the code that checks your rows.
"""


def markdown(data_sets: Iterable[DataSet]) -> str:
    """The contract as a Markdown page: the kinds of column, then a section a data set."""
    sections = [_PREFACE, _kinds(), *map(_section, data_sets)]
    return "\n".join(sections)


def _kinds() -> str:
    rows = [(f"`{kind}`", meaning) for kind, meaning in KINDS.items()]
    return "## Kinds of column\n\n" + _table(("kind", "what it holds"), rows)


def _section(data_set: DataSet) -> str:
    facts = f"- Adds {data_set.adds}.\n- Key: {_names(data_set.key)}.\n"
    if data_set.segments:
        facts += "- May carry the segment columns that bigtrust.toml declares for it.\n"
    rows = [_row(column, data_set) for column in data_set.columns]
    table = _table(("column", "kind", "required", "meaning"), rows)
    return f"## {data_set.name}\n\n{data_set.meaning}\n\n{facts}\n{table}"


def _row(column: Column, data_set: DataSet) -> tuple[str, ...]:
    meaning = "; ".join((column.meaning, *_limits(column, data_set)))
    return f"`{column.name}`", str(column.kind), "yes" if column.required else "", meaning


def _limits(column: Column, data_set: DataSet) -> Iterator[str]:
    if column.allowed:
        yield f"one of {_names(column.allowed)}"
    if column.minimum is not None:
        yield f"at least {column.minimum}"
    if column.maximum is not None:
        yield f"at most {column.maximum}"
    if column.not_before:
        yield f"not before `{column.not_before}`"
    if column.planned:
        yield "may lie in the future"
    if column.name in data_set.refers:
        yield f"refers to `{data_set.refers[column.name]}`"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (header, ("---",) * len(header), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


_PROFILES = "https://datapackage.org/profiles/2.0"
_FIELD_TYPES: Mapping[Kind, str] = {
    Kind.MOMENT: "datetime",
    Kind.DATE: "date",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
}


def datapackage(data_sets: Iterable[DataSet]) -> Json:
    """The contract as a Data Package descriptor: one CSV resource a data set, named after it."""
    by_name = {data_set.name: data_set for data_set in data_sets}
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "bigtrust",
        "title": "The data that Big Trust reads",
        "resources": [_resource(data_set, by_name) for data_set in by_name.values()],
    }


def _resource(data_set: DataSet, by_name: Mapping[str, DataSet]) -> Json:
    return {
        "name": data_set.name,
        "type": "table",
        "path": f"{data_set.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": data_set.meaning,
        "schema": _schema(data_set, by_name),
    }


def _schema(data_set: DataSet, by_name: Mapping[str, DataSet]) -> Json:
    schema: Json = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column) for column in data_set.columns],
        "fieldsMatch": "partial",  # optional columns may be missing, segment columns may be added
        **_key(data_set),
    }
    if data_set.refers:
        schema["foreignKeys"] = [
            _foreign_key(column, by_name[target]) for column, target in data_set.refers.items()
        ]
    return schema


def _key(data_set: DataSet) -> Json:
    """A primary key has no empty field; a key with columns that may be empty is a unique key."""
    if set(data_set.key) <= set(data_set.required):
        return {"primaryKey": list(data_set.key)}
    return {"uniqueKeys": [list(data_set.key)]}


def _foreign_key(column: str, target: DataSet) -> Json:
    return {
        "fields": [column],
        "reference": {"resource": target.name, "fields": [target.key[0]]},
    }


def _field(column: Column) -> Json:
    constraints = {
        "required": column.required or None,
        "enum": list(column.allowed) or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    told = {name: value for name, value in constraints.items() if value is not None}
    return {
        "name": column.name,
        "type": _FIELD_TYPES.get(column.kind, "string"),
        "description": column.meaning,
        **({"constraints": told} if told else {}),
    }
