"""Transparency: what is held, measured and done is explained."""

from bigtrust import web
from bigtrust.views.evaluated import evaluated
from bigtrust.views.held import inventory, touchpoints

build = web.build_or_stop()
web.show_principle("transparency", build)
if web.has(build, "touchpoints"):
    web.rule()
    web.show_listing(touchpoints, build)
    web.show_ways("notice_within_reach", build, key="touchpoints")
if web.has(build, "data_inventory"):
    web.rule()
    web.show_listing(inventory, build)
    web.show_ways("data_explained", build, key="inventory")
web.rule()
web.show_listing(evaluated, build, folded="All metrics, and how they are used")
