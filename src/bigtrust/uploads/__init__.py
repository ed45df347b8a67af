"""Taking in a file that somebody uploads: look, map, rehearse, load, build, publish.

The file is read by a process of its own, with limits on memory, time and what it may decode to;
whoever is served meanwhile notices nothing. Only stewards and officers may upload, and that is
checked here, where it is done.
"""

from collections.abc import Mapping as Names
from dataclasses import dataclass
from typing import Any, Final

from bigtrust.access.scope import Role
from bigtrust.errors import NotPermittedError, SourceError
from bigtrust.facts.ledger import Load, Reason
from bigtrust.loading import KeptOut, Rehearsal
from bigtrust.settings import Settings
from bigtrust.sources.mapping import Mapping
from bigtrust.uploads.asking import Progress, answer
from bigtrust.uploads.glance import Glance
from bigtrust.uploads.limits import LARGEST_UPLOAD
from bigtrust.uploads.written import plain_file_name, text_of

__all__ = ["MAY_UPLOAD", "Published", "Upload", "look", "rehearse", "take_in"]

MAY_UPLOAD: Final = frozenset({Role.STEWARD, Role.OFFICER})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, and what it is to be."""

    name: str
    content: bytes
    data_set: str
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What was loaded, the build that shows it, and where the mapping is kept."""

    loads: list[Load]
    build: str
    mapping: str


def nobody(doing: str, share: float) -> None:
    """Progress that nobody watches."""


def look(role: Role, settings: Settings, upload: Upload) -> Glance:
    """The columns and the first rows of the file."""
    seen = _ask(role, settings, upload, {"task": "look"}, nobody)
    return Glance(tuple(seen["columns"]), tuple(tuple(row) for row in seen["rows"]))


def rehearse(
    role: Role,
    settings: Settings,
    upload: Upload,
    mapping: Mapping,
    accept: bool = False,
    progress: Progress = nobody,
) -> Rehearsal:
    """What loading it would do; nothing is kept."""
    request = {"task": "rehearse", "mapping": text_of(mapping), "accept": accept}
    told = _ask(role, settings, upload, request, progress)
    return Rehearsal(
        _loads(told["loads"]),
        [Reason(**reason) for reason in told["reasons"]],
        [KeptOut(**row) for row in told["kept_out"]],
    )


def take_in(
    role: Role,
    settings: Settings,
    upload: Upload,
    mapping: Mapping,
    accept: bool = False,
    progress: Progress = nobody,
) -> Published:
    """Load the file, keep the mapping, build, publish. It goes on though the caller is gone.

    Raises HeldError where too much is in quarantine, unless `accept`: then it is loaded, but what
    is shown stays as it was.
    """
    request = {"task": "load", "mapping": text_of(mapping), "accept": accept}
    told = _ask(role, settings, upload, request, progress, lasting=True)
    return Published(_loads(told["loads"]), told["build"], told["mapping"])


def _ask(
    role: Role,
    settings: Settings,
    upload: Upload,
    request: Names[str, Any],
    progress: Progress,
    lasting: bool = False,
) -> Any:
    if role not in MAY_UPLOAD:
        raise NotPermittedError(
            "Only data stewards and privacy officers may upload.", "Ask one of them."
        )
    if len(upload.content) > LARGEST_UPLOAD:
        raise SourceError(
            f"{upload.name} has {len(upload.content):,} bytes; {LARGEST_UPLOAD:,} may be uploaded.",
            "Load it with `bigtrust load`.",
        )
    of_file = {
        "home": str(settings.home.resolve()),
        "data_set": upload.data_set,
        "name": plain_file_name(upload.name),
        "encoding": upload.encoding,
    }
    return answer({**of_file, **request}, upload.content, progress, lasting=lasting)


def _loads(told: list[dict[str, Any]]) -> list[Load]:
    return [Load(**{**each, "warnings": tuple(each["warnings"])}) for each in told]
