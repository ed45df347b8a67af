"""Restraint: interactions are not misused."""

from bigtrust import web

build = web.build_or_stop()
web.show_principle("restraint", build)
