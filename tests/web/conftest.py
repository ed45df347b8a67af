"""Companies that the pages are opened on, and a browser to open them with."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize
from streamlit.components.v2.component_manager import BidiComponentManager

from bigtrust.access.pseudonyms import make_key
from bigtrust.builds import build
from bigtrust.loading import load
from bigtrust.settings import FILE_NAME, read_settings
from tests.dashboards import running_chromium, serving
from tests.web.dirt import dirty_rows

Open = Callable[..., BrowserContext]


@pytest.fixture(autouse=True, scope="session")
def no_strangers_components() -> Iterator[None]:
    """AppTest looks for components in every package installed, each time, and longer than it runs
    a page of ours, which has none.
    """
    with pytest.MonkeyPatch.context() as patched:
        search = "discover_and_register_components"
        patched.setattr(BidiComponentManager, search, lambda *_, **__: None)
        yield


def company_of(home: Path, settings: str) -> Path:
    """Load and build the company whose bigtrust.toml says `settings`."""
    (home / FILE_NAME).write_text(settings, encoding="utf-8")
    read = read_settings(home)
    make_key(read.folder)
    load(read, read.sources)
    build(read)
    return home


def source(data_set: str, path: str) -> str:
    return f'[[sources]]\ndata_set = "{data_set}"\npath = "{path}"\n'


@pytest.fixture(scope="session")
def complaints_alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company that gives complaints and nothing else, without the day of closing."""
    home = tmp_path_factory.mktemp("complaints")
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 11) for day in (3, 9, 17, 26)]
    rows = "".join(f"{number},{day},delivery\n" for number, day in enumerate(days))
    (home / "complaints.csv").write_text(f"complaint_id,received_at,topic\n{rows}")
    return company_of(home, "as_of = 2026-10-31\n" + source("complaints", "complaints.csv"))


@pytest.fixture(scope="session")
def customers_and_contacts(demo_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company's customers and contacts, and nothing else."""
    home = tmp_path_factory.mktemp("alone")
    sources = "".join(
        source(name, f"{demo_company}/data/{name}.parquet") for name in ("customers", "contacts")
    )
    return company_of(home, f"as_of = 2026-10-31\n{sources}")


@pytest.fixture(scope="session")
def dirty_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company whose names are markup, and some of whose rows stay in quarantine."""
    home = tmp_path_factory.mktemp("dirty")
    sources = []
    for data_set, rows in dirty_rows().items():
        (home / f"{data_set}.csv").write_text("\n".join(rows), encoding="utf-8")
        sources.append(source(data_set, f"{data_set}.csv"))
    told = 'as_of = 2026-10-31\n[segments]\ncustomers = { region = "operational" }\n'
    return company_of(home, told.replace("[seg", "".join(sources) + "[seg"))


@pytest.fixture
def empty_company(tmp_path: Path) -> Path:
    """A company that has loaded nothing yet."""
    (tmp_path / FILE_NAME).write_text("", encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def demo_address(demo_company: Path) -> Iterator[str]:
    with serving(demo_company) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium; skips where there is none."""
    with ExitStack() as opened:
        try:
            yield opened.enter_context(running_chromium())
        except FileNotFoundError:
            pytest.skip("no Chromium on this machine")


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Open]:
    """Opens a fresh profile: `browser(width=390, color_scheme="dark")`."""
    opened: list[BrowserContext] = []

    def start(width: int = 1440, height: int = 900, **options: Any) -> BrowserContext:
        window = ViewportSize(width=width, height=height)
        opened.append(chromium.new_context(viewport=window, **options))
        return opened[-1]

    yield start
    for context in opened:
        context.close()
