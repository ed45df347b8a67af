"""One frozen `Settings`, read strictly and once from bigtrust.toml and the environment.

The environment wins, so that secrets need not stand in a file: BIGTRUST_STORE__FACTS=postgresql://...
sets `facts` of the table `[store]`. An unknown name anywhere is an error that names it.
"""

import os
from collections import Counter
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import (
    Field,
    FiniteFloat,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as UnreadableVariable

from bigtrust.contract import ALL, CHANNELS, CONTRACT
from bigtrust.errors import SettingsError
from bigtrust.rules.caps import DEFAULT_CAPS
from bigtrust.rules.permission import Basis
from bigtrust.settings import faults
from bigtrust.settings.names import OF_FIGURES, OURS
from bigtrust.settings.parts import (
    CapSetting,
    Change,
    Channel,
    Company,
    Dimension,
    Goalposts,
    Hours,
    Lag,
    Law,
    Levels,
    Loading,
    SegmentBearer,
    SegmentName,
    Source,
    Store,
    TrustIndex,
)

FILE_NAME = "bigtrust.toml"
PREFIX = "BIGTRUST_"  # of environment variables
_Segments = Mapping[SegmentBearer, Mapping[SegmentName, Dimension]]


def _refuse_unclear_groups(level: str, groups: Mapping[str, tuple[str, ...]]) -> None:
    often = Counter(value for values in groups.values() for value in set(values))
    for value, groups_of_it in often.items():
        if groups_of_it > 1:
            raise ValueError(
                f"the level {level!r} has {value!r} in {groups_of_it} groups; keep it in one"
            )
    if not often:
        raise ValueError(f"the level {level!r} has no group of values; write one, or leave it out")


class Settings(BaseSettings):
    """Everything that a company can set. `home` is the folder that relative paths start from."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        arbitrary_types_allowed=True,
    )

    home: Path = Path()
    as_of: Annotated[date, Field(ge=date(1900, 1, 1), lt=date(2200, 1, 1))] | None = None
    company: Company = Company()
    store: Store = Store()
    sources: tuple[Source, ...] = ()
    segments: _Segments = {}
    caps: Annotated[tuple[CapSetting, ...], Field(min_length=1)] = tuple(
        CapSetting(
            limit=cap.limit, days=cap.days, channel=cap.channel, jurisdiction=cap.jurisdiction
        )
        for cap in DEFAULT_CAPS
    )
    permission: Mapping[Law, Mapping[Channel, Basis]] = {}
    lag: Lag = Lag()
    levels: Levels = {}  # segment column of customers -> level -> group -> values
    hours: Hours = Hours()
    targets: Mapping[str, FiniteFloat] = {}
    goalposts: Mapping[str, Goalposts] = {}
    index: TrustIndex = TrustIndex()
    changes: tuple[Change, ...] = ()
    loading: Loading = Loading()

    @field_validator("segments")
    @classmethod
    def _under_names_of_their_own(cls, segments: _Segments) -> _Segments:
        for data_set, names in segments.items():
            own = {column.name for column in CONTRACT[data_set].columns}
            days = {f"{name.removesuffix('_at')}_day" for name in own}
            for name in names:
                if name in own | days | OURS:
                    raise ValueError(
                        f"{data_set} has a column {name!r} already; name the segment otherwise,"
                        " and say in a mapping which column of the source it is"
                    )
                if name in OF_FIGURES:
                    raise ValueError(
                        f"{data_set} cannot have a segment {name!r}, as figures have something"
                        f" else of that name; allowed is any other, such as {data_set}_{name}: say"
                        " in a mapping which column of the source it is"
                    )
        return segments

    @field_validator("sources")
    @classmethod
    def _a_snapshot_is_alone(cls, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        of = Counter(source.data_set for source in sources)
        for source in sources:
            if source.mode == "snapshot" and of[source.data_set] > 1:
                raise ValueError(
                    f"{source.data_set} is a snapshot and has {of[source.data_set]} sources; a"
                    " snapshot says all of its data set, so give it one (a pattern of files may be)"
                )
        return sources

    @model_validator(mode="after")
    def _levels_are_no_segments(self) -> "Settings":
        segments = self.segments_of("customers")
        taken = {*segments, *OURS, *OF_FIGURES}
        for column, levels in self.levels.items():
            if column not in segments:
                raise ValueError(
                    f"[levels] names {column!r}, which is no segment of customers; declared there:"
                    f" {', '.join(segments) or 'none'}"
                )
            for level, groups in levels.items():
                if level in taken:
                    raise ValueError(
                        f"the level {level!r} of {column} has the name of a column; name it"
                        " otherwise"
                    )
                taken.add(level)
                _refuse_unclear_groups(level, groups)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the library's signature)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = init_settings().get("home", Path()) / FILE_NAME
        # `home` is told first, else BIGTRUST_HOME could name another folder than the file's.
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file))

    @property
    def folder(self) -> Path:
        return self.home / self.store.folder

    @property
    def facts_url(self) -> str:
        return self.store.facts or f"duckdb:///{self.folder / 'facts.duckdb'}"

    @property
    def books_url(self) -> str:
        return self.store.books or f"sqlite:///{self.folder / 'books.sqlite'}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.company.time_zone)

    @property
    def rules_of_permission(self) -> dict[tuple[str, str], Basis]:
        """(jurisdiction, channel) -> basis, `all` spread over the channels."""
        return {
            (jurisdiction, channel): basis
            for jurisdiction, by_channel in self.permission.items()
            for named, basis in sorted(by_channel.items(), key=lambda item: item[0] != ALL)
            for channel in (CHANNELS if named == ALL else (named,))
        }

    def segments_of(self, data_set: str) -> Mapping[str, Dimension]:
        return self.segments.get(data_set, {})


def read_settings(home: Path = Path()) -> Settings:
    """The settings of the company in `home`; without a bigtrust.toml, the defaults.

    Raises SettingsError naming each setting that cannot be, its value and what is allowed.
    """
    _refuse_unknown_variables()
    try:
        return Settings(home=home)
    except ValidationError as error:
        wrong = faults.told(error, Settings)
        raise SettingsError(
            f"{home / FILE_NAME} cannot be used: {wrong}.", "Put it right and run again."
        ) from error
    except UnreadableVariable as error:  # the library's, which names the setting and not its value
        raise SettingsError(
            f"The environment cannot be used: {error}.",
            f"A variable such as {PREFIX}TARGETS, of a whole table, holds JSON.",
        ) from error
    except ValueError as error:  # the TOML itself
        raise SettingsError(
            f"{home / FILE_NAME} is not valid TOML: {error}.", "Put it right and run again."
        ) from error


def _refuse_unknown_variables() -> None:
    """A misspelt address of the store would else be none, and its rows go into another one."""
    known = [name.upper() for name in Settings.model_fields]
    for variable in sorted(os.environ):
        prefix, _, setting = variable.upper().partition("_")
        named = setting.partition("__")[0]
        if f"{prefix}_" == PREFIX and named not in known:
            near = get_close_matches(named, known, 1)
            meant = f" (did you mean {PREFIX}{near[0]}?)" if near else ""
            raise SettingsError(
                f"The environment variable {variable} names no setting{meant}; allowed after"
                f" {PREFIX}: {', '.join(known)}.",
                f"Write it as in {PREFIX}STORE__FACTS: a table, two underscores, its setting.",
            )
