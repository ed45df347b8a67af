"""Pictures of every page, in docs/screenshots: `make screenshots` (the demo company, a Chromium).

Each is made light at 1440 and at 390 wide, all of the page however long it is, and dark, of which
the first screen is enough. `make screenshots PAGES="overview meeting"` makes only those.
"""

import os
import sys
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Browser, Page

from bigtrust.access.scope import Role, Scope
from bigtrust.books import (
    NewDecision,
    add_decision,
    annotate,
    change_status,
    close_meeting,
    open_books,
    open_meeting,
)
from bigtrust.builds import current
from bigtrust.settings import read_settings
from bigtrust.views.navigation import ROLE_TITLES
from bigtrust.views.standing import standing
from tests.dashboards import running_chromium, serving

CHECKOUT: Final = Path(__file__).parents[1]
DEMO: Final = CHECKOUT / "demo"
FOLDER: Final = Path(os.environ.get("SCREENSHOTS", Path(__file__).parent / "screenshots"))
SLOW: Final = 120_000  # milliseconds
COLOURS: Final = 128  # of a palette: text stays crisp, and a picture is some 70 kB

Scheme = Literal["light", "dark"]
SIZES: Final[dict[str, tuple[int, int, Scheme]]] = {
    "light": (1440, 900, "light"),
    "dark": (1440, 900, "dark"),
    "390": (390, 844, "light"),
}


@dataclass(frozen=True)
class Shot:
    """A page at an address, as a role sees it."""

    name: str
    path: str
    role: Role = Role.EXECUTIVE
    company: str = "demo"
    press: str = ""  # what is clicked first


SHOTS: Final = (
    Shot("overview", "/"),
    Shot("choice", "/choice"),
    Shot("discretion", "/discretion"),
    Shot("restraint", "/restraint"),
    Shot("transparency", "/transparency"),
    Shot("accountability", "/accountability"),
    Shot("accountability_officer", "/accountability", Role.OFFICER),
    Shot("coherence", "/coherence"),
    Shot("explore", "/explore", Role.ANALYST),
    Shot("explore_deeper", "/explore?by=Campaign&only=Channel:+email", Role.ANALYST),
    Shot("indicator", "/indicator?indicator=Answered+on+time", Role.ANALYST),
    Shot("explanation", "/", press=".st-key-kinds button"),
    Shot("broken_promises", "/broken_promises"),
    Shot("meeting", "/meeting?compared=30+days+before", Role.CIO),
    Shot(
        "meeting_closed",
        "/meeting?meeting=Trust+review,+30\N{NO-BREAK SPACE}Sept\N{NO-BREAK SPACE}2026",
        Role.CIO,
    ),
    Shot("presentation", "/meeting?view=present&screen=1"),
    Shot("data", "/data", Role.STEWARD),
    Shot("method", "/method"),
    Shot("empty", "/", company="empty"),
)


def main(names: list[str]) -> None:
    """Make the pictures of these names; of all where there are none."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    with TemporaryDirectory() as scratch, running_chromium() as browser:
        homes = {"demo": DEMO, "empty": Path(scratch)}
        (homes["empty"] / "bigtrust.toml").touch()
        books = {"BIGTRUST_STORE__BOOKS": f"sqlite:///{scratch}/books.sqlite"}
        os.environ.update(books)
        write_in_the_books()
        for company in dict.fromkeys(shot.company for shot in wanted):
            with serving(homes[company], books) as address:
                for shot in wanted:
                    if shot.company == company:
                        take(browser, address, shot)


def write_in_the_books() -> None:
    """Two meetings, one of them closed; what was decided at them, and what happened meanwhile."""
    settings = read_settings(DEMO)
    build, books, cio = current(settings), open_books(settings), Role.CIO
    first = open_meeting(books, cio, "Trust review", date(2026, 9, 30))
    for what, owner, due, indicator, status in (
        ("Send the newsletter list through the consent check", "J. Okafor", date(2026, 10, 18),
         "contact_after_withdrawal", "on course"),
        ("Add a third case handler", "M. Lindqvist", date(2026, 12, 15),
         "answered_on_time", "on course"),
        ("Cap loyalty contacts at 6 in 30 days", "A. Rossi", date(2026, 12, 4),
         "over_contacted_customers", "done"),
    ):  # fmt: skip
        decision = add_decision(books, cio, first, NewDecision(what, owner, due, indicator))
        change_status(books, cio, decision, status)
    scope = Scope(cio, build.id)
    shown = standing(scope, build).figures.values()
    close_meeting(books, scope, build, first, ((each.measure, each.headline) for each in shown))
    second = open_meeting(books, cio, "Trust review", date(2026, 10, 31))
    new = NewDecision(
        "Name the new recipients in the notice",
        "L. Meyer",
        date(2026, 12, 1),
        "undisclosed_sharing",
    )
    add_decision(books, cio, second, new)
    annotate(books, cio, "answered_on_time", date(2026, 8, 10), "two handlers away")


def take(browser: Browser, address: str, shot: Shot) -> None:
    for size, (width, height, scheme) in SIZES.items():
        with browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        ) as context:
            page = context.new_page()
            page.goto(address + shot.path)
            settle(page)
            if shot.role is not Role.EXECUTIVE:
                look_as(page, shot.role)
            if shot.press:
                page.locator(shot.press).first.click()
                settle(page)
            if scheme == "light":
                grow(page, width, height)
            picture = page.screenshot(animations="disabled")
            keep(picture, FOLDER / f"{shot.name}_{size}.png")


def look_as(page: Page, role: Role) -> None:
    page.get_by_role("combobox", name="View as").click()
    page.get_by_role("option", name=ROLE_TITLES[role]).click()
    page.evaluate("() => document.activeElement.blur()")
    settle(page)


def settle(page: Page) -> None:
    """Wait until nothing runs, no skeleton stands and nothing moves any more."""
    page.wait_for_timeout(500)
    page.locator("[data-test-script-state=notRunning]").wait_for(timeout=SLOW)
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')", timeout=SLOW
    )
    page.evaluate("() => document.fonts.ready")
    page.wait_for_timeout(700)


def grow(page: Page, width: int, height: int) -> None:
    """Make room for all of the page: Streamlit scrolls within the window."""
    page.mouse.move(0, height - 1)
    content = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, content)})
    page.wait_for_timeout(700)


def keep(picture: bytes, path: Path) -> None:
    with Image.open(BytesIO(picture)) as image:
        # The few points of orange and blue keep their colour, however few they are.
        method = Image.Quantize.MAXCOVERAGE
        small = image.convert("RGB").quantize(COLOURS, method, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
