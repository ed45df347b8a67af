"""Every figure: how it is worked out, and the data sets and columns it cannot do without."""

from collections.abc import Callable, Mapping
from datetime import date

from tests.oracle import (
    accountability,
    answering,
    choice,
    coherence,
    complaining,
    consent,
    hours,
    offers,
    pressure,
    registration,
    restraint,
    sharing,
    transparency,
    withdrawal,
)
from tests.oracle.expected import Expected
from tests.oracle.known import Asked, Known
from tests.oracle.ledger import (
    AGGRIEVED,
    CONTACTS_JUDGED,
    DECLINED,
    DISCLOSURES_NAMED,
    DISCLOSURES_STOPPED,
    OFFERS,
)

Flow = Callable[[Known, date, date, Asked], Expected]
Stock = Callable[[Known, date, Asked], Expected]

_CONSENTS = ("consent_events",)
_NOTICES_TOLD = ("consent_events.notice_version", "notices")
_AT_RISK = ("customers.joined_on", "contacts")
_REQUESTS = ("requests",)
_TOLD = ("requests", "request_events")
_SETTLED = ("complaints.closed_at",)
_SUSPECTED = (
    "complaints.suspected_violation",
    "complaints.closed_at",
    "requests.suspected_violation",
)
_SCORED = ("survey_answers.score", "survey_answers.statement")
_EXPLAINED = tuple(
    f"data_inventory.{column}"
    for column in ("purpose", "legal_basis", "retention_days", "described_in_notice")
)

