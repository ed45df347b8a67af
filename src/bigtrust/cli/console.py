"""What the command line writes, and where: results on stdout, all else on stderr."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import orjson
import typer
from rich.console import Console
from rich.markup import escape
from rich.measure import Measurement
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table
from rich.text import Text

from bigtrust.errors import TrustError

RESULTS = Console(highlight=False, markup=False)
REMARKS = Console(stderr=True, highlight=False, markup=False)

SECONDS_WITHOUT_A_BAR = 2.0
_ENDLESS = 10_000  # columns

Report = Callable[[str, float], None]  # what is being done, and the share of it all (0-1)


def show_error(error: TrustError) -> None:
    """The message in red, then what to do; as plain text, whatever signs its data holds."""
    REMARKS.print(Text.assemble(("Error: ", "bold red"), (error.message, "red")), soft_wrap=True)
    if error.advice:
        REMARKS.print(Text(error.advice), soft_wrap=True)


def print_table(table: Table) -> None:
    """In the terminal's width, or in what its numbers and words take: none of them is cut."""
    least = Measurement.get(RESULTS, RESULTS.options.update(max_width=_ENDLESS), table).minimum
    Console(width=max(RESULTS.width, least), highlight=False, markup=False).print(table)


def print_json(result: object) -> None:
    """Dataclasses, dates and paths as JSON, for machines."""
    typer.echo(orjson.dumps(result, default=str, option=orjson.OPT_INDENT_2))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """TrustError where what is asked for cannot be written to that path."""
    try:
        yield
    except OSError as error:
        raise TrustError(
            f"{error.filename or path} cannot be written: {error.strerror}.",
            "Name another place, or see to its rights and to the room on its disk.",
        ) from error


@contextmanager
def progress() -> Iterator[Report]:
    """Gives what work reports to; a bar appears on stderr once it has lasted two seconds."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    bar = Progress(*columns, console=REMARKS, transient=True, disable=not REMARKS.is_terminal)
    task = bar.add_task("", total=1.0)
    late = Timer(SECONDS_WITHOUT_A_BAR, bar.start)
    late.start()
    try:
        yield lambda what, share: bar.update(task, description=escape(what), completed=share)
    finally:
        late.cancel()
        late.join()
        bar.stop()
