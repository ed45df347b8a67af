"""The tables of bigtrust.toml, each with what is allowed in it and its defaults."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from babel import localedata
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    model_validator,
)

from bigtrust.contract import CONTRACT
from bigtrust.rules.caps import Cap
from bigtrust.rules.index import FEWEST_PRINCIPLES
from bigtrust.rules.jurisdictions import EU, countries

LEAST_MEMORY, MOST_MEMORY = 200e6, 1e15  # bytes; with less, not even a small file is checked


_NO_ZONES = {"localtime", "Factory", "posixrules"}  # files beside them: the machine's own, and none


@cache
def time_zones() -> frozenset[str]:
    """The names of the IANA zones; to look for them in the file system takes a while."""
    return frozenset(available_timezones()) - _NO_ZONES


def _known_time_zone(name: str) -> str:
    if name not in time_zones():
        raise ValueError(f"{name!r} is no IANA time zone; write one such as 'Europe/Rome'")
    return name


def _known_country(code: str, such: str = "IT, GB-ENG, US-CA") -> str:
    if code.partition("-")[0] not in countries():
        raise ValueError(f"{code!r} is of no ISO 3166 country; write one such as {such}")
    return code


def _of_a_country_or_all_eu(code: str) -> str:
    return code if code == EU else _known_country(code, "IT, GB-ENG, US-CA, or EU for all of it")


def _known_locale(name: str) -> str:
    if not localedata.exists(name) or name == "root":
        near = get_close_matches(name, localedata.locale_identifiers(), 2)
        such = ", ".join(map(repr, dict.fromkeys((*near, "en_GB", "it_IT", "de_DE"))))
        raise ValueError(
            f"{name!r} is no CLDR locale; write a language and a country, such as {such}"
        )
    return name


def _enough_memory(limit: str) -> str:
    number = limit.rstrip(" KMGTiB")
    unit = limit.removeprefix(number).strip()[0]
    if not LEAST_MEMORY <= float(number) * 1000 ** ("KMGT".index(unit) + 1) <= MOST_MEMORY:
        raise ValueError(f"{limit!r} is no memory to work with; write 200MB or more, such as '2GB'")
    return limit


def _known_data_set(name: str) -> str:
    if name not in CONTRACT:
        raise ValueError(f"{name!r} is no data set; allowed: {', '.join(CONTRACT)}")
    return name


def _segment_bearer(name: str) -> str:
    bearers = [data_set.name for data_set in CONTRACT.values() if data_set.segments]
    if name not in bearers:
        raise ValueError(f"{name!r} carries no segment columns; allowed: {', '.join(bearers)}")
    return name


Memory = Annotated[
    str, Field(pattern=r"^[0-9]+(\.[0-9]+)?\s*[KMGT]i?B$"), AfterValidator(_enough_memory)
]
TimeZoneName = Annotated[str, AfterValidator(_known_time_zone)]
LocaleName = Annotated[str, AfterValidator(_known_locale)]
DataSetName = Annotated[str, AfterValidator(_known_data_set)]
SegmentBearer = Annotated[str, AfterValidator(_segment_bearer)]
SegmentName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
_Code = Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")
Jurisdiction = Annotated[str, _Code, AfterValidator(_known_country)]
Law = Annotated[str, _Code, AfterValidator(_of_a_country_or_all_eu)]  # whose rule it is
Channel = Literal["all", "email", "sms", "phone", "post", "push", "in_app"]
Dimension = Literal["personal", "operational"]
Principle = Literal[
    "choice", "discretion", "restraint", "transparency", "accountability", "coherence"
]
Levels = Mapping[SegmentName, Mapping[SegmentName, Mapping[str, tuple[str, ...]]]]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Company(_Part):
    """Whose promises these are, and where and when its office is."""

    name: str = "The company"
    jurisdiction: Jurisdiction = "IT"
    time_zone: TimeZoneName = "Europe/Rome"
    locale: LocaleName = "en_GB"


class Store(_Part):
    """Where facts, builds and what people write are kept."""

    folder: Path = Path("trust")
    facts: str = ""  # empty: the DuckDB file facts.duckdb in `folder`
    books: str = ""  # empty: the SQLite file books.sqlite in `folder`
    memory_limit: Memory = "2GB"
    threads: int = Field(2, ge=1, le=1024)
    keep_builds: int = Field(3, ge=1)

    def engine_memory(self, engines: int = 1) -> str:
        """What each DuckDB at work may count of `memory_limit`: the rest is left to Python, and to
        what DuckDB takes without counting it (at ten million contacts, 0.7 of 2 GB).
        """
        number = self.memory_limit.rstrip(" KMGTiB")
        return f"{float(number) * 3 / 5 / engines:.10g}{self.memory_limit.removeprefix(number)}"


class Source(_Part):
    """A data set, and where it comes from: a file (or a pattern of them), or a table."""

    data_set: DataSetName
    path: str = ""
    url: str = ""
    table: str = ""
    mapping: str = ""  # a TOML file of one's own, or the name of a ready-made one
    time_zone: TimeZoneName | None = None
    encoding: str = ""
    mode: Literal["append", "snapshot"] = "append"

    @model_validator(mode="after")
    def _no_snapshot_of_people(self) -> "Source":
        if self.mode == "snapshot" and self.data_set == "customers":
            raise ValueError(
                "customers cannot be a snapshot: what is known of a person who is absent hangs on"
                " them; tell left_on of those who have left"
            )
        return self

    @model_validator(mode="after")
    def _one_origin(self) -> "Source":
        if bool(self.path) == bool(self.url):
            raise ValueError(
                f"the source of {self.data_set} needs either path or url, and not both"
            )
        return self


class Lag(_Part):
    """How long an opt-out may take to be obeyed (rules.md, withdrawals and contacts)."""

    hours: int = Field(48, ge=0, le=366 * 24)
    us_business_days: int = Field(10, ge=0, le=366)


class CapSetting(_Part):
    """A contact cap: at most `limit` contacts in `days` rolling days."""

    limit: int = Field(ge=1)
    days: int = Field(ge=1)
    channel: Channel = "all"
    jurisdiction: Law | None = None

    def rule(self) -> Cap:
        return Cap(self.limit, self.days, self.channel, self.jurisdiction)


class Change(_Part):
    """A declared, explained change of what an indicator measures, or an incident that is over.

    Without `until`, limits begin anew with `since`; with it, the days between say nothing of the
    usual range (rules.md, signal or noise).
    """

    indicators: Annotated[tuple[str, ...], Field(min_length=1)]
    since: date
    until: date | None = None
    reason: str = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> "Change":
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until {self.until} comes before since {self.since}; turn them round")
        return self


class Goalposts(_Part):
    """Where the trust index gives an indicator 100 (`good`) and 0 (`bad`), in its unit."""

    good: FiniteFloat
    bad: FiniteFloat

    @model_validator(mode="after")
    def _apart(self) -> "Goalposts":
        if self.good == self.bad:
            raise ValueError("good and bad are the same; set them apart")
        return self


class TrustIndex(_Part):
    """Which principles the index is of: all six (none named), or four of them and more."""

    principles: Annotated[tuple[Principle, ...], Field(max_length=6)] = ()

    @model_validator(mode="after")
    def _enough(self) -> "TrustIndex":
        if 0 < len(set(self.principles)) < FEWEST_PRINCIPLES:
            raise ValueError(f"name at least {FEWEST_PRINCIPLES} principles, or none for all six")
        return self


class Hours(_Part):
    """Which messages have permitted hours, besides calls."""

    sms: bool = False


class Loading(_Part):
    """When a load is held until somebody says so."""

    held_above_percent: float = Field(5.0, ge=0, le=100)
    held_above_percent_absent: float = Field(10.0, ge=0, le=100)
