"""`bigtrust init` and `bigtrust contract`: what a company begins with."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import orjson
import typer

from bigtrust.access.pseudonyms import KEY_FILE, make_key
from bigtrust.cli.console import RESULTS, print_json, writing
from bigtrust.cli.options import AsJson, Home
from bigtrust.contract import CONTRACT
from bigtrust.contract.documents import datapackage, markdown
from bigtrust.errors import SettingsError
from bigtrust.settings import FILE_NAME, read_settings

TEMPLATE = files("bigtrust") / FILE_NAME


def init(home: Home = Path()) -> None:
    """Begin a company: write bigtrust.toml, every setting explained, and the pseudonym key.

    Nothing that is there already is overwritten; settings that name a new store get its key.
    """
    path = home / FILE_NAME
    if not path.exists():
        with writing(path):
            home.mkdir(parents=True, exist_ok=True)
            path.write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
        RESULTS.print(f"Wrote {path}: every setting with its default and meaning.", soft_wrap=True)
    elif (read_settings(home).folder / KEY_FILE).exists():
        raise SettingsError(
            f"{path} is there already.",
            "Edit it, or name another folder with --home; nothing was changed.",
        )
    folder = read_settings(home).folder
    with writing(folder):
        key = make_key(folder)
    RESULTS.print(f"Wrote {key}: keep a copy of it, apart from the data.", soft_wrap=True)


def contract(
    as_json: AsJson = False,
    to: Annotated[
        Path | None,
        typer.Option("--datapackage", help="Write it to this file as a Frictionless Data Package."),
    ] = None,
) -> None:
    """Print the data sets that can be loaded: columns, kinds, allowed words, keys.

    Markdown where the output is no terminal; with --json, the Data Package.
    """
    package = datapackage(CONTRACT.values())
    if to is not None:
        with writing(to):
            to.write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2) + b"\n")
        RESULTS.print(f"Wrote {to}.", soft_wrap=True)
    elif as_json:
        print_json(package)
    elif RESULTS.is_terminal:
        from rich.markdown import Markdown  # noqa: PLC0415 (it would slow the start of every command)

        RESULTS.print(Markdown(markdown(CONTRACT.values())))
    else:
        typer.echo(markdown(CONTRACT.values()), nl=False)
