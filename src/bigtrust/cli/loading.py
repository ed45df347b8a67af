"""`bigtrust load` and `bigtrust quarantine`: data in, and what stayed out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bigtrust import loading
from bigtrust.cli.console import REMARKS, RESULTS, print_json, print_table, progress
from bigtrust.cli.options import AsJson, Home, settings_in
from bigtrust.cli.origins import sources_at
from bigtrust.errors import SettingsError
from bigtrust.facts import Load
from bigtrust.settings import Settings
from bigtrust.settings.parts import Source

COUNTS = ("rows_read", "loaded", "replaced", "quarantined", "duplicates")


def load(
    origin: Annotated[
        str,
        typer.Argument(
            metavar="[FOLDER|FILE|URL]",
            help="A folder with a file a data set, one file, or a database; "
            "without it, the sources of bigtrust.toml.",
            show_default=False,
        ),
    ] = "",
    data_set: Annotated[
        str, typer.Option(help="The data set, where no name of a file or table tells it.")
    ] = "",
    mapping: Annotated[
        str, typer.Option(help="A mapping of your own (TOML), or a ready-made one by name.")
    ] = "",
    table: Annotated[str, typer.Option(help="The table or view of the database.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; store nothing.")
    ] = False,
    accept: Annotated[
        bool,
        typer.Option(
            "--accept",
            help="Load what is held: a column has another type than before, or a snapshot lacks"
            " much of what was there.",
        ),
    ] = False,
    as_json: AsJson = False,
    home: Home = Path(),
) -> None:
    """Take data in. Every row ends as loaded, replaced, quarantined or duplicate.

    What was loaded before is not loaded again; a newer version of a row replaces it; a row with
    a fault waits in quarantine, with the reason. Rows absent from a snapshot are deleted.
    """
    settings = settings_in(home)
    sources = sources_at(origin, data_set, mapping, table) if origin else _declared(settings)
    with progress() as report:
        loads = loading.load(settings, sources, dry_run, report, accept)
    if as_json:
        print_json(loads)
    else:
        _show(loads, dry_run)


def _declared(settings: Settings) -> Sequence[Source]:
    if not settings.sources:
        raise SettingsError(
            "bigtrust.toml names no sources.",
            "Write them there, or name a folder, a file or a database to load.",
        )
    return settings.sources


def _show(loads: Sequence[Load], dry_run: bool) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("data set", no_wrap=True)
    names = (*COUNTS, "deleted") if any(each.deleted for each in loads) else COUNTS
    for name in names:
        table.add_column(name.removesuffix("_read"), justify="right", no_wrap=True)
    for each in loads:
        counts = [f"{getattr(each, name):,}" for name in names]
        table.add_row(each.data_set, *counts, "loaded before" if each.already else "")
    print_table(table)
    for each in loads:
        for warning in each.warnings:
            REMARKS.print(f"{each.origin}: {warning}", soft_wrap=True)
    RESULTS.print(_next(loads, dry_run))


def _next(loads: Sequence[Load], dry_run: bool) -> str:
    if dry_run:
        return "Nothing was stored: this was a dry run."
    if any(each.quarantined for each in loads):
        return "`bigtrust quarantine` lists what stayed out, and why. Next: `bigtrust build`."
    return "Next: `bigtrust build`."
