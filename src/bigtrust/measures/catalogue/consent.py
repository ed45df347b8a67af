"""Choice, in what stands: who was asked, who consents, who can be reached."""

from dataclasses import replace

from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.rollups import ASKED, CONSENTING, CONSENTS, CONSENTS_BY_NOTICE, REACHABLE

_CONSENTS = ("consent_events",)
_NOTICES = ("consent_events.notice_version", "notices")
_PEOPLE_ASKED = Count(ASKED, "asked", Over.CLOSE, needs=_CONSENTS)
_TOLD = Count(CONSENTS_BY_NOTICE, "told_begun", Over.CLOSE, less="told_ended", needs=_NOTICES)
_REACHED = Count(REACHABLE, "begun", Over.CLOSE, less="ended", needs=_CONSENTS)

CONSENT_RATE = Measure(
    name="consent_rate",
    number=2,
    title="Consent rate",
    question="Of the people we asked, how many said yes?",
    definition="People with a valid consent, of the people who were asked for one.",
    numerator_text="people with a valid consent",
    denominator_text="people asked",
    unit="%",
    kind="stock",
    better="up",
    principle="choice",
    carries_over=True,
    numerator=Count(CONSENTING, "begun", Over.CLOSE, less="ended", needs=_CONSENTS),
    denominator=_PEOPLE_ASKED,
    scale=100.0,
    caveat="Over several purposes and channels a person counts as consenting with one consent.",
)
SILENT_CUSTOMERS = Measure(
    name="silent_customers",
    number=6,
    title="Silent customers",
    question="How many people did we ask who never answered?",
    definition="People asked for a consent who never gave, refused or withdrew one.",
    numerator_text="people who never answered",
    denominator_text="people asked",
    unit="%",
    kind="stock",
    better="down",
    principle="choice",
    carries_over=True,
    numerator=Count(ASKED, "asked", Over.CLOSE, less="answered", needs=_CONSENTS),
    denominator=_PEOPLE_ASKED,
    scale=100.0,
    caveat="Silence is no consent.",
)
CONSENT_ON_OLD_NOTICE = Measure(
    name="consent_on_old_notice",
    number=7,
    title="Consent on an old notice",
    question="Do people's consents rest on what we say today?",
    definition="Valid consents that were given under a notice which another has superseded.",
    numerator_text="valid consents under a superseded notice",
    denominator_text="valid consents whose notice is known",
    unit="%",
    kind="stock",
    better="down",
    principle="choice",
    carries_over=True,
    numerator=Count(CONSENTS_BY_NOTICE, "old_begun", Over.CLOSE, less="old_ended", needs=_NOTICES),
    denominator=_TOLD,
    judged=_TOLD,
    candidates=Count(CONSENTS, "begun", Over.CLOSE, less="ended", needs=_CONSENTS),
    candidates_text="valid consents",
    scale=100.0,
    target=10.0,
    good=0.0,
    bad=50.0,
    caveat="A person's consents for several purposes and channels count each.",
)
REACHABLE_PEOPLE = Measure(
    name="reachable_people",
    number=10,
    title="Reachable people",
    question="How many people may we still contact?",
    definition="People who may be contacted for marketing on at least one channel.",
    numerator_text="people who may be contacted",
    denominator_text="",
    unit="people",
    kind="stock",
    better="up",
    principle="choice",
    carries_over=True,
    numerator=_REACHED,
    caveat="The price of breaking trust, and the yield of keeping it.",
)
REACHABLE_PEOPLE_GAINED = replace(
    REACHABLE_PEOPLE,
    name="reachable_people_gained",
    title="Reachable people gained",
    question="How many people gave us their permission, or gave it anew?",
    definition="People who came to be reachable in the period.",
    numerator_text="times that a person came to be reachable",
    kind="flow",
    carries_over=False,
    numerator=replace(_REACHED, over=Over.PERIOD, less=""),
)
REACHABLE_PEOPLE_LOST = replace(
    REACHABLE_PEOPLE_GAINED,
    name="reachable_people_lost",
    title="Reachable people lost",
    question="How many people did we lose the permission of?",
    definition="People who ceased to be reachable in the period.",
    numerator_text="times that a person ceased to be reachable",
    better="down",
    numerator=Count(REACHABLE, "ended", Over.PERIOD, needs=_CONSENTS),
)
