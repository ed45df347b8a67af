"""What the company promised, and which rows break it: permission, caps, deadlines.

Each module turns facts into spells (what lasts, from a day until a day) or judges events.
"""
