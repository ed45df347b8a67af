"""Demo companies of so many contacts, made and loaded once and kept."""

from pathlib import Path

from bigtrust import demo, loading
from bigtrust.access.pseudonyms import make_key
from bigtrust.cli.building import make_demo, settings_of_demo
from bigtrust.settings import Settings, read_settings

CUSTOMERS_PER_MILLION = 54_000  # of the demo company, for a million contacts


def demo_company(folder: Path) -> Path:
    """The home of the demo company as `bigtrust demo` makes it, with its build."""
    home = folder / "demo"
    if not (home / "trust" / "builds" / "current").exists():
        make_demo(folder=home)
    return home


def company(folder: Path, millions: int) -> Settings:
    """The settings of a company with that many million contacts, loaded and not yet built."""
    home = folder / f"{millions}m"
    loaded = home / "loaded"
    if not loaded.exists():
        truth = demo.make(home / "data", millions * CUSTOMERS_PER_MILLION)
        (home / "bigtrust.toml").write_text(settings_of_demo(truth), encoding="utf-8")
        settings = read_settings(home)
        make_key(settings.folder)
        loading.load(settings, settings.sources)
        loaded.touch()
    return read_settings(home)
