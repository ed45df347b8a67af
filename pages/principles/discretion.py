"""Discretion: nothing is shared in secret."""

from bigtrust import web
from bigtrust.views.recipients import recipients

build = web.build_or_stop()
web.show_principle("discretion", build)
if web.has_figure(build, "undisclosed_sharing"):
    web.rule()
    web.show_listing(recipients, build)
    web.show_ways("undisclosed_sharing", build, key="recipients")
web.rule()
web.show_segments(
    build,
    ("undisclosed_sharing", "recipient"),
    ("sharing_after_objection", "recipient"),
)
