"""`bigtrust quarantine`: the rows that stayed out, each with its reason."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bigtrust import loading
from bigtrust.cli.console import REMARKS, RESULTS, print_json, print_table, writing
from bigtrust.cli.options import AsJson, Home, settings_in
from bigtrust.cli.origins import no_data_set
from bigtrust.contract import CONTRACT
from bigtrust.exports.csv_files import write_csv

EXPORTED = (
    *("data_set", "origin", "source_row", "column_name"),
    *("value", "reason", "nearest", "row_json"),
)
SHOWN = 50


def quarantine(
    data_set: Annotated[str, typer.Option(help="Only the rows of this data set.")] = "",
    export: Annotated[
        Path | None, typer.Option(help="Write them all to this CSV file.", dir_okay=False)
    ] = None,
    as_json: AsJson = False,
    home: Home = Path(),
) -> None:
    """List the rows that wait in quarantine: where each came from, and what is wrong with it.

    A row leaves when a right one with its id is loaded. An export holds people's data as it came.
    """
    if data_set and data_set not in CONTRACT:
        raise no_data_set(data_set)
    rows = [
        {name: row._mapping[name] for name in EXPORTED}
        for row in loading.quarantine(settings_in(home))
        if data_set in ("", row.data_set)
    ]
    if export is not None:
        with writing(export):
            write_csv(export, EXPORTED, (list(row.values()) for row in rows))
        REMARKS.print(f"Wrote {len(rows):,} rows to {export}.", soft_wrap=True)
    if as_json:
        print_json(rows)
    elif export is None:
        _show(rows)


def _show(rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        RESULTS.print("The quarantine is empty.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("from", "row", "column", "value", "reason", "nearest"):
        table.add_column(name, justify="right" if name == "row" else "left", overflow="fold")
    for row in rows[:SHOWN]:
        cells = (row["origin"], row["source_row"], row["column_name"], row["value"])
        table.add_row(*(_printable(cell) for cell in (*cells, row["reason"], row["nearest"])))
    print_table(table)
    if len(rows) > SHOWN:
        RESULTS.print(f"And {len(rows) - SHOWN:,} more: --export FILE writes them all.")


def _printable(cell: object) -> str:
    """No sign of the data steers the terminal."""
    text = "" if cell is None else str(cell)
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
