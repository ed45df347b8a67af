"""Coherence: people are people at every touchpoint."""

from bigtrust import web

build = web.build_or_stop()
web.show_principle("coherence", build)
web.rule()
web.show_segments(
    build,
    ("perceived_trust", "statement"),
)
