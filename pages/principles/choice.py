"""Choice: the customer chooses, and the choice is obeyed."""

from bigtrust import web

build = web.build_or_stop()
web.show_principle("choice", build)
web.rule()
web.show_segments(
    build,
    ("opt_out_rate", "channel"),
    ("contact_after_withdrawal", "sender_unit"),
    ("contact_without_permission", "channel"),
    ("consent_on_old_notice", "purpose"),
)
