"""Transparency: what is held, measured and done is explained."""

from bigtrust import web

build = web.build_or_stop()
web.show_principle("transparency", build)
web.rule()
web.show_segments(
    build,
    ("notice_within_reach", "touchpoint"),
    ("choice_within_reach", "touchpoint"),
    ("data_explained", "data_category"),
)
