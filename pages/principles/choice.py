"""Choice: the customer chooses, and the choice is obeyed."""

from bigtrust import web

build = web.build_or_stop()
web.show_principle("choice", build)
