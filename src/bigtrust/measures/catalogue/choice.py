"""Choice: the customer chooses."""

from dataclasses import replace

from bigtrust.measures.catalogue.counts import broken
from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.rollups import MARKETING_CONTACTS, OPT_OUTS, PERMISSIONS

_CONTACTS = ("contacts",)
_JUDGED = ("contacts", "consent_events")
_ALL_CONTACTS = Count(MARKETING_CONTACTS, "contacts", Over.PERIOD, needs=_CONTACTS)
_JUDGED_CONTACTS = Count(MARKETING_CONTACTS, "judged", Over.PERIOD, needs=_JUDGED)

OPT_OUT_RATE = Measure(
    name="opt_out_rate",
    number=1,
    title="Opt-out rate",
    question="Are people turning away?",
    definition="Of 100 permissions to contact a person for a purpose on a channel, how many were"
    " withdrawn or objected to in 30 days.",
    numerator_text="opt-outs, each person's purpose and channel once",
    denominator_text="permission-days at risk",
    unit="%",
    kind="flow",
    better="down",
    principle="choice",
    numerator=Count(OPT_OUTS, "opt_outs", Over.FIRST, needs=("consent_events",)),
    denominator=Count(PERMISSIONS, "begun", Over.DAYS, less="ended", needs=("consent_events",)),
    scale=100.0 * 30,
    target=0.5,
    caveat="An opt-out is a right used, not a fault; a rise says that something drove it.",
)
CONTACT_WITHOUT_PERMISSION = Measure(
    name="contact_without_permission",
    number=3,
    title="Contact without permission",
    question="Do we write only to people who allow it?",
    definition="Marketing contacts to people who had not permitted them, for their purpose and on"
    " their channel, at the moment of sending.",
    numerator_text="marketing contacts without permission, those in processing left out",
    denominator_text="marketing contacts whose permission can be told",
    unit="%",
    kind="flow",
    better="down",
    principle="choice",
    numerator=broken("contact_without_permission", _JUDGED),
    denominator=_JUDGED_CONTACTS,
    judged=_JUDGED_CONTACTS,
    candidates=_ALL_CONTACTS,
    candidates_text="marketing contacts",
    scale=100.0,
    target=0.0,
    target_source="GDPR Art 6; ePrivacy Directive Art 13",
    caveat="Where neither law sheet nor settings say what a country asks for, permission cannot be"
    " told; those contacts are left out.",
)
CONTACT_AFTER_WITHDRAWAL = Measure(
    name="contact_after_withdrawal",
    number=4,
    title="Contact after withdrawal",
    question="When people say stop, do we stop?",
    definition="Marketing contacts after an opt-out of their purpose and channel, later than the"
    " tolerated lag and before a new consent.",
    numerator_text="marketing contacts after a withdrawal and its lag",
    denominator_text="marketing contacts",
    unit="%",
    kind="flow",
    better="down",
    principle="choice",
    numerator=broken("contact_after_withdrawal", _JUDGED),
    denominator=_ALL_CONTACTS,
    scale=100.0,
    target=0.0,
    target_source="GDPR Art 7(3) and 21(3)",
    caveat="The lag is 48 hours unless settings say otherwise, and 10 business days in the United"
    " States (email, phone, SMS).",
)

CONTACT_IN_PROCESSING = replace(
    CONTACT_WITHOUT_PERMISSION,
    name="contact_in_processing",
    title="Contact in processing",
    question="How many contacts still go out while a withdrawal is being processed?",
    definition="Marketing contacts without permission within the tolerated lag after an opt-out;"
    " they are not counted as contact without permission.",
    numerator_text="marketing contacts within the lag after an opt-out",
    numerator=Count(MARKETING_CONTACTS, "in_processing", Over.PERIOD, needs=_JUDGED),
    target=None,
)
PEOPLE_CONTACTED_AFTER_WITHDRAWAL = replace(
    CONTACT_AFTER_WITHDRAWAL,
    name="people_contacted_after_withdrawal",
    title="People contacted after withdrawal",
    definition="People who had a marketing contact after an opt-out of its purpose and channel,"
    " later than the tolerated lag and before a new consent.",
    numerator_text="people contacted after a withdrawal and its lag",
    denominator_text="",
    unit="people",
    numerator=replace(broken("contact_after_withdrawal", _JUDGED), over=Over.PEOPLE),
    denominator=None,
    scale=1.0,
    target=None,
)
DECLINED_YET_CONTACTED = Measure(
    name="declined_yet_contacted",
    number=9,
    title="Declined, yet contacted",
    question="Do we leave alone those who would not register?",
    definition="Marketing contacts, without valid consent, to people all of whose purchases before"
    " were as a guest or declining to register.",
    numerator_text="marketing contacts to people who only ever declined to register",
    denominator_text="marketing contacts",
    unit="%",
    kind="flow",
    better="down",
    principle="choice",
    numerator=broken("declined_yet_contacted", (*_JUDGED, "purchases.registration")),
    denominator=_ALL_CONTACTS,
    scale=100.0,
    target=0.0,
    good=0.0,
    bad=1.0,
    caveat="A purchase of which nothing is told about registering counts as registered.",
)

CHOICE = (
    OPT_OUT_RATE,
    CONTACT_WITHOUT_PERMISSION,
    CONTACT_IN_PROCESSING,
    CONTACT_AFTER_WITHDRAWAL,
    PEOPLE_CONTACTED_AFTER_WITHDRAWAL,
    DECLINED_YET_CONTACTED,
)