FLOWS: Mapping[str, tuple[Flow, tuple[str, ...]]] = {
    "opt_out_rate": (choice.opt_out_rate, _CONSENTS),
    "contact_without_permission": (choice.contact_without_permission, CONTACTS_JUDGED),
    "contact_in_processing": (choice.contact_in_processing, CONTACTS_JUDGED),
    "permission_coverage": (choice.permission_coverage, CONTACTS_JUDGED),
    "contact_after_withdrawal": (choice.contact_after_withdrawal, CONTACTS_JUDGED),
    "people_contacted_after_withdrawal": (
        choice.people_contacted_after_withdrawal,
        CONTACTS_JUDGED,
    ),
    "withdrawal_honoured": (withdrawal.withdrawal_honoured, CONTACTS_JUDGED),
    "hours_to_last_contact": (withdrawal.hours_to_last_contact, CONTACTS_JUDGED),
    "register_or_leave": (registration.register_or_leave, ("purchases.registration",)),
    "declined_yet_contacted": (registration.declined_yet_contacted, DECLINED),
    "reachable_people_gained": (consent.reachable_people_gained, _CONSENTS),
    "reachable_people_lost": (consent.reachable_people_lost, _CONSENTS),
    "undisclosed_sharing": (sharing.undisclosed_sharing, DISCLOSURES_NAMED),
    "sharing_after_objection": (sharing.sharing_after_objection, DISCLOSURES_STOPPED),
    "excess_contacts": (restraint.excess_contacts, ("contacts",)),
    "washing_machine_offers": (offers.washing_machine_offers, OFFERS),
    "selling_to_the_aggrieved": (restraint.selling_to_the_aggrieved, AGGRIEVED),
    "out_of_hours_contacts": (hours.out_of_hours_contacts, ("contacts",)),
    "spam_complaints": (restraint.spam_complaints, ("contacts.outcome",)),
    "opt_outs_by_pressure": (pressure.opt_outs_by_pressure, (*_AT_RISK, "consent_events")),
    "complaints_by_pressure": (pressure.complaints_by_pressure, (*_AT_RISK, "complaints")),
    "departures_by_pressure": (
        pressure.departures_by_pressure,
        (*_AT_RISK, "customers.left_on"),
    ),
    "answered_on_time": (accountability.answered_on_time, _REQUESTS),
    "answered_on_time_withdrawn": (accountability.answered_on_time_withdrawn, _REQUESTS),
    "time_to_answer": (answering.time_to_answer, _REQUESTS),
    "time_to_answer_90th": (answering.time_to_answer_90th, _REQUESTS),
    "acknowledged_on_time": (answering.acknowledged_on_time, _TOLD),
    "rejected_requests": (answering.rejected_requests, ("requests.outcome",)),
    "extended_requests": (answering.extended_requests, _TOLD),
    "extended_too_late": (answering.extended_too_late, _TOLD),
    "complaints_per_1000": (accountability.complaints_per_1000, ("complaints",)),
    "settled_in_3_business_days": (accountability.settled_in_3_business_days, _SETTLED),
    "settled_in_8_weeks": (accountability.settled_in_8_weeks, _SETTLED),
    "upheld_complaints": (complaining.upheld_complaints, (*_SETTLED, "complaints.upheld")),
    "repeated_complaints": (complaining.repeated_complaints, ("complaints.customer_id",)),
    "perceived_trust": (coherence.perceived_trust, _SCORED),
    "perceived_trust_net": (coherence.perceived_trust_net, _SCORED),
}
STOCKS: Mapping[str, tuple[Stock, tuple[str, ...]]] = {
    "consent_rate": (consent.consent_rate, _CONSENTS),
    "silent_customers": (consent.silent_customers, _CONSENTS),
    "consent_on_old_notice": (consent.consent_on_old_notice, _NOTICES_TOLD),
    "reachable_people": (consent.reachable_people, _CONSENTS),
    "over_contacted_customers": (restraint.over_contacted_customers, ("contacts",)),
    "contact_pressure": (restraint.contact_pressure, ("contacts",)),
    "contact_pressure_95th": (restraint.contact_pressure_95th, ("contacts",)),
    "contact_pressure_top_tenth": (restraint.contact_pressure_top_tenth, ("contacts",)),
    "notice_within_reach": (transparency.notice_within_reach, ("touchpoints.links_notice",)),
    "choice_within_reach": (transparency.choice_within_reach, ("touchpoints.offers_choice",)),
    "data_explained": (transparency.data_explained, _EXPLAINED),
    "current_notice": (consent.current_notice, _NOTICES_TOLD),
    "outstanding_requests": (accountability.outstanding_requests, _REQUESTS),
    "overdue_requests": (accountability.overdue_requests, _REQUESTS),
    "due_soon": (accountability.due_soon, _REQUESTS),
    "open_beyond_8_weeks": (accountability.open_beyond_8_weeks, _SETTLED),
    "suspected_violations_outstanding": (
        complaining.suspected_violations_outstanding,
        _SUSPECTED,
    ),
    "systems_agree": (coherence.systems_agree, ("consent_events.source_system",)),
    "people_let_down": (coherence.people_let_down, ("contacts",)),
}
FIGURES = (*FLOWS, *STOCKS)

BY_PURPOSE = {
    "opt_out_rate",
    "contact_without_permission",
    "contact_in_processing",
    "permission_coverage",
    "contact_after_withdrawal",
    "people_contacted_after_withdrawal",
    "withdrawal_honoured",
    "hours_to_last_contact",
    "declined_yet_contacted",
    "consent_rate",
    "silent_customers",
    "consent_on_old_notice",
    "reachable_people",
    "reachable_people_gained",
    "reachable_people_lost",
    "excess_contacts",
    "washing_machine_offers",
    "selling_to_the_aggrieved",
    "out_of_hours_contacts",
    "spam_complaints",
}
BY_CHANNEL = BY_PURPOSE | {
    "complaints_per_1000",
    "settled_in_3_business_days",
    "settled_in_8_weeks",
    "open_beyond_8_weeks",
    "upheld_complaints",
    "repeated_complaints",
}
BY_PRESSURE = {"opt_outs_by_pressure", "complaints_by_pressure", "departures_by_pressure"}
