"""Coherence: people are people at every touchpoint."""

from bigtrust import web
from bigtrust.views.journeys import broken_journeys

build = web.build_or_stop()
web.show_principle("coherence", build)
web.rule()
web.show_segments(
    build,
    ("systems_agree", "systems"),
    ("perceived_trust", "statement"),
)
if web.has_figure(build, "people_let_down"):
    web.rule()
    web.show_listing(broken_journeys, build)
    web.show_ways("people_let_down", build, key="journeys")
