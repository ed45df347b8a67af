"""What the commands have in common: options, exit codes, and how an error is shown."""

import errno
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bigtrust.cli.console import show_error
from bigtrust.errors import SettingsError, TrustError
from bigtrust.measures.targets import refuse_unknown_indicators
from bigtrust.settings import Settings, read_settings

Home = Annotated[
    Path,
    typer.Option(
        envvar="BIGTRUST_HOME",
        help="The company's folder, where bigtrust.toml is.",
        file_okay=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for machines.")]


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_INTERRUPTED = "Query interrupted"  # what DuckDB says where Ctrl-C meets it at work


class Commands(TyperGroup):
    """Shows a TrustError as a message with its advice, and ends with its exit code; Ctrl-C ends it
    without a word, wherever it is.
    """

    def invoke(self, ctx: Any) -> Any:
        gc.freeze()  # what was imported stays until the end, and need not be looked through
        try:
            with _told_where_output_has_no_room():
                return super().invoke(ctx)
        except TrustError as error:
            show_error(error)
            raise typer.Exit(error.exit_code) from error
        except RuntimeError as error:
            if str(error) != _INTERRUPTED:
                raise
            raise KeyboardInterrupt from error


@contextmanager
def _told_where_output_has_no_room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM or error.filename is not None:
            raise
        raise TrustError(
            f"The output cannot be written: {error.strerror}.",
            "Make room on the disk that it goes to, then run it again.",
        ) from error


def settings_in(home: Path) -> Settings:
    """The settings of the company in `home`; SettingsError for whatever in them cannot be, and
    where there is no such folder: it is misspelt, and not to be made.
    """
    if not home.is_dir():
        raise SettingsError(
            f"There is no folder {home}.",
            "Name the company's with --home; `bigtrust init` makes it.",
        )
    settings = read_settings(home)
    refuse_unknown_indicators(settings)
    return settings


def exit_codes() -> str:
    """A paragraph for `--help`: every exit code and what it says."""
    told = {0: "Done.", 2: "The command was written wrongly.", **dict(_codes_of(TrustError))}
    return "Exit codes: " + " ".join(f"{code}: {told[code]}" for code in sorted(told))


def _codes_of(family: type[TrustError]) -> Iterator[tuple[int, str]]:
    if "exit_code" in vars(family):  # others share that of their family
        yield family.exit_code, " ".join((family.__doc__ or "").split())
    for member in family.__subclasses__():
        yield from _codes_of(member)
