"""A glance at a cell never says other than the careful rules."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    String,
    Subquery,
    Table,
    case,
    cast,
    create_engine,
    false,
    insert,
    null,
    select,
)

from bigtrust import contract
from bigtrust.contract import Kind
from bigtrust.sources.cells import Cells
from bigtrust.sources.glance import at_a_glance, note_at_a_glance
from bigtrust.sources.parsing import ABSENT, Judged, judge
from bigtrust.sources.rows_as_text import trimmed

LATEST = datetime(2027, 1, 2, tzinfo=UTC)
ZONES = ("Europe/Rome", "Australia/Lord_Howe", "America/Los_Angeles", "UTC")
COLUMNS = [
    *(
        contract.Column(f"a {kind} {planned}", kind, "", allowed=("in_app", "sms"), planned=planned)
        for kind in Kind
        for planned in (False, True)
    ),
    contract.Column("a term with a reserved word", Kind.TERM, "", reserved=("sms",)),
]
TEXTS = Table("texts", MetaData(), Column("text", String))

_odd = st.text(alphabet=" \t\r\n\u00a0\0\u200b\u0660/@#NA0aé.-+:eE1", max_size=6)
_listed = st.sampled_from((*ABSENT, "sms", "SMS", "in app", "IT", "UK", "Europe/Rome", "true", "1"))
_numbers = st.from_regex(r"\A\d{1,4}([.]\d)?[eE]?[+]?\d{0,16}\Z", fullmatch=True)
_mails = st.sampled_from(("see anna@example.com", "4111 1111 1111 1111", "a@b"))
_days = st.from_regex(r"\A[0-2]\d{3}-[01]\d-[0-3]\d\Z", fullmatch=True)
_clocks = st.from_regex(r"\A[T ][0-2]\d:[0-6]\d(:[0-6]\d)?([.]\d)?\Z", fullmatch=True)
_offsets = st.sampled_from(("", "Z", "+00", "+00:00", "-00:00", "+0200", "-07:30", "+99:00", "z"))
_times = st.datetimes(datetime(1985, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}"
)
CELLS = st.one_of(
    _odd,
    _listed,
    _numbers,
    _mails,
    _days,
    st.builds("{}{}{}".format, _days, _clocks, _offsets),
    st.builds("{}{}{}".format, _times, _offsets, st.sampled_from(("", " "))),
)

CHANGES_OF_CLOCKS = [
    f"{day}T{hour:02}:{minute:02}:00"
    for day in ("2025-03-30", "2025-10-26", "2025-04-05", "2025-04-06", "2025-10-05", "2025-11-02")
    for hour in range(24)
    for minute in (0, 15, 30, 59)
]


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    with create_engine("duckdb:///:memory:").connect() as connection:
        connection.exec_driver_sql("SET TimeZone = 'UTC'")
        TEXTS.create(connection)
        yield connection


@pytest.mark.long
@settings(max_examples=20)
@given(texts=st.lists(CELLS, min_size=20, max_size=60), zone=st.sampled_from(ZONES))
@example(texts=CHANGES_OF_CLOCKS, zone="Australia/Lord_Howe")
@example(texts=CHANGES_OF_CLOCKS, zone="America/Los_Angeles")
def test_of_many_texts_too(connection: Connection, texts: Sequence[str], zone: str) -> None:
    read_alike(connection, texts, zone)


@settings(max_examples=1)
@given(texts=st.lists(CELLS, min_size=20, max_size=60), zone=st.sampled_from(ZONES))
@example(texts=CHANGES_OF_CLOCKS, zone="Europe/Rome")
def test_what_a_glance_takes_in_the_careful_rules_read_alike(
    connection: Connection, texts: Sequence[str], zone: str
) -> None:
    read_alike(connection, texts, zone)


def read_alike(connection: Connection, texts: Sequence[str], zone: str) -> None:
    connection.execute(TEXTS.delete())
    connection.execute(insert(TEXTS), [{"text": text} for text in texts])
    for column in COLUMNS:
        seen = _seen(column, zone)
        said = [*_at_a_glance(column, zone, seen), *_by_the_rules(column, zone, seen.c.text)]
        sound = select(seen.c.text, *said).where(seen.c.glance.is_not(None))
        for text, *told in connection.execute(sound):
            assert told[:4] == told[4:], (column.name, text)
            assert "\0" not in text


def _cells(column: contract.Column, zone: str, text: ColumnElement[str]) -> Cells:
    return Cells(column, text, zone, "", LATEST)


def _seen(column: contract.Column, zone: str) -> Subquery:
    cells = _cells(column, zone, TEXTS.c.text)
    return select(
        TEXTS.c.text,
        at_a_glance(cells).label("glance"),
        note_at_a_glance(cells).label("noted"),
    ).subquery()


def _at_a_glance(
    column: contract.Column, zone: str, seen: Subquery
) -> Sequence[ColumnElement[Any]]:
    closer = case((seen.c.glance.is_(None), trimmed(seen.c.text)))
    return _told(judge(_cells(column, zone, closer), seen.c.glance, seen.c.noted, false()))


def _by_the_rules(
    column: contract.Column, zone: str, written: ColumnElement[str]
) -> Sequence[ColumnElement[Any]]:
    text = trimmed(written)
    absent = text.in_(ABSENT)
    closer = case((absent, None), else_=text)
    return _told(judge(_cells(column, zone, closer), null(), null(), absent))


def _told(judged: Judged) -> Sequence[ColumnElement[Any]]:
    told = (judged.value, judged.fault, judged.note, judged.latest)
    return [cast(one, String) for one in told]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.ID, "M-0001"),
        (Kind.PERSON, "00123"),
        (Kind.TEXT, "too late, twice"),
        (Kind.TERM, "Elettrodomestici 2: caffè"),
        (Kind.ENUM, "sms"),
        (Kind.JURISDICTION, "IT"),
        (Kind.TIME_ZONE, "Europe/Rome"),
        (Kind.MOMENT, "2025-05-20T10:00:00Z"),
        (Kind.MOMENT, "2025-05-20 10:00:00+00"),
        (Kind.MOMENT, "2025-05-20T10:00:00+02:00"),
        (Kind.MOMENT, "2025-05-20T10:00:00"),
        (Kind.DATE, "2025-05-20"),
    ],
)
def test_ordinary_cells_are_taken_in_at_a_glance(
    connection: Connection, kind: Kind, text: str
) -> None:
    column = contract.Column("one", kind, "", allowed=("sms",))
    connection.execute(TEXTS.delete())
    connection.execute(insert(TEXTS), [{"text": text}])
    assert connection.scalar(select(_seen(column, "Europe/Rome").c.glance)) is not None
