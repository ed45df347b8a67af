"""Coherence: people, not consumers."""

from dataclasses import replace

from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.rollups import SURVEY_ANSWERS

_SCORED = ("survey_answers", "survey_answers.score", "survey_answers.statement")

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
    denominator=Count(SURVEY_ANSWERS, "answers", Over.PERIOD, needs=_SCORED),
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
    target=None,
    good=None,
    bad=None,
)

COHERENCE = (PERCEIVED_TRUST, PERCEIVED_TRUST_NET)
