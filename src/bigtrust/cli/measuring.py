"""`bigtrust measure` and `bigtrust explain`: any figure, and how it is formed."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.builds.telling import ENGINES, statements_of
from bigtrust.cli.console import RESULTS, print_json, print_table
from bigtrust.cli.figures import print_figures
from bigtrust.cli.options import AsJson, Home, settings_in
from bigtrust.errors import TrustError
from bigtrust.facts.snapshot import day_number
from bigtrust.measures.calculate import calculate
from bigtrust.measures.charts import target_of
from bigtrust.measures.figure import Figure
from bigtrust.measures.headline import first_day, statements
from bigtrust.measures.measure import Measure
from bigtrust.measures.status import status_of
from bigtrust.measures.sums import dimensions_of
from bigtrust.measures.targets import aimed, aimed_by
from bigtrust.measures.values import values_of
from bigtrust.rules.period import HEADLINE_DAYS, Period, days_to, months_to, weeks_to
from bigtrust.settings import Settings
from bigtrust.views import wording


class Every(StrEnum):
    """The periods of a series."""

    MONTH = "month"
    WEEK = "week"


_Name = Annotated[
    str, typer.Argument(help="The indicator; `bigtrust measure --list` names them all.")
]


def measure(
    name: Annotated[str, typer.Argument(help="The indicator; `--list` names them all.")] = "",
    home: Home = Path(),
    by: Annotated[list[str] | None, typer.Option(help="A dimension to split by.")] = None,
    where: Annotated[list[str] | None, typer.Option(help="dimension=value to keep.")] = None,
    since: Annotated[
        str, typer.Option("--from", help="The first month (2026-01), week or day of a series.")
    ] = "",
    until: Annotated[str, typer.Option("--to", help="Its last one; as-of if left.")] = "",
    every: Annotated[Every, typer.Option(help="Whole months or ISO weeks.")] = Every.MONTH,
    role: Annotated[
        Role, typer.Option(help="Whose eyes: all but the officer's see protected figures.")
    ] = Role.ANALYST,
    listed: Annotated[bool, typer.Option("--list", help="List all indicators.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print an indicator: of the last 30 days, or of the months (weeks) since `--from`."""
    settings = settings_in(home)
    if listed:
        _list(settings, as_json)
        return
    build = current(settings)
    asked = measure_named(name, build)
    periods = _periods(asked, build, since, until, every)
    filters = _filters(asked, build, where or ())
    groups = tuple(dict.fromkeys(by or ()))
    _refuse_foreign((*groups, *filters), asked, build)
    found = calculate(asked, periods, groups, Scope(role, build.id), build, filters)
    if as_json:
        print_json([_row(asked, figure, groups) for figure in found])
    else:
        wording.write_as(settings.company.locale)
        print_figures(asked, found, groups)


def explain(name: _Name, home: Home = Path(), as_json: AsJson = False) -> None:
    """Print the definition of an indicator, and the SQL that forms it, for each engine."""
    settings = settings_in(home)
    build = current(settings)
    asked = measure_named(name, build)
    counts = [count for count in (asked.numerator, asked.denominator) if count is not None]
    as_of = day_number(build.as_of)
    sql = {
        engine: {
            count.rollup.name: statements_of(count.rollup, settings, as_of, dialect)
            for count in counts
        }
        for engine, dialect in ENGINES.items()
    }
    reading = statements(asked, days_to(build.as_of, HEADLINE_DAYS), build)
    if as_json:
        print_json({**_definition(asked), "sql": sql, "reading": reading})
        return
    for key, text in _definition(asked).items():
        RESULTS.print(f"{key}: {text}", soft_wrap=True)
    for engine, rollups in sql.items():
        for rollup, told in rollups.items():
            RESULTS.print(f"\n-- {engine}: from the facts to the daily counts of {rollup}")
            RESULTS.print(";\n\n".join(told) + ";", soft_wrap=True)
    RESULTS.print("\n-- Every engine: from the daily counts (a build, in DuckDB) to the figure")
    RESULTS.print(";\n\n".join(reading) + ";", soft_wrap=True)


def measure_named(name: str, build: Build) -> Measure:
    """The indicator as the company aims; TrustError where there is none of that name."""
    known = aimed(build)
    if name not in known:
        raise TrustError(
            f"There is no indicator {name!r}.{_meant(name, known)}", "`bigtrust measure --list`"
        )
    return known[name]


