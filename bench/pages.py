"""The pages in a real browser, against a bare Streamlit page with as many charts, in one run."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.servers import cpu_of_a_rerun, memory_with_sessions, serving
from tests.dashboards import Server, running_chromium

CHECKOUT = Path(__file__).parents[1]
ROUNDS = 7
SESSIONS = 50
_STILL = 500  # ms without any change: then everything is drawn
_CHARTS = "document.querySelectorAll('.js-plotly-plot, img[src^=\"data:image/svg\"]').length"
# The moment of the last change of the page, from its very beginning on.
_WATCH = """
window.changed = performance.now();
new MutationObserver(() => { window.changed = performance.now(); }).observe(
    document, {subtree: true, childList: true, attributes: true, characterData: true});
"""
_DRAWN = f"""() => performance.now() - window.changed > {_STILL}
    && !document.querySelector('[data-testid="stSkeleton"]')
    && document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'"""


@dataclass(frozen=True)
class Beside:
    """A page of ours beside the bare page with as many charts: medians of one run, in ms."""

    what: str
    charts: int
    ours: float
    bare: float
    wanted: float  # of `ratio`, at most

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


def pages(home: Path) -> tuple[list[Beside], float]:
    """What is measured beside the bare page; and the server's memory with SESSIONS, in MiB."""
    ours, bare = CHECKOUT / "app.py", CHECKOUT / "bench" / "bare.py"
    with running_chromium() as browser, serving(ours, home) as dashboard:
        with serving(bare, home) as other:
            told = [*_overview(browser, dashboard, other), _indicator(browser, dashboard, other)]
        return told, memory_with_sessions(dashboard, SESSIONS)


def _overview(browser: Browser, ours: Server, bare: Server) -> Iterator[Beside]:
    charts = _charts_of(browser, ours.address)
    beside = f"{bare.address}/?charts={charts}"
    _charts_of(browser, beside)  # both have been looked at before
    turns = [(_load(browser, ours.address), _load(browser, beside)) for _ in range(ROUNDS)]
    loads = (statistics.median(side) for side in zip(*turns, strict=True))
    yield Beside("first load of the Overview", charts, *loads, wanted=1.3)
    cpu = (cpu_of_a_rerun(ours), cpu_of_a_rerun(bare, f"charts={charts}"))
    yield Beside("processor time of its rerun", charts, *cpu, wanted=1.5)


def _indicator(browser: Browser, ours: Server, bare: Server) -> Beside:
    address = f"{ours.address}/indicator"
    charts = _charts_of(browser, address)
    beside = f"{bare.address}/?charts={charts}"
    took = [_changes(browser, each) for each in (address, beside)]
    return Beside("an indicator by week or month", charts, *took, wanted=1.3)


def _charts_of(browser: Browser, address: str) -> int:
    """How many charts a page draws, its small pictures among them."""
    with _opened(browser, address) as page:
        return int(page.evaluate(_CHARTS))


def _load(browser: Browser, address: str) -> float:
    """From nothing in the browser's cache until everything is drawn."""
    with _opened(browser, address) as page:
        return float(page.evaluate("window.changed"))


def _changes(browser: Browser, address: str) -> float:
    """From the choice of a week or a month until everything is drawn."""
    with _opened(browser, address) as page:
        took = [_change(page, turn) for turn in range(2 * ROUNDS + 1)]
        return statistics.median(took[1:])


def _change(page: Page, turn: int) -> float:
    page.get_by_role("combobox", name="By", exact=True).click()
    option = page.get_by_role("option").nth(1 - turn % 2)
    option.wait_for()
    chosen = float(page.evaluate("performance.now()"))
    option.click()
    page.wait_for_timeout(_STILL)  # before the server hears of it, nothing changes either
    page.wait_for_function(_DRAWN)
    return float(page.evaluate("window.changed")) - chosen


@contextmanager
def _opened(browser: Browser, address: str) -> Iterator[Page]:
    """A page in a profile of its own, when everything on it is drawn."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.add_init_script(_WATCH)
        page.goto(address)
        page.wait_for_function(_DRAWN)
        yield page
    finally:
        context.close()
