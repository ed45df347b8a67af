"""What a data set and a column are, and the columns that several data sets share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

IN_THE_FUTURE = "is in the future"  # what time alone puts right


class Kind(StrEnum):
    """What a column holds, and so how its text is parsed."""

    ID = "id"  # an opaque key; leading zeros count
    PERSON = "person"  # a customer's id: pseudonymised at the door
    TEXT = "text"  # free words, masked where they look like an address or a card number
    TERM = "term"  # a short word of the company's own: a topic, a campaign, a handler
    ENUM = "enum"  # one of `allowed`
    JURISDICTION = "jurisdiction"  # ISO 3166: IT, GB-ENG, US-CA
    TIME_ZONE = "time_zone"  # IANA: Europe/Rome
    MOMENT = "moment"  # date and time with a zone, or in the source's declared one
    DATE = "date"
    INTEGER = "integer"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, whether every row needs it, and what it means."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    not_before: str | None = None  # another moment or date of the same row
    planned: bool = False  # may lie in the future
    reserved: tuple[str, ...] = ()  # of a term: words with a meaning here, in whatever case


@dataclass(frozen=True, slots=True)
class DataSet:
    """One table, file or view that a company can give."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    adds: str  # what a company learns by giving it
    segments: bool = False  # may carry segment columns of its own
    refers: Mapping[str, str] = field(default_factory=dict)  # column -> data set it points to

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if the data set has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


def identity(name: str, meaning: str) -> Column:
    return Column(name, Kind.ID, meaning, required=True)


def customer(*, required: bool) -> Column:
    return Column("customer_id", Kind.PERSON, "the person concerned", required=required)


def moment(
    name: str,
    meaning: str,
    *,
    required: bool = False,
    not_before: str | None = None,
    planned: bool = False,
) -> Column:
    return Column(
        name, Kind.MOMENT, meaning, required=required, not_before=not_before, planned=planned
    )


def enum(name: str, allowed: tuple[str, ...], meaning: str, *, required: bool = False) -> Column:
    return Column(name, Kind.ENUM, meaning, required=required, allowed=allowed)


def term(
    name: str, meaning: str, *, required: bool = False, reserved: tuple[str, ...] = ()
) -> Column:
    return Column(name, Kind.TERM, meaning, required=required, reserved=reserved)


JURISDICTION = Column(
    "jurisdiction", Kind.JURISDICTION, "whose law applies, ISO 3166 (GB means GB-ENG)"
)
SUSPECTED_VIOLATION = Column(
    "suspected_violation", Kind.BOOLEAN, "it alleges a breach of the privacy policy"
)
