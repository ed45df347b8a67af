"""Coherence: people, not consumers."""

from dataclasses import replace

from bigtrust.measures.catalogue.counts import ACTIVE_AT_CLOSE
from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.rollups import LET_DOWN, SURVEY_ANSWERS, SYSTEMS

_SCORED = ("survey_answers", "survey_answers.score", "survey_answers.statement")

_ANSWERS = Count(SURVEY_ANSWERS, "answers", Over.PERIOD, needs=_SCORED)
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
    carries_over=True,
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
    caveat="Counted whether they are still customers or not; the share is of active customers."
    " Promises that no data set lets anybody judge are left out.",
    window_days=90,
    warm_up_days=90,
)

PERCEIVED_TRUST = Measure(
    name="perceived_trust",
    number=38,
    title="Perceived trust",
    question="Do people say that they trust us?",
    definition="Mean score, from 1 to 7, of the answers to the four statements on humanity,"
    " transparency, capability and reliability.",
    numerator_text="scores, added",
    denominator_text="answers",
    unit="of 7",
    kind="flow",
    better="up",
    principle="coherence",
    numerator=Count(SURVEY_ANSWERS, "scores", Over.PERIOD, needs=_SCORED),
    denominator=_ANSWERS,
    lowest=1.0,
    highest=7.0,
    judged=_ANSWERS,
    candidates=Count(SURVEY_ANSWERS, "given", Over.PERIOD, needs=("survey_answers",)),
    candidates_text="answers",
    target=5.5,
    good=7.0,
    bad=4.0,
    caveat="Of those who answered; people who trust less may answer less.",
)
PERCEIVED_TRUST_NET = replace(
    PERCEIVED_TRUST,
    name="perceived_trust_net",
    title="Perceived trust, net",
    question="Are there more who trust us than who do not?",
    definition="Share of the answers of 6 or 7 less that of the answers of 1 or 2.",
    numerator_text="answers of 6 or 7 less answers of 1 or 2",
    unit="percentage points",
    numerator=Count(SURVEY_ANSWERS, "trusting", Over.PERIOD, less="distrusting", needs=_SCORED),
    scale=100.0,
    lowest=-100.0,
    highest=100.0,
    target=None,
    good=None,
    bad=None,
)

COHERENCE = (SYSTEMS_AGREE, PEOPLE_LET_DOWN, PERCEIVED_TRUST, PERCEIVED_TRUST_NET)
