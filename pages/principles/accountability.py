"""Accountability: the company can be held to account."""

from bigtrust import web

build = web.build_or_stop()
web.show_principle("accountability", build)
