"""Restraint: interactions are not misused."""

from dataclasses import replace

from bigtrust.measures.catalogue.counts import ACTIVE_AT_CLOSE, broken
from bigtrust.measures.measure import Count, Measure, Over, Quantile, TopShare
from bigtrust.promises import selling_to_the_aggrieved, washing_machine_offers
from bigtrust.rollups import (
    CONTACT_PRESSURE,
    DAYS_AT_RISK,
    EVENTS_BY_PRESSURE,
    MARKETING_CONTACTS,
    OVER_CONTACTED,
)

_WINDOW = 30  # days: points of a rolling stock enter SPC one window apart
_CASE = 56  # days, most of which a case is open: windows next to each other share it
_CONTACTS = ("contacts",)
_OUTCOMES = ("contacts", "contacts.outcome")
_AT_RISK = ("customers", "customers.joined_on", "contacts")
_DELIVERED = Count(MARKETING_CONTACTS, "delivered_email", Over.PERIOD, needs=_OUTCOMES)
_COUNTED = Count(MARKETING_CONTACTS, "counted", Over.PERIOD, needs=_CONTACTS)
_JUDGED_CALLS = Count(MARKETING_CONTACTS, "judged_calls", Over.PERIOD, needs=_CONTACTS)
_PRESSURE_CAVEAT = "Marketing only, bounced messages excluded, call attempts included."

OVER_CONTACTED_CUSTOMERS = Measure(
    name="over_contacted_customers",
    number=13,
    title="Over-contacted customers",
    question="Whom do we contact more often than we said we would?",
    definition="Customers who, on that day, had more marketing contacts in a rolling window than a"
    " cap allows.",
    numerator_text="customers over at least one cap",
    denominator_text="active customers",
    unit="%",
    kind="stock",
    better="down",
    principle="restraint",
    numerator=Count(OVER_CONTACTED, "begun", Over.CLOSE, less="ended", needs=("contacts",)),
    denominator=ACTIVE_AT_CLOSE,
    scale=100.0,
    target=2.0,
    good=0.0,
    bad=10.0,
    caveat=_PRESSURE_CAVEAT,
    window_days=_WINDOW,
    warm_up_days=_WINDOW,
)
CONTACT_PRESSURE_MEDIAN = Measure(
    name="contact_pressure",
    number=14,
    title="Contact pressure",
    question="How often do we contact the people we contact?",
    definition="Marketing contacts in the last 30 days of the person in the middle, among people"
    " contacted.",
    numerator_text="marketing contacts in the last 30 days",
    denominator_text="people contacted in the last 30 days",
    unit="contacts",
    kind="stock",
    better="down",
    principle="restraint",
    numerator=Count(CONTACT_PRESSURE, "begun", Over.CLOSE, less="ended", needs=("contacts",)),
    spread=Quantile(0.5),
    caveat=_PRESSURE_CAVEAT,
    window_days=_WINDOW,
    warm_up_days=_WINDOW,
)
CONTACT_PRESSURE_95TH = replace(
    CONTACT_PRESSURE_MEDIAN,
    name="contact_pressure_95th",
    title="Contact pressure, 95th percentile",
    definition="Marketing contacts in the last 30 days that 95 of 100 people contacted do not"
    " exceed.",
    spread=Quantile(0.95),
)
CONTACT_PRESSURE_TOP_TENTH = replace(
    CONTACT_PRESSURE_MEDIAN,
    name="contact_pressure_top_tenth",
    title="Contacts that the most contacted tenth receives",
    question="How unequally does contact fall?",
    definition="Share of the marketing contacts of the last 30 days that went to the most contacted"
    " tenth of the people contacted.",
    numerator_text="marketing contacts to the most contacted tenth",
    denominator_text="marketing contacts in the last 30 days",
    unit="%",
    scale=100.0,
    spread=TopShare(0.1),
    highest=100.0,
)

