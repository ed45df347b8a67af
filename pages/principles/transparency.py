"""Transparency: what is held, measured and done is explained."""

from bigtrust import web

build = web.build_or_stop()
web.show_principle("transparency", build)
