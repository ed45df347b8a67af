"""How figures are formed, judged and protected: statistics, the trust index, disclosure control."""

from collections.abc import Iterator, Mapping
from typing import Any

from bigtrust.builds import Build
from bigtrust.measures import disclosure
from bigtrust.rollups.people import MOST_DIMENSIONS
from bigtrust.rules import (
    contributions,
    discoveries,
    forecast,
    funnel,
    index,
    intervals,
    period,
    repurchase,
    spc,
    spc_chart,
    spc_limits,
    spc_rules,
    survival,
    tails,
)
from bigtrust.views import wording
from bigtrust.views.method.entries import Entry, Section, listed, purpose_in, source_in, told

_FOUND = {
    repurchase.Found.TOLD: "told by the company",
    repurchase.Found.LEARNED: "learned from purchases",
    repurchase.Found.FOLLOW_UP: "the longest time seen",
}


def statistics(build: Build) -> Iterator[Section]:
    settings: Mapping[str, Any] = build.manifest["settings"]
    yield Section("time", "Time", "Of which days a figure speaks.", tuple(_time(build)))
    yield Section(
        "spc",
        "Signal or noise",
        purpose_in(spc.__doc__),
        (_limits(), _patterns(), *_changes(settings)),
    )
    yield Section(
        "statistics",
        "Uncertainty and comparison",
        "How sure a figure is, and when a difference is one.",
        tuple(_statistics()),
    )
    yield Section("index", "The trust index", purpose_in(index.__doc__), (_index(settings),))
    yield Section(
        "protection",
        "Protecting people in small groups",
        purpose_in(disclosure.__doc__),
        tuple(_protection(build)),
    )
    yield Section(
        "repurchase",
        "Repurchase times",
        purpose_in(repurchase.__doc__),
        (_repurchase(build),),
    )
    yield Section("loading", "Loading", "When data is held back.", (_loading(settings["loading"]),))


def _time(build: Build) -> Iterator[Entry]:
    yield Entry(
        "as_of",
        "The day of the figures",
        f"Every figure speaks of the data to {wording.long_day(build.as_of)}.",
        told(
            ("Set by", "as_of in bigtrust.toml, else the last complete day in the data"),
            ("Time zone", build.manifest["settings"]["company"]["time_zone"]),
        ),
    )
    days = wording.quantity(period.HEADLINE_DAYS, "days")
    yield Entry(
        "periods",
        "Periods",
        f"A headline is of the {days} to that day, against the {days} before.",
        told(
            ("Series", f"complete weeks (Monday to Sunday) of the last {period.SERIES_DAYS} days"),
            ("Running weeks", "shown hollow, and never judged"),
        ),
    )


def _limits() -> Entry:
    return Entry(
        "usual_range",
        "The usual range",
        "How far a series strays by itself. What lies within says nothing new.",
        told(
            ("Limits", f"{spc_limits.LIMIT:g} mean moving ranges to either side of the mean"),
            ("Odd jumps", f"over {spc_limits.SCREEN:g} times the mean jump are left out, once"),
            ("Trial limits", f"with fewer than {spc_chart.FEWEST_POINTS} points, and said so"),
            (
                "No limits",
                f"with fewer than {spc_chart.FEWEST_LEARNED}, as just after a declared change:"
                " nothing could lie outside of them",
            ),
            (
                "Unequal sizes",
                f"where denominators differ by more than {100 * spc.UNEQUAL:g} % from their mean,"
                " limits follow them (Laney)",
            ),
            (
                "Few events",
                f"under {spc.FEW_EVENTS:g} expected a period: only what lies outside; the"
                " indicator's page charts the days between them",
            ),
            ("Source", source_in(spc_limits.__doc__)),
        ),
    )


def _patterns() -> Entry:
    return Entry(
        "signals",
        "Signals",
        "A change is told only where chance alone would seldom make it:",
        told(
            *((f"Rule {number}", str(rule)) for number, rule in enumerate(spc_rules.Rule, start=1)),
            ("Source", source_in(spc_rules.__doc__)),
        ),
    )


def _changes(settings: Mapping[str, Any]) -> Iterator[Entry]:
    if settings["changes"]:
        told_changes = (
            (str(change["since"]), f"{listed(change['indicators'])}: {change['reason']}")
            for change in settings["changes"]
        )
        yield Entry(
            "changes",
            "Declared changes",
            "What the company has said moved an indicator; its usual range is learned accordingly.",
            told(*told_changes),
        )


