"""The meeting: what changed since the last one, what was decided, and what came of it."""

from bigtrust import web

build = web.build_or_stop()
with web.part("meeting"):
    chosen = web.choose_meeting()
    page = web.told(chosen, build)
    if page is not None and web.presenting():
        web.show_presentation(page)
    else:
        if page is not None:
            web.show_ways_out(chosen, page, build)
            web.show_meeting(page, build)
        web.show_actions(chosen, build)
