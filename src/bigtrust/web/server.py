"""Starts Streamlit, as `python -m bigtrust.web.server run app.py ...`.

On a fresh server Streamlit takes a folder named `pages` for pages of its older kind until app.py
has run once, and tells whoever opens another address first that there is no such page.
"""

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main

if __name__ == "__main__":
    PagesManager.uses_pages_directory = False
    main()
