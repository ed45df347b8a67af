"""PostgreSQL's days that Python has none of (infinity, before year 1), as the text that they are.

Else one of them would stop all rows of its table; as text, the checks refuse its row alone.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from psycopg import Connection, DataError
from psycopg.abc import Buffer
from psycopg.types.datetime import DateLoader, TimestampLoader, TimestamptzLoader


class _Date(DateLoader):
    def load(self, data: Buffer) -> Any:
        return _or_text(super().load, data)


class _Moment(TimestampLoader):
    def load(self, data: Buffer) -> Any:
        return _or_text(super().load, data)


class _MomentWithZone(TimestamptzLoader):
    def load(self, data: Buffer) -> Any:
        return _or_text(super().load, data)


def _or_text(load: Callable[[Buffer], date], data: Buffer) -> date | str:
    try:
        return load(data)
    except DataError:
        return bytes(data).decode()


def read_any_day(connection: Connection[Any], _record: object) -> None:
    """Have a new psycopg connection read them so."""
    connection.adapters.register_loader("date", _Date)
    connection.adapters.register_loader("timestamp", _Moment)
    connection.adapters.register_loader("timestamptz", _MomentWithZone)
