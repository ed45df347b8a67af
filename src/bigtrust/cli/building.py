"""`bigtrust build` and `bigtrust demo`: from facts to a published build."""

from pathlib import Path
from typing import Annotated

import typer

from bigtrust import builds, demo, loading
from bigtrust.access.pseudonyms import make_key
from bigtrust.cli.console import RESULTS, print_json, progress, writing
from bigtrust.cli.options import AsJson, Home, settings_in
from bigtrust.errors import SettingsError
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.settings import FILE_NAME, read_settings

_DEMO_SETTINGS = """\
# {company}, an invented company. What goes wrong in it, and when, is told in data/truth.json.
# `bigtrust init` in another folder writes a file in which every setting is explained.
as_of = {as_of}

[company]
name = "{company}"

[segments.customers]
"""


def build(
    home: Home = Path(),
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Publish although too much of it is in quarantine."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Compute every figure's counts from the loaded data, and publish them at once.

    Until the new build is complete, the dashboard shows the one before.
    """
    settings = settings_in(home)
    with progress() as report:
        built = builds.build(settings, report, accept=accept)
    if as_json:
        print_json(built.manifest)
    else:
        RESULTS.print(f"Published a build as of {built.as_of:%-d %B %Y}.")
        RESULTS.print("`bigtrust serve` shows it.")


def make_demo(
    folder: Annotated[Path, typer.Option(help="Where it is made: a new folder.")] = Path("demo"),
    customers: Annotated[
        int, typer.Option(help="How many people it holds.", min=1_000, max=5_000_000)
    ] = 50_000,
) -> None:
    """Make an invented company with two years of data, load it and build it."""
    if (folder / FILE_NAME).exists():
        raise SettingsError(
            f"There is a company in {folder} already.",
            f"`bigtrust serve --home {folder}` shows it; for a new one name another --folder.",
        )
    with progress() as report, writing(folder):
        truth = demo.make(folder / "data", customers, progress=report)
        (folder / FILE_NAME).write_text(settings_of_demo(truth), encoding="utf-8")
        settings = read_settings(folder)
        make_key(settings.folder)
        loading.load(settings, settings.sources, progress=report)
        builds.build(settings, report)
    RESULTS.print(f"{truth.company}: {customers:,} customers, as of {truth.as_of:%-d %B %Y}.")
    RESULTS.print(f"`bigtrust serve --home {folder}` shows it.", soft_wrap=True)


def settings_of_demo(truth: demo.Truth) -> str:
    segments = "".join(f'{name} = "personal"\n' for name in truth.personal_dimensions)
    sources = "".join(
        f'\n[[sources]]\ndata_set = "{name}"\npath = "data/{name}.parquet"\n'
        for name in demo.DATA_SETS
    )
    changes = "".join(_change_of(event, truth) for event in truth.planted)
    head = _DEMO_SETTINGS.format(company=truth.company, as_of=truth.as_of)
    return head + segments + sources + changes


def _change_of(event: demo.PlantedEvent, truth: demo.Truth) -> str:
    """A planted event as somebody would declare it who has found out what it was."""
    names = [name for name, measure in CATALOGUE.items() if measure.number in event.indicators]
    if not names:
        return ""
    until = f"until = {event.seen_to}\n" if event.seen_to < truth.as_of else ""
    return f'''
[[changes]]
indicators = {names}
since = {event.seen_from}
{until}reason = "{event.what}"
'''