def _periods(
    asked: Measure, build: Build, since: str, until: str, every: Every
) -> Sequence[Period]:
    if not since:
        if until or every is Every.WEEK:
            raise TrustError("--to and --every are of a series.", "Say with --from since when.")
        return [days_to(build.as_of, HEADLINE_DAYS if asked.kind == "flow" else 1)]
    first, last = _first_day(since), min(_last_day(until), build.as_of) if until else build.as_of
    if first > last:
        raise TrustError(f"--from {since} comes after {last}.", "Turn them round.")
    first = max(first, _beginning(asked, build, every))
    found = (months_to if every is Every.MONTH else weeks_to)(last, first)
    if not found:
        raise TrustError(f"Its data have no complete {every} from {since} to {last}.", "Widen it.")
    return found


def _beginning(asked: Measure, build: Build, every: Every) -> date:
    """Of the month (week) in which its data begin: in an earlier one, none is no 0."""
    begins = first_day(asked, build) or build.first_day
    return begins.replace(day=1) if every is Every.MONTH else begins - timedelta(begins.weekday())


def _first_day(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == len("2026-01") else text)
    except ValueError as error:
        raise TrustError(
            f"{text!r} is no month or day.", "Write 2026-01, 2026-W05 or 2026-01-31."
        ) from error


def _last_day(text: str) -> date:
    first = _first_day(text)
    if len(text) == len("2026-01"):
        return first.replace(day=monthrange(first.year, first.month)[1])
    is_week = len(text) == len("2026-W05") and "W" in text
    return first + timedelta(days=6) if is_week else first


def _filters(asked: Measure, build: Build, where: Sequence[str]) -> dict[str, str]:
    """Dimension -> its value. TrustError for a value that is nowhere, and for a second one."""
    found: dict[str, str] = {}
    for name, value in map(_filter, where):
        if name in found:
            raise TrustError(f"--where names {name} twice.", "Keep one value, or leave it out.")
        if name in dimensions_of(asked, build):
            _refuse_unknown(name, value, values_of(asked, name, build))
        found[name] = value
    return found


def _refuse_foreign(dimensions: Iterable[str], asked: Measure, build: Build) -> None:
    """A share is split as pages split it: by what its denominator has, too."""
    known = dimensions_of(asked, build)
    for name in dimensions:
        if name not in known:
            raise TrustError(
                f"{asked.title} cannot be split by {name!r}.{_meant(name, known)}",
                f"It can be split by: {', '.join(known)}." if known else "Leave it out.",
            )


def _refuse_unknown(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise TrustError(
            f"No {name} is {value!r}.{_meant(value, known)}",
            f"`bigtrust measure … --by {name}` tells them all.",
        )


def _meant(written: str, known: Iterable[str]) -> str:
    near = get_close_matches(written, list(known), 1)
    return f" Did you mean {near[0]}?" if near else ""


def _filter(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise TrustError(f"--where {text!r} has no value.", "Write --where region=north.")
    return name, value


def _row(asked: Measure, figure: Figure, by: Sequence[str]) -> dict[str, Any]:
    return {
        "indicator": asked.name,
        "from": figure.period.first,
        "to": figure.period.last,
        "group": dict(zip(by, figure.group, strict=False)),
        "value": figure.value,
        "unit": asked.unit,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "interval": [figure.low, figure.high],
        "beyond": figure.beyond,
        "target": target_of(asked, figure.period.days),
        "status": status_of(asked, figure),
        "protection": figure.protection,
        "missing": figure.missing,
    }


def _list(settings: Settings, as_json: bool) -> None:
    """As the settings aim: a catalogue needs no data."""
    posts = {name: each.model_dump() for name, each in settings.goalposts.items()}
    found = [_definition(each) for each in aimed_by(settings.targets, posts).values()]
    if as_json:
        print_json(found)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("indicator", "no.", "title", "unit", "better", "target"):
        table.add_column(name, no_wrap=name == "indicator")
    for each in found:
        target = "" if each["target"] is None else f"{each['target']:g}"
        cells = (each["name"], str(each["number"]), each["title"], each["unit"], each["better"])
        table.add_row(*cells, target)
    print_table(table)


def _definition(asked: Measure) -> dict[str, Any]:
    shown = asdict(asked)
    for name in _INNER:
        shown.pop(name)
    shown["numerator"] = shown.pop("numerator_text")
    shown["denominator"] = shown.pop("denominator_text")
    judged = shown.pop("candidates_text")
    shown["coverage"] = f"the part of {judged} that can be judged" if judged else "all rows"
    return {**shown, "needs": asked.data_sets}


_INNER = (
    *("numerator", "denominator", "judged", "candidates", "spread"),
    *("scale", "window_days", "carries_over", "warm_up_days"),
)
