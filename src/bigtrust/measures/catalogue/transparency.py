"""Transparency: the company shows what it does."""

from dataclasses import replace

from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.rollups import ANSWERS_BY_NOTICE, ASKED, DATA_CATEGORIES, TOUCHPOINTS

_LINKS = ("touchpoints", "touchpoints.links_notice")
_OFFERS = ("touchpoints", "touchpoints.offers_choice")
_EXPLAINED = (
    "data_inventory",
    "data_inventory.purpose",
    "data_inventory.legal_basis",
    "data_inventory.retention_days",
    "data_inventory.described_in_notice",
)
_NOTICE_TOLD = Count(TOUCHPOINTS, "notice_told", Over.CLOSE, needs=_LINKS)
_CHOICE_TOLD = Count(TOUCHPOINTS, "choice_told", Over.CLOSE, needs=_OFFERS)

NOTICE_WITHIN_REACH = Measure(
    name="notice_within_reach",
    number=21,
    title="Notice within reach",
    question="Can people read our notice wherever they meet us?",
    definition="Touchpoints that link the privacy notice, of those of which it is told.",
    numerator_text="touchpoints that link the notice",
    denominator_text="touchpoints of which it is told",
    unit="%",
    kind="stock",
    better="up",
    principle="transparency",
    carries_over=True,
    numerator=Count(TOUCHPOINTS, "links_notice", Over.CLOSE, needs=_LINKS),
    denominator=_NOTICE_TOLD,
    judged=_NOTICE_TOLD,
    candidates=Count(TOUCHPOINTS, "touchpoints", Over.CLOSE, needs=("touchpoints",)),
    candidates_text="touchpoints",
    scale=100.0,
    target=100.0,
    good=100.0,
    bad=70.0,
    target_source="GDPR Art 12(1)",
    caveat="A touchpoint counts from the day it was checked on; where that is not told, on the last"
    " day alone.",
)
CHOICE_WITHIN_REACH = replace(
    NOTICE_WITHIN_REACH,
    name="choice_within_reach",
    number=22,
    title="Choice within reach",
    question="Can people choose wherever they meet us?",
    definition="Touchpoints that offer the choice, of those of which it is told.",
    numerator_text="touchpoints that offer the choice",
    numerator=Count(TOUCHPOINTS, "offers_choice", Over.CLOSE, needs=_OFFERS),
    denominator=_CHOICE_TOLD,
    judged=_CHOICE_TOLD,
    target_source="GDPR Art 7(3)",
)
DATA_EXPLAINED = Measure(
    name="data_explained",
    number=23,
    title="Data explained",
    question="Can we say of all data why we hold it, and for how long?",
    definition="Data categories of which purpose, legal basis and retention are told, and which the"
    " notice describes.",
    numerator_text="data categories explained",
    denominator_text="data categories",
    unit="%",
    kind="stock",
    better="up",
    principle="transparency",
    carries_over=True,
    numerator=Count(DATA_CATEGORIES, "explained", Over.CLOSE, needs=_EXPLAINED),
    denominator=Count(DATA_CATEGORIES, "categories", Over.CLOSE, needs=_EXPLAINED),
    scale=100.0,
    target=100.0,
    good=100.0,
    bad=60.0,
    target_source="GDPR Art 13, 14 and 30",
    caveat="It is known of the last day alone: nobody can say what was so before.",
)

_NOTICES = ("consent_events.notice_version", "notices")
_TOLD = Count(ANSWERS_BY_NOTICE, "told_begun", Over.CLOSE, less="told_ended", needs=_NOTICES)

CURRENT_NOTICE = Measure(
    name="current_notice",
    number=24,
    title="Current notice",
    question="Did people answer to what we say today?",
    definition="People whose latest answer was given under a notice that is in force.",
    numerator_text="people whose latest answer was under a notice in force",
    denominator_text="people whose latest answer names a known notice",
    unit="%",
    kind="stock",
    better="up",
    principle="transparency",
    carries_over=True,
    numerator=Count(
        ANSWERS_BY_NOTICE, "current_begun", Over.CLOSE, less="current_ended", needs=_NOTICES
    ),
    denominator=_TOLD,
    judged=_TOLD,
    candidates=Count(ASKED, "answered", Over.CLOSE, needs=("consent_events",)),
    candidates_text="people with an answer",
    scale=100.0,
    target=90.0,
    good=100.0,
    bad=40.0,
    caveat="A new notice makes all answers before it old at once, until people are asked again.",
)

TRANSPARENCY = (NOTICE_WITHIN_REACH, CHOICE_WITHIN_REACH, DATA_EXPLAINED, CURRENT_NOTICE)
