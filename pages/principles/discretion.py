"""Discretion: nothing is shared in secret."""

from bigtrust import web

build = web.build_or_stop()
web.show_principle("discretion", build)
