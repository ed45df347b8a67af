"""What is wrong in a file of ours (settings, a mapping), in words: where, which value, and what is
allowed there.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

Table = type[BaseModel]  # the declaration of one in the file


def told(error: ValidationError, file: Table) -> str:
    """Every fault that was found in a file that is declared so."""
    return "; ".join(_said(problem, file) for problem in error.errors())


def _said(problem: Mapping[str, Any], file: Table) -> str:
    where = ".".join(str(part) for part in problem["loc"]) or "the file"
    if problem["type"] == "extra_forbidden":
        return f"{where} is no setting{_meant_by(problem['loc'], file)}"
    # A whole table is not shown: the address of a source in it may hold a password.
    whole = isinstance(problem["input"], Mapping | list | tuple)
    value = "" if whole else f" = {problem['input']!r}"
    return f"{where}{value}: {problem['msg']}"


def _meant_by(place: Sequence[str | int], file: Table) -> str:
    """The nearest to an unknown name, and all that are allowed where it stands."""
    *tables, unknown = place
    known = sorted(_table_at(tables, file).model_fields)
    near = get_close_matches(str(unknown), known, 1)
    return f"{f' (did you mean {near[0]}?)' if near else ''}; allowed: {', '.join(known)}"


def _table_at(place: Iterable[str | int], table: Table) -> Table:
    """Numbers, and names of one's own, lead no further."""
    for name in place:
        if name in table.model_fields:
            table = _declared_in(table.model_fields[str(name)].annotation) or table
    return table


def _declared_in(annotation: Any) -> Table | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_declared_in, get_args(annotation))), None)
