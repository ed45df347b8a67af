"""The command line: `bigtrust demo | load | build | measure | explain | serve`, and others."""

from importlib.metadata import version
from typing import Annotated

import typer

from bigtrust.cli.building import build, make_demo
from bigtrust.cli.loading import load
from bigtrust.cli.measuring import explain, measure
from bigtrust.cli.options import Commands, exit_codes
from bigtrust.cli.quarantine import quarantine
from bigtrust.cli.serving import serve
from bigtrust.cli.starting import contract, init

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,  # it would write to the start-up files of the shell
    pretty_exceptions_enable=False,  # they show the values of variables, and so data
)
EXIT_CODES = exit_codes()


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bigtrust {version('bigtrust')}")
        raise typer.Exit


@app.callback(epilog=EXIT_CODES)
def bigtrust(
    told: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Print it and end."),
    ] = False,
) -> None:
    """Does a company keep its promises to the people whose data it holds?"""


app.command("init", epilog=EXIT_CODES)(init)
app.command("contract", epilog=EXIT_CODES)(contract)
app.command("demo", epilog=EXIT_CODES)(make_demo)
app.command("load", epilog=EXIT_CODES)(load)
app.command("quarantine", epilog=EXIT_CODES)(quarantine)
app.command("build", epilog=EXIT_CODES)(build)
app.command("measure", epilog=EXIT_CODES)(measure)
app.command("explain", epilog=EXIT_CODES)(explain)
app.command("serve", epilog=EXIT_CODES)(serve)
