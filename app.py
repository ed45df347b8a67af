"""The dashboard: frame, viewer, navigation by role, run. `bigtrust serve` starts it."""

from pathlib import Path

from bigtrust import web

HERE = Path(__file__).parent

web.frame(HERE / "static")
web.choose_role()
web.navigation(HERE / "pages").run()
