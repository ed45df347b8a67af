"""Choice: the customer chooses."""

from dataclasses import replace

from bigtrust.measures.catalogue.consent import (
    CONSENT_ON_OLD_NOTICE,
    CONSENT_RATE,
    REACHABLE_PEOPLE,
    REACHABLE_PEOPLE_GAINED,
    REACHABLE_PEOPLE_LOST,
    SILENT_CUSTOMERS,
)
from bigtrust.measures.catalogue.counts import broken
from bigtrust.measures.measure import Count, Measure, Over, Quantile
from bigtrust.rollups import MARKETING_CONTACTS, OPT_OUTS, PERMISSIONS, PURCHASES, WITHDRAWALS

_CONTACTS = ("contacts",)
_JUDGED = ("contacts", "consent_events")
_REGISTRATION = ("purchases.registration",)
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
    good=0.0,
    bad=2.0,
    caveat="An opt-out is a right used, not a fault; a rise says that something drove it. Where"
    " nobody says what a country asks for, permission cannot be told, and does not count.",
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
    good=0.0,
    bad=2.0,
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
    good=0.0,
    bad=0.5,
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
    good=None,
    bad=None,
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
    good=None,
    bad=None,
)

WITHDRAWAL_HONOURED = Measure(
    name="withdrawal_honoured",
    number=5,
    title="Withdrawal honoured",
    question="When people say stop, is it the end of it?",
    definition="Opt-outs after which, from the tolerated lag to the 90th day, no marketing contact"
    " came for their purpose and on their channel.",
    numerator_text="opt-outs without a contact from the lag to the 90th day",
    denominator_text="opt-outs whose 90th day fell in the period",
    unit="%",
    kind="flow",
    better="up",
    principle="choice",
    numerator=Count(WITHDRAWALS, "honoured", Over.PERIOD, needs=_JUDGED),
    denominator=Count(WITHDRAWALS, "opt_outs", Over.PERIOD, needs=_JUDGED),
    scale=100.0,
    target=100.0,
    target_source="GDPR Art 7(3) and 21(3)",
    good=100.0,
    bad=90.0,
    caveat="A new consent or a departure ends the 90 days early.",
)
HOURS_TO_LAST_CONTACT = Measure(
    name="hours_to_last_contact",
    number=5,
    title="Hours to the last contact",
    question="Where we did not stop, how long did we go on?",
    definition="Hours from an opt-out to the last marketing contact of the 90 days after it that 95"
    " of 100 opt-outs with such a contact do not exceed.",
    numerator_text="hours from opt-outs to their last contact",
    denominator_text="opt-outs with a contact after the lag",
    unit="hours",
    kind="flow",
    better="down",
    principle="choice",
    numerator=Count(WITHDRAWALS, "contacted", Over.PERIOD, needs=_JUDGED),
    spread=Quantile(0.95),
    caveat="Of the opt-outs that were not honoured alone; known 90 days after the opt-out.",
)
REGISTER_OR_LEAVE = Measure(
    name="register_or_leave",
    number=8,
    title="Register or leave",
    question="Can people buy without registering?",
    definition="Purchases in which declining to register was not offered.",
    numerator_text="purchases where declining was not offered",
    denominator_text="purchases whose registration is told",
    unit="%",
    kind="flow",
    better="down",
    principle="choice",
    numerator=Count(PURCHASES, "not_offered", Over.PERIOD, needs=_REGISTRATION),
    denominator=Count(PURCHASES, "told", Over.PERIOD, needs=_REGISTRATION),
    judged=Count(PURCHASES, "told", Over.PERIOD, needs=_REGISTRATION),
    candidates=Count(PURCHASES, "purchases", Over.PERIOD, needs=_REGISTRATION),
    candidates_text="purchases",
    scale=100.0,
    target=0.0,
    good=0.0,
    bad=20.0,
    caveat="Of purchases made: nobody knows of those who left because they had to register.",
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
    CONSENT_RATE,
    CONTACT_WITHOUT_PERMISSION,
    CONTACT_IN_PROCESSING,
    CONTACT_AFTER_WITHDRAWAL,
    PEOPLE_CONTACTED_AFTER_WITHDRAWAL,
    WITHDRAWAL_HONOURED,
    HOURS_TO_LAST_CONTACT,
    SILENT_CUSTOMERS,
    CONSENT_ON_OLD_NOTICE,
    REGISTER_OR_LEAVE,
    DECLINED_YET_CONTACTED,
    REACHABLE_PEOPLE,
    REACHABLE_PEOPLE_GAINED,
    REACHABLE_PEOPLE_LOST,
)
