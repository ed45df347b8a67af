"""Every line of the bad-input list (files, headers, values) with its outcome:
A accepted, W accepted with a warning, Q the row is quarantined, R the file is refused."""

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bigtrust.contract import CONTRACT
from bigtrust.errors import SourceError
from bigtrust.sources import FileOrigin, Mapping
from tests.sources.loading import load

GOOD = {
    "contacts": {
        "contact_id": "M-{n}",
        "customer_id": "C-{n}",
        "sent_at": "2025-05-20T10:00:00Z",
        "channel": "email",
        "message_class": "marketing",
    },
    "customers": {"customer_id": "{n}", "joined_on": "2024-03-11", "jurisdiction": "IT"},
    "complaints": {
        "complaint_id": "P-{n}",
        "received_at": "2025-05-20T10:00:00Z",
        "topic": "delivery",
    },
    "requests": {
        "request_id": "R-{n}",
        "received_at": "2025-05-20T10:00:00Z",
        "right": "access",
        "regime": "gdpr",
    },
    "product_categories": {"product_category": "category {n}", "repurchase_days": "365"},
    "recipients": {"recipient": "Carrier {n}", "recipient_category": "carriers"},
    "consent_events": {
        "event_id": "E-{n}",
        "customer_id": "C-1",
        "occurred_at": "2025-05-2{n}T10:00:00Z",
        "purpose": "direct_marketing",
        "channel": "email",
        "state": "given",
    },
}
ROWS = 3  # good ones, around the bad


def row(data_set: str, number: int, **bad: str) -> str:
    """A row with every column of the contract, quoted where it must be."""
    good = {name: text.format(n=number) for name, text in GOOD[data_set].items()}
    cells = [(good | bad).get(column.name, "") for column in CONTRACT[data_set].columns]
    quoted = ('"' + cell.replace('"', '""') + '"' for cell in cells)
    plain = zip(cells, quoted, strict=True)
    return ",".join(quote if set(cell) & set(',"\n') else cell for cell, quote in plain)


def head(data_set: str) -> str:
    return ",".join(column.name for column in CONTRACT[data_set].columns)


def table(*lines: str, data_set: str = "contacts", end: str = "\n") -> bytes:
    """A file of good rows with these lines between the second and the third."""
    whole = [head(data_set), row(data_set, 1), row(data_set, 2), *lines, row(data_set, 3), ""]
    return end.join(whole).encode()


@dataclass(frozen=True)
class Case:
    """A line of the list: the file, what is to become of it, and words of what is said."""

    line: str
    outcome: str
    words: str
    content: bytes
    data_set: str = "contacts"
    rows: int = ROWS  # that are taken in
    out: int = 1  # rows in quarantine, where the outcome is Q
    mapping: dict[str, object] = field(default_factory=dict)
    encoding: str = ""
    name: str = "contacts.csv"
    check: Callable[[dict[str, object]], bool] = lambda row: True  # noqa: ARG005
    nearest: str = ""
    bad_row: int = 3


def value(
    line: str,
    outcome: str,
    words: str = "",
    data_set: str = "contacts",
    mapping: dict[str, object] | None = None,
    check: Callable[[dict[str, object]], bool] = lambda row: True,  # noqa: ARG005
    nearest: str = "",
    **bad: str,
) -> Case:
    """A case of one bad value in row 3 of 4."""
    return Case(
        line,
        outcome,
        words,
        table(row(data_set, 9, **bad), data_set=data_set),
        data_set=data_set,
        rows=ROWS if outcome == "Q" else ROWS + 1,
        mapping=mapping or {},
        check=check,
        nearest=nearest,
    )


def ended(line: str, outcome: str, words: str, data_set: str, last: str) -> Case:
    """A case of a last row."""
    content = table(data_set=data_set) + f"{last}\n".encode()
    taken_in = ROWS if outcome == "Q" else ROWS + 1
    return Case(line, outcome, words, content, data_set=data_set, rows=taken_in, bad_row=4)