EXCESS_CONTACTS = Measure(
    name="excess_contacts",
    number=15,
    title="Excess contacts",
    question="How many contacts should not have been made at all?",
    definition="Marketing contacts beyond a cap: with them, more lie in its rolling window than it"
    " allows.",
    numerator_text="marketing contacts beyond a cap, once each",
    denominator_text="marketing contacts, bounced ones left out",
    unit="%",
    window_days=28,
    kind="flow",
    better="down",
    principle="restraint",
    numerator=broken("excess_contacts", _CONTACTS),
    denominator=_COUNTED,
    scale=100.0,
    target=2.0,
    good=0.0,
    bad=15.0,
    caveat=_PRESSURE_CAVEAT,
    warm_up_days=_WINDOW,
)
WASHING_MACHINE_OFFERS = Measure(
    name="washing_machine_offers",
    number=16,
    title="Washing-machine offers",
    question="Do we offer people what they have just bought?",
    definition="Marketing contacts for a category that the person bought within its repurchase"
    " time, of those with a category to people who bought anything within its time.",
    numerator_text="marketing contacts for what the person has just bought",
    denominator_text="marketing contacts with a category to people who have just bought something",
    unit="%",
    kind="flow",
    better="down",
    principle="restraint",
    numerator=broken("washing_machine_offers", washing_machine_offers.NEEDS),
    denominator=Count(
        MARKETING_CONTACTS,
        "offers_after_purchase",
        Over.PERIOD,
        needs=washing_machine_offers.NEEDS,
    ),
    scale=100.0,
    target=0.0,
    good=0.0,
    bad=5.0,
    caveat="The repurchase time is told by product_categories or learned: the time by which one in"
    " ten bought again. Of categories that fewer than 200 people bought nothing is learned.",
)
SELLING_TO_THE_AGGRIEVED = Measure(
    name="selling_to_the_aggrieved",
    number=17,
    title="Selling to the aggrieved",
    question="Do we sell to people who wait for us to put something right?",
    definition="Marketing contacts to people with a complaint or request that was open when the"
    " contact was made.",
    numerator_text="marketing contacts to people with an open complaint or request",
    denominator_text="marketing contacts, bounced ones left out",
    unit="%",
    window_days=_CASE,
    kind="flow",
    better="down",
    principle="restraint",
    numerator=broken("selling_to_the_aggrieved", selling_to_the_aggrieved.NEEDS),
    denominator=_COUNTED,
    scale=100.0,
    target=0.0,
    good=0.0,
    bad=3.0,
    caveat="A case closed at the moment of sending is closed.",
)
OUT_OF_HOURS_CONTACTS = Measure(
    name="out_of_hours_contacts",
    number=18,
    title="Out-of-hours contacts",
    question="Do we call when people want to be left alone?",
    definition="Marketing calls outside the permitted hours, by the clock and the calendar of the"
    " person called.",
    numerator_text="marketing calls outside the permitted hours",
    denominator_text="marketing calls whose permitted hours are known",
    unit="%",
    kind="flow",
    better="down",
    principle="restraint",
    numerator=broken("out_of_hours_contacts", _CONTACTS),
    denominator=_JUDGED_CALLS,
    judged=_JUDGED_CALLS,
    candidates=Count(MARKETING_CONTACTS, "calls", Over.PERIOD, needs=_CONTACTS),
    candidates_text="marketing calls",
    scale=100.0,
    target=0.0,
    target_source="the law of each place; see its permitted hours",
    good=0.0,
    bad=3.0,
    caveat="Call attempts are included, and SMS if bigtrust.toml says so; where no rule of hours is"
    " known for a country, its calls are left out.",
)
SPAM_COMPLAINTS = Measure(
    name="spam_complaints",
    number=19,
    title="Spam complaints",
    question="How many recipients call our mail spam?",
    definition="Marketing email that the recipient reported as spam, of the email delivered.",
    numerator_text="marketing email reported as spam",
    denominator_text="marketing email delivered, opened, clicked or reported as spam",
    unit="%",
    kind="flow",
    better="down",
    principle="restraint",
    numerator=Count(MARKETING_CONTACTS, "reported_spam", Over.PERIOD, needs=_OUTCOMES),
    denominator=_DELIVERED,
    judged=_DELIVERED,
    candidates=replace(_COUNTED, only=(("channel", "email"),)),
    candidates_text="marketing email that did not bounce",
    scale=100.0,
    target=0.10,
    target_source="Google Postmaster: below 0.10 %, never 0.30 %",
    good=0.0,
    bad=0.30,
    caveat="Of delivered mail, which stands for what reached an inbox; mail of which no outcome is"
    " told is left out. From 0.30 % on, mailbox providers turn mail away.",
)
OPT_OUTS_BY_PRESSURE = Measure(
    name="opt_outs_by_pressure",
    number=20,
    title="Opt-outs by pressure",
    question="Do the people whom we contact most turn away more often?",
    definition="Opt-outs per 1,000 days of active customers, by how many marketing contacts they"
    " had in the 30 days to that day.",
    numerator_text="opt-outs of active customers",
    denominator_text="days of active customers",
    unit="per 1,000 customer-days",
    kind="flow",
    better="down",
    principle="restraint",
    numerator=Count(
        EVENTS_BY_PRESSURE, "opt_outs", Over.PERIOD, needs=(*_AT_RISK, "consent_events")
    ),
    denominator=Count(DAYS_AT_RISK, "begun", Over.DAYS, less="ended", needs=_AT_RISK),
    scale=1000.0,
    caveat="Associated, not caused: those who are contacted most differ in other ways, too.",
    warm_up_days=_WINDOW,
)
COMPLAINTS_BY_PRESSURE = replace(
    OPT_OUTS_BY_PRESSURE,
    name="complaints_by_pressure",
    title="Complaints by pressure",
    question="Do the people whom we contact most complain more often?",
    definition="Complaints per 1,000 days of active customers, by how many marketing contacts they"
    " had in the 30 days to that day.",
    numerator_text="complaints of active customers",
    numerator=Count(EVENTS_BY_PRESSURE, "complaints", Over.PERIOD, needs=(*_AT_RISK, "complaints")),
)
DEPARTURES_BY_PRESSURE = replace(
    OPT_OUTS_BY_PRESSURE,
    name="departures_by_pressure",
    title="Departures by pressure",
    question="Do the people whom we contact most leave more often?",
    definition="Departures per 1,000 days of active customers, by how many marketing contacts they"
    " had in the 30 days to their last day.",
    numerator_text="departures of customers, on their last day",
    numerator=Count(
        EVENTS_BY_PRESSURE, "departures", Over.PERIOD, needs=(*_AT_RISK, "customers.left_on")
    ),
)

RESTRAINT = (
    OVER_CONTACTED_CUSTOMERS,
    CONTACT_PRESSURE_MEDIAN,
    CONTACT_PRESSURE_95TH,
    CONTACT_PRESSURE_TOP_TENTH,
    EXCESS_CONTACTS,
    WASHING_MACHINE_OFFERS,
    SELLING_TO_THE_AGGRIEVED,
    OUT_OF_HOURS_CONTACTS,
    SPAM_COMPLAINTS,
    OPT_OUTS_BY_PRESSURE,
    COMPLAINTS_BY_PRESSURE,
    DEPARTURES_BY_PRESSURE,
)
