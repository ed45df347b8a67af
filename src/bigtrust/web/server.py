"""Starts Streamlit, for `bigtrust serve`, or as `python -m bigtrust.web.server SCRIPT OPTIONS`.

On a fresh server Streamlit takes a folder named `pages` for pages of its older kind until app.py
has run once, and tells whoever opens another address first that there is no such page.
"""

import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main


def run(script: Path, *options: str) -> None:
    """Serve the script until a signal ends it; the options are those of `streamlit run`."""
    PagesManager.uses_pages_directory = False
    main(["run", str(script), *options])


if __name__ == "__main__":
    run(Path(sys.argv[1]), *sys.argv[2:])
