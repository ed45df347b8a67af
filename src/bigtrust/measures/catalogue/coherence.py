"""Coherence: people are people, at every touchpoint."""

from bigtrust.measures.catalogue.counts import ACTIVE_AT_CLOSE
from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.rollups import LET_DOWN, SYSTEMS

_SYSTEMS = ("consent_events.source_system",)

SYSTEMS_AGREE = Measure(
    name="systems_agree",
    number=36,
    title="Systems agree",
    question="Do all our systems know the same of a person's choices?",
    definition="Customers known to two systems or more whose choices are the same in each of them.",
    numerator_text="customers whose systems agree",
    denominator_text="customers in two systems or more",
    unit="%",
    kind="stock",
    better="up",
    principle="coherence",
    numerator=Count(SYSTEMS, "agree_begun", Over.CLOSE, less="agree_ended", needs=_SYSTEMS),
    denominator=Count(SYSTEMS, "in_two_systems", Over.CLOSE, needs=_SYSTEMS),
    scale=100.0,
    target=100.0,
    good=100.0,
    bad=90.0,
    caveat="What one system has not heard of is a disagreement only where it recorded another"
    " choice for the same purpose and channel.",
)
PEOPLE_LET_DOWN = Measure(
    name="people_let_down",
    number=37,
    title="People let down",
    question="To how many people did we break a promise?",
    definition="Customers with at least one broken promise in the last 90 days: contact without"
    " permission or to those who declined, sharing after an objection, washing-machine offers,"
    " selling to the aggrieved, calls out of hours.",
    numerator_text="customers with a broken promise in the last 90 days",
    denominator_text="active customers",
    unit="%",
    kind="stock",
    better="down",
    principle="coherence",
    numerator=Count(LET_DOWN, "begun", Over.CLOSE, less="ended", needs=("contacts",)),
    denominator=ACTIVE_AT_CLOSE,
    scale=100.0,
    target=1.0,
    good=0.0,
    bad=10.0,
    caveat="Counted whether they are still customers or not; the share is of active customers.",
    window_days=90,
    warm_up_days=90,
)

COHERENCE = (SYSTEMS_AGREE, PEOPLE_LET_DOWN)