def _statistics() -> Iterator[Entry]:
    yield Entry(
        "interval",
        "Interval of a share",
        "How far chance alone could have moved a share, if the cases were independent.",
        told(("Confidence", "95 %"), ("Source", source_in(intervals.wilson.__doc__))),
    )
    for anchor, title, module, term in (
        ("open_cases", "Cases still open", survival, ("", "")),
        ("segments", "A segment beside all", tails, ("Judged as", "one of all that are shown")),
        ("funnel", "Funnel", funnel, ("Limits", f"{funnel.LIMIT:g} standard deviations, widened")),
        (
            "discoveries",
            "Many looks at once",
            discoveries,
            ("False findings", f"at most {100 * discoveries.FALSE_DISCOVERIES:g} % on average"),
        ),
        ("contributions", "What moved a figure", contributions, ("", "")),
        (
            "forecast",
            "Forecast of overdue requests",
            forecast,
            ("Simulated", f"{wording.number(forecast.RUNS)} times, {forecast.HORIZON} days ahead"),
        ),
    ):
        source = ("Source", source_in(module.__doc__))
        yield Entry(anchor, title, purpose_in(module.__doc__), told(term, source))


def _index(settings: Mapping[str, Any]) -> Entry:
    principles = settings["index"]["principles"] or index.PRINCIPLES
    return Entry(
        "trust_index",
        "Trust index",
        "Each indicator becomes points between its goalposts; a principle is the mean of its"
        " indicators; the index is the geometric mean of the principles, so that one failure cannot"
        " be bought off.",
        told(
            ("Of", listed(principles)),
            ("Fewest principles", wording.number(index.FEWEST_PRINCIPLES)),
            ("Floor of a principle", f"{index.FLOOR:g}, else one at 0 would make the index 0"),
            ("Band", f"5 to 95 % of {index.DRAWS:,} ways to weigh, ±{100 * index.VARIED:g} %"),
            ("Source", source_in(index.__doc__)),
        ),
    )


def _protection(build: Build) -> Iterator[Entry]:
    personal = [name for name, kind in build.kinds_of("customers").items() if kind == "personal"]
    yield Entry(
        "personal",
        "By what people are",
        "Figures by what describes people are rounded, and hidden where few are behind them.",
        told(
            ("Here", listed(personal) or "none declared"),
            ("A cell opens at", f"{disclosure.OPEN_PERSONAL} customers"),
            ("Fewer than", f"{disclosure.FEW} people are not counted, none among them"),
            ("Rounded to", f"the nearest {disclosure.ROUNDING}; totals on their own"),
            ("No usual range", f"of series that count under {disclosure.CHARTED} on average"),
            ("Source", source_in(disclosure.__doc__) or "house, measured against an attack"),
        ),
    )
    yield Entry(
        "operational",
        "By what the company does",
        "Channel, sender, campaign and the like are exact, where enough people are behind them.",
        told(
            ("A cell opens at", f"{disclosure.OPEN_OPERATIONAL} customers"),
            ("Medians", f"{disclosure.OPEN_SPREAD} cases or more"),
            ("Percentiles", "so many cases that the highest of them is not told"),
            ("At once", f"{MOST_DIMENSIONS} dimensions at most, over whole weeks or months"),
            ("Single people", "are seen by the privacy officer alone"),
        ),
    )


def _repurchase(build: Build) -> Entry:
    found = build.manifest["repurchase"]
    times = (
        (name.replace("_", " "), f"{wording.quantity(each['days'], 'days')}, {_how(each['how'])}")
        for name, each in found.items()
    )
    return Entry(
        "repurchase_times",
        "When an offer makes sense again",
        f"Told by the company, or learned where at least {repurchase.FEWEST_BUYERS} people bought.",
        told(
            ("Learned as", f"the day by which {100 * repurchase.EARLY:g} % had bought again"),
            *times,
            ("Source", source_in(repurchase.repurchase_time.__doc__)),
        ),
    )


def _how(how: str) -> str:
    return _FOUND[repurchase.Found(how)]


def _loading(loading: Mapping[str, float]) -> Entry:
    return Entry(
        "held",
        "When a load or build is held",
        "Held until somebody says so; what is shown stays as it was.",
        told(
            ("In quarantine", f"more than {loading['held_above_percent']:g} % of a data set"),
            ("Absent", f"more than {loading['held_above_percent_absent']:g} % of a snapshot"),
            ("Source", "house: no standard sets a number"),
        ),
    )
