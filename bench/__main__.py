"""Writes bench/RESULTS.md: `python -m bench [MILLIONS ...]`, of contacts; 1 and 10 if not told.

The pages are measured first, on the demo company as it comes.
"""

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

import duckdb

from bench.analyst import three_indicators
from bench.building import Building, building
from bench.companies import company, demo_company
from bench.pages import SESSIONS, pages
from bench.reading import reading
from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.headline import headline
from bigtrust.measures.targets import aimed
from bigtrust.settings import Settings

FOLDER = Path(os.environ.get("BENCH_FOLDER", ".bench"))
RESULTS = Path(__file__).parent / "RESULTS.md"


def main(millions: Sequence[int]) -> None:
    lines = [*_machine(), *_pages_told()]
    for million in millions:
        settings = company(FOLDER, million)
        built = building(settings)
        build = current(settings)
        lines += [f"\n## {million} million contacts", "", *_told(built, build)]
        lines += _against_pandas(settings, build)
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sys.stdout.write("\n".join(lines) + "\n")


def _machine() -> Iterator[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield "# How fast it is"
    yield ""
    yield "Written by `make bench`. Each time stands next to another of the same run, and the ratio"
    yield "is what to read: from run to run times vary by half."
    yield ""
    yield f"{date.today():%d %B %Y}: {os.cpu_count()} cores, {memory:.0f} GiB,"
    yield f"{platform.system()} {platform.machine()}, Python {platform.python_version()},"
    yield f"DuckDB {duckdb.__version__}, memory limit 2 GB, 2 threads."


def _pages_told() -> Iterator[str]:
    home = demo_company(FOLDER)
    told, memory = pages(home)
    yield "\n## The pages, on the demo company"
    yield ""
    yield "In Chromium, against a bare Streamlit page with as many charts (small pictures count);"
    yield "medians."
    yield ""
    yield "| | charts | ours | bare | **ratio** | wanted |"
    yield "|---|---|---|---|---|---|"
    for each in told:
        times = f"{each.ours:,.0f} ms | {each.bare:,.0f} ms"
        yield (
            f"| {each.what} | {each.charts} | {times} | **{each.ratio:.2f}** |"
            f" at most {each.wanted} |"
        )
    yield ""
    yield f"The server with {SESSIONS} sessions open: **{memory:,.0f} MiB** (under 400 wanted)."


def _told(built: Building, build: Build) -> Iterator[str]:
    yield "| | |"
    yield "|---|---|"
    yield f"| contacts | {built.contacts:,} |"
    yield f"| DuckDB sorts them by customer and time | {built.sorting:.1f} s |"
    yield f"| the full build: every rollup and the ledger | {built.building:.1f} s |"
    yield f"| **ratio** (wanted: at most 8) | **{built.ratio:.1f}** |"
    yield f"| its peak memory, in a process of its own (limit: 2 GB) | {built.peak:,.0f} MB |"
    yield f"| size of the build | {build.path.stat().st_size / 1e6:,.0f} MB |"
    queries, median, most = reading(build)
    yield f"| queries behind the Overview | {queries} |"
    yield f"| median, **95th percentile** (at most 50 wanted) | {median:.0f}, **{most:.0f} ms** |"
    yield ""
    longest = ", ".join(f"{what} {took:.1f} s" for what, took in built.steps[:6])
    yield f"The longest steps of the build: {longest}."


def _against_pandas(settings: Settings, build: Build) -> Iterator[str]:
    """Three indicators from the files, and from the build: the same figures."""
    repurchase = {name: each["days"] for name, each in build.manifest["repurchase"].items()}
    began = perf_counter()
    theirs = three_indicators(settings.home / "data", build.as_of, repurchase)
    pandas = perf_counter() - began
    scope, measures = Scope(Role.OFFICER, build.id), aimed(build)
    began = perf_counter()
    ours = {name: headline(measures[name], scope, build).now.value for name in theirs}
    took = perf_counter() - began
    same = all(abs((ours[name] or 0) - value) < 1e-9 for name, value in theirs.items())
    yield ""
    yield (
        f"Three indicators ({', '.join(theirs)}): pandas, from the files, {pandas:.1f} s; Big"
        f" Trust, from its build, with two years of weeks and limits, {took:.2f} s:"
        f" **{pandas / took:,.0f} times** as fast (wanted: 10). The figures are"
        f" {'the same' if same else f'NOT the same: {theirs}, {ours}'}. pandas pays again for every"
        " question, and Big Trust for its loads and builds alone."
    )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [1, 10])