def packed(names: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return whole.getvalue()


PLAIN = table()
HEADER = head("contacts")
SHORT = "M-9,C-9,2025-05-20T10:00:00Z,email"
CRLF_SHORT = table(SHORT, end="\r\n")
RECEIVED = {"received_at": "2025-05-20T10:00:00Z"}

FILES = [
    Case("empty", "R", "is empty", b""),
    Case("nothing but line ends", "R", "holds no text", b"\n\n\n"),
    Case("header only", "W", "it holds no row", f"{HEADER}\n".encode(), rows=0),
    Case("header only, no newline", "W", "it holds no row", HEADER.encode(), rows=0),
    Case("no header", "R", "has no header", (row("contacts", 1) + "\n").encode()),
    Case("endless header", "R", "cannot be told into names", b"x" * 200_000),
    Case("BOM", "A", "", b"\xef\xbb\xbf" + PLAIN),
    Case("UTF-16 with BOM", "W", "transcoded from utf-16", PLAIN.decode().encode("utf-16")),
    Case(
        "declared cp1252",
        "W",
        "transcoded from cp1252",
        table(row("contacts", 9, campaign_id="caffè €")).decode().encode("cp1252"),
        rows=ROWS + 1,
        encoding="cp1252",
        check=lambda row: row["campaign_id"] == "caffè €",
    ),
    Case(
        "declared encoding that it is not",
        "R",
        "not in its declared encoding",
        PLAIN + b"M-9,\x81\n",
        encoding="cp1252",
    ),
    Case("encoding that nobody knows", "R", "no encoding", PLAIN, encoding="latin-99"),
    Case("encoding that is of no text", "R", "no encoding", PLAIN, encoding="hex"),
    Case(
        "stray invalid byte",
        "Q",
        "not UTF-8",
        table(row("contacts", 9, campaign_id="caff?")).replace(b"caff?", b"caff\xe8"),
    ),
    Case(
        "NUL",
        "Q",
        "NUL",
        table(row("contacts", 9, campaign_id="may?")).replace(b"may?", b"may\0"),
    ),
    Case("CRLF", "A", "", table(end="\r\n")),
    Case("CR alone", "W", "line ends are mixed", table(end="\r")),
    Case("mixed line ends", "W", "line ends are mixed", PLAIN.replace(b"\n", b"\r\n", 2)),
    Case("no final newline", "A", "", PLAIN.rstrip(b"\n")),
    Case("semicolons", "W", "separated by ';'", PLAIN.replace(b",", b";")),
    Case("tabs", "W", "separated by '\\t'", PLAIN.replace(b",", b"\t")),
    Case("semicolons, told", "A", "", PLAIN.replace(b",", b";"), mapping={"delimiter": ";"}),
    Case(
        "unclosed quote",
        "R",
        "opens a quote on line 4",
        table(row("contacts", 9).replace("M-9", '"M-9')),
    ),
    Case(
        "quote that stands alone",
        "A",
        "",
        table(row("contacts", 9, campaign_id="TV?").replace("TV?", '32" TV')),
        rows=ROWS + 1,
        check=lambda row: row["campaign_id"] == '32" TV',
    ),
    Case(
        "text after a closing quote",
        "Q",
        "after a closing quote",
        table(row("contacts", 9).replace("M-9", '"M"-9')),
    ),
    value("quoted newline", "A", campaign_id='may\n\n"sale"'),
    Case("short row", "Q", "fewer values", table(SHORT)),
    Case("long row", "Q", "more values", table(row("contacts", 9) + ",a,b")),
    Case("blank lines", "W", "2 blank lines", table("", row("contacts", 9), ""), rows=ROWS + 1),
    Case("blank lines first", "W", "2 blank lines", b"\n\n" + PLAIN),
    Case("blank lines first, then a short row", "Q", "fewer values", b"\r\n" + CRLF_SHORT),
    Case("a total at the end", "Q", "fewer values", table("Total,3")),
    Case("a total, padded", "Q", "is a total", table("Total,3" + "," * 8)),
    ended("a total that could be a row", "Q", "is a total", "product_categories", "Total,1095,"),
    ended("a total of nothing", "Q", "is a total", "recipients", "Totale,"),
    ended("a word for totals that is a name", "A", "", "recipients", "Total,energy"),
    Case("10 MB field", "Q", "longer than", table(row("contacts", 9, campaign_id="x" * 10**7))),
    Case("gzip", "A", "", gzip.compress(PLAIN), name="contacts.csv.gz"),
    Case("no gzip, though it is named so", "A", "", PLAIN, name="contacts.csv.gz"),
    Case("damaged gzip", "R", "damaged gzip", gzip.compress(PLAIN)[:-12]),
    Case("gzip bomb", "R", "unpacks to more", gzip.compress(PLAIN + b"\n" * (70 << 20))),
    Case("zip that climbs out", "R", "outside its folder", packed({"../../etc/x.csv": PLAIN})),
    Case("zip", "R", "zip archive", packed({"contacts.csv": PLAIN})),
    Case("csv that is XLSX", "R", "Excel workbook", packed({"[Content_Types].xml": b"<x/>"})),
    Case("csv that is old Excel", "R", "Excel workbook", b"\xd0\xcf\x11\xe0" + bytes(600)),
]

HEADERS = [
    Case("other case", "W", "'Channel' is read as 'channel'", PLAIN.replace(b"chan", b"Chan", 1)),
    Case("spaces", "W", "' sent at ' is read", PLAIN.replace(b"sent_at", b" sent at ", 1)),
    Case(
        "reordered",
        "A",
        "",
        "\n".join(
            ",".join(reversed(line.split(","))) for line in PLAIN.decode().splitlines()
        ).encode(),
        check=lambda row: row["channel"] == "email",
    ),
    Case("duplicate", "R", "'outcome' 2 times", PLAIN.replace(b"purpose", b"outcome", 1)),
    Case(
        "required missing",
        "R",
        "lacks the required column 'channel' of contacts; the nearest present is 'chanel'",
        PLAIN.replace(b"channel", b"chanel", 1),
    ),
    Case(
        "optional missing",
        "W",
        "optional columns are missing: purpose",
        PLAIN.replace(b"purpose", b"shoe_size", 1),
    ),
    Case(
        "unknown extra",
        "W",
        "unknown columns are not stored: shoe_size",
        PLAIN.replace(b"purpose", b"shoe_size", 1),
        check=lambda row: "shoe_size" not in row,
    ),
    Case(
        "Cyrillic look-alike",
        "R",
        "CYRILLIC SMALL LETTER ES",
        PLAIN.replace(b"channel", "\u0441hannel".encode(), 1),
    ),
]

DATES = [
    value("31/02", "Q", "no day of the calendar", sent_at="2024-02-31T10:00:00Z"),
    value(
        "31/02 in a declared format",
        "Q",
        "no day of the calendar written as %Y-%m-%d",
        data_set="customers",
        joined_on="2024-02-31",
        mapping={"date_format": "%Y-%m-%d"},
    ),
    value("29/02/2023", "Q", "no day of the calendar", "customers", joined_on="2023-02-29"),
    value("29/02/2024", "A", data_set="customers", joined_on="2024-02-29"),
    value("two-digit year", "Q", "two digits", "customers", joined_on="24-02-03"),
    value("two-digit year, moment", "Q", "two digits", sent_at="24-02-03 10:00"),
    value("ambiguous, no declared format", "R", "two ways", sent_at="03/04/2024"),
    value("ambiguous date", "R", "two ways", "customers", joined_on="03/04/2024"),
    value("slashes, unambiguous", "Q", "declare date_format", sent_at="31/04/2024"),
    value(
        "offset: to UTC",
        "W",
        "sent_at: 1 moments turned to UTC",
        sent_at="2025-05-20T10:00:00+02:00",
        check=lambda row: row["sent_at"] == 1747728000,
    ),
    value(
        "offset without seconds",
        "W",
        "sent_at: 1 moments turned to UTC",
        sent_at="2025-05-20T10:00+02:00",
        check=lambda row: row["sent_at"] == 1747728000,
    ),
    value(
        "UTC without seconds",
        "A",
        sent_at="2025-05-20T08:00Z",
        check=lambda row: row["sent_at"] == 1747728000,
    ),
    value("offset of no zone", "Q", "is not a moment", sent_at="2025-05-20T10:00:00+99:99"),
    value("offset of 15 hours", "Q", "is not a moment", sent_at="2025-05-20T10:00:00+15:00"),
    value(
        "naive: the declared zone",
        "W",
        "sent_at: 1 without a zone: read in Europe/Rome",
        sent_at="2025-05-20 10:00",
        check=lambda row: row["sent_at"] == 1747728000,
    ),
    value("DST gap", "Q", "Europe/Rome skipped it", sent_at="2025-03-30T02:30:00"),
    value(
        "DST overlap: the first",
        "W",
        "had twice in Europe/Rome: the first",
        sent_at="2025-10-26T02:30:00",
        check=lambda row: row["sent_at"] == 1761438600,
    ),
    value(
        "DST overlap of half an hour",
        "W",
        "had twice in Australia/Lord_Howe: the first",
        mapping={"time_zone": "Australia/Lord_Howe"},
        sent_at="2025-04-06T01:45:00",
        check=lambda row: row["sent_at"] == 1743864300,
    ),
    value("24:00", "Q", "24:00", sent_at="2025-05-20T24:00:00Z"),
    value("leap second", "Q", "is not a moment", sent_at="2025-05-20T23:59:60Z"),
    value("future, over 24 h", "Q", "in the future", sent_at="2027-01-02T00:00:01Z"),
    value("future, under 24 h", "A", sent_at="2027-01-01T23:59:59Z"),
    value("future day", "Q", "in the future", "customers", joined_on="2027-01-03"),
    value("future that is planned", "A", data_set="customers", left_on="2030-01-01"),
    value("before 1900", "Q", "before 1900", sent_at="1899-12-31T10:00:00Z"),
    value("before 1900, day", "Q", "before 1900", "customers", joined_on="1899-12-31"),
    value("infinity", "Q", "is not a moment", sent_at="infinity"),
    value("Excel serial", "Q", "spreadsheet's day number", sent_at="45432"),
    value("Excel serial with time", "Q", "spreadsheet's day number", sent_at="45432.75"),
    value("Excel serial, day", "Q", "spreadsheet's day", "customers", joined_on="45432"),
    value(
        "closed before received",
        "Q",
        "closed_at is before received_at",
        "complaints",
        closed_at="2025-05-20T09:59:59Z",
    ),
    value("closed on the day of receipt", "W", "zone", "complaints", closed_at="2025-05-20"),
    value("left before joined", "Q", "before joined_on", "customers", left_on="2024-03-10"),
    Case(
        "withdrawn before given",
        "W",
        "1 choices were withdrawn before",
        table(
            row("consent_events", 9, state="withdrawn", occurred_at="2025-05-01T10:00:00Z"),
            data_set="consent_events",
        ),
        data_set="consent_events",
        rows=ROWS + 1,
    ),
    Case(
        "withdrawn on one channel what was given on all, and given on it again",
        "A",
        "",
        table(
            *(
                row("consent_events", number, channel=channel, state=state, occurred_at=moment)
                for number, channel, state, moment in (
                    (6, "all", "given", "2025-04-01T10:00:00Z"),
                    (7, "sms", "withdrawn", "2025-05-01T10:00:00Z"),
                    (8, "sms", "given", "2025-06-01T10:00:00Z"),
                    (9, "phone", "objected", "2025-03-01T10:00:00Z"),
                )
            ),
            data_set="consent_events",
        ),
        data_set="consent_events",
        rows=ROWS + 4,
    ),
]

VALUES = [
    value("duplicate id, different: both", "Q", "contact_id is that of row 3", contact_id="M-1"),
    value("empty key", "Q", "contact_id is empty", contact_id=""),
    value("empty customer", "Q", "customer_id is empty", customer_id=" "),
    value("empty enum that is required", "Q", "channel is empty", channel=""),
    value(
        "leading zeros", "A", contact_id="000123", check=lambda row: row["contact_id"] == "000123"
    ),
    value("1.23E+09 as an id", "Q", "scientific notation", contact_id="1.23E+09"),
    value("NaN as an id", "Q", "a number is absent", contact_id="NaN"),
    value("an id like 12e4", "A", contact_id="12e4"),
    value("negative count", "Q", "is below 0", "product_categories", repurchase_days="-1"),
    value(
        "fraction as a count", "Q", "no whole number", "product_categories", repurchase_days="1.9"
    ),
    value("1e3 as a count", "Q", "no whole number", "product_categories", repurchase_days="1e3"),
    value("NaN", "Q", "no whole number", "product_categories", repurchase_days="NaN"),
    value("unknown enum value", "Q", "none of the allowed", channel="e-mail", nearest="email"),
    value("unknown country", "Q", "ISO 3166", "customers", jurisdiction="UK"),
    value("unknown zone", "Q", "IANA", "customers", time_zone="Europe/Roma", nearest="Europe/Rome"),
    value(
        "enum in other case",
        "W",
        "in other case",
        channel="In App",
        check=lambda row: row["channel"] == "in_app",
    ),
    *(
        value(
            f"all purposes as {word}",
            "W",
            "in other case: read as all",
            data_set,
            purpose=word,
            check=lambda row: row["purpose"] == "all",
        )
        for word, data_set in (("ALL", "consent_events"), ("All", "requests"))
    ),
    value(
        "another word for a purpose",
        "A",
        data_set="consent_events",
        purpose="All news",
        check=lambda row: row["purpose"] == "All news",
    ),
    *(
        value(
            f"{word} for true",
            "W",
            "read as true or false",
            "product_categories",
            consumable=word,
            check=lambda row: row["consumable"] is True,
        )
        for word in ("yes", "Y", "1")
    ),
    value("TRUE", "A", data_set="product_categories", consumable="TRUE"),
    value("maybe", "Q", "neither true nor false", "product_categories", consumable="maybe"),
    value(
        "N/A",
        "W",
        "N/A: read as empty",
        campaign_id="N/A",
        check=lambda row: row["campaign_id"] is None,
    ),
    value(
        "the surname Null",
        "A",
        data_set="requests",
        handler="Null",
        check=lambda row: row["handler"] == "Null",
    ),
    value(
        "formula text",
        "A",
        campaign_id="=1+1",
        check=lambda row: row["campaign_id"] == "=1+1",
    ),
    value("zero-width character in an id", "Q", "invisible", contact_id="M-\u200b1"),
    value("zero-width in a customer's id", "Q", "invisible", customer_id="C-\u200b1"),
    value(
        "email in free text",
        "W",
        "masked",
        "requests",
        rejection_reason="see anna.rossi@example.com",
        check=lambda row: row["rejection_reason"] == "see [email]",
    ),
    value(
        "card number in free text",
        "W",
        "masked",
        "requests",
        rejection_reason="paid by 4111 1111 1111 1111, twice",
        check=lambda row: row["rejection_reason"] == "paid by [card number], twice",
    ),
    value(
        "email in a short word",
        "W",
        "masked",
        "complaints",
        topic="call anna@example.com",
        check=lambda row: row["topic"] == "call [email]",
    ),
    value("a campaign numbered like a card", "A", campaign_id="4111111111111111"),
]


@pytest.mark.parametrize(
    "case", [*FILES, *HEADERS, *DATES, *VALUES], ids=lambda case: case.line.replace("/", "-")
)
def test_bad_input_is_dealt_with_as_the_list_says(case: Case, tmp_path: Path) -> None:
    file = tmp_path / case.name
    file.write_bytes(case.content)
    mapping = Mapping.model_validate({"data_set": case.data_set, **case.mapping})
    origin = FileOrigin(file, case.encoding)
    if case.outcome == "R":
        with pytest.raises(SourceError, match=case.words.replace("(", r"\(")):
            load(origin, case.data_set, tmp_path, mapping)
        return
    loaded = load(origin, case.data_set, tmp_path, mapping)
    if "different: both" in case.line:
        assert {one["source_row"] for one in loaded.quarantined} == {1, 3}
        assert "row 3 too" in loaded.quarantined[0]["reason"]
        assert "row 1 too" in loaded.quarantined[1]["reason"]
        return
    assert len(loaded.rows) == case.rows
    said = " | ".join(loaded.warnings)
    if case.outcome == "Q":
        (out,) = loaded.quarantined
        assert case.words in out["reason"]
        assert out["source_row"] == case.bad_row
        assert out["nearest"] == case.nearest or not case.nearest
    else:
        assert loaded.quarantined == []
        assert case.words in said if case.outcome == "W" else said == ""
        bad = next((one for one in loaded.rows if one["source_row"] == 3), {})
        assert not loaded.rows or case.check(bad)
