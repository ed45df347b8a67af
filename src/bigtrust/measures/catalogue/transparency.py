"""Transparency: what is held, measured and done is explained."""

from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.rollups import ANSWERS_BY_NOTICE, ASKED

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
)

TRANSPARENCY = (CURRENT_NOTICE,)
