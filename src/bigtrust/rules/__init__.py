"""The domain's rules, as parameters and pure functions: no I/O, no database, no clock.

Deadlines, working days, permission, calling hours, caps, intervals, survival, statistical process
control, funnels, forecasts and the trust index, each with its source in the docstring. "House"
means that no standard exists and the product chose. This is engineering, not legal advice, and
the pages that show a legal date say so.
"""
