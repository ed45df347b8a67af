"""Discretion: nothing is shared in secret."""

from bigtrust import web

build = web.build_or_stop()
web.show_principle("discretion", build)
web.rule()
web.show_segments(
    build,
    ("undisclosed_sharing", "recipient"),
    ("sharing_after_objection", "recipient"),
)
