"""Discretion: nothing is shared in secret."""

from bigtrust.measures.catalogue.counts import broken
from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.promises import sharing_after_objection, undisclosed_sharing
from bigtrust.rollups import DISCLOSURES

_OF_PERSONS = Count(DISCLOSURES, "of_persons", Over.PERIOD, needs=("disclosures",))

UNDISCLOSED_SHARING = Measure(
    name="undisclosed_sharing",
    number=11,
    title="Undisclosed sharing",
    question="Does our notice name everybody who gets people's data?",
    definition="Disclosures to a recipient, for a purpose, where no notice in force that day names"
    " the recipient or its category.",
    numerator_text="disclosures that no notice in force names",
    denominator_text="disclosures",
    unit="%",
    kind="flow",
    better="down",
    principle="discretion",
    numerator=broken("undisclosed_sharing", undisclosed_sharing.NEEDS),
    denominator=Count(DISCLOSURES, "disclosures", Over.PERIOD, needs=("disclosures",)),
    scale=100.0,
    target=0.0,
    good=0.0,
    bad=1.0,
    target_source="GDPR Art 13(1)(e) and 14(1)(e)",
    caveat="Recipients and purposes are compared as they are written; a recipient whose category"
    " nobody tells can only be named by its own name.",
)
SHARING_AFTER_OBJECTION = Measure(
    name="sharing_after_objection",
    number=12,
    title="Sharing after objection",
    question="When people say stop, do we stop sharing?",
    definition="Disclosures of a person on consent after its withdrawal, on legitimate interest"
    " after an objection, or as sale or sharing later than 15 business days after an opt-out.",
    numerator_text="disclosures that the person had stopped",
    denominator_text="disclosures of persons",
    unit="%",
    kind="flow",
    better="down",
    principle="discretion",
    numerator=broken("sharing_after_objection", sharing_after_objection.NEEDS),
    denominator=_OF_PERSONS,
    judged=Count(DISCLOSURES, "on_told_basis", Over.PERIOD, needs=("disclosures.legal_basis",)),
    candidates=_OF_PERSONS,
    candidates_text="disclosures of persons",
    scale=100.0,
    target=0.0,
    good=0.0,
    bad=1.0,
    target_source="GDPR Art 7(3) and 21; 11 CCR 7026(f)",
    caveat="A disclosure on any other legal basis, or on none that is told, is no breach.",
)

DISCRETION = (UNDISCLOSED_SHARING, SHARING_AFTER_OBJECTION)
