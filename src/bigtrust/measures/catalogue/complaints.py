"""Accountability: what becomes of complaints."""

from bigtrust.measures.catalogue.counts import ACTIVE_ON_AVERAGE
from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.rollups import COMPLAINTS, SUSPECTED_VIOLATIONS

_CLOSED_COMPLAINTS = ("complaints", "complaints.closed_at")
_DECIDED = (*_CLOSED_COMPLAINTS, "complaints.upheld")
_KNOWN = ("complaints", "complaints.customer_id")
_SUSPECTED = (
    "complaints",
    "complaints.suspected_violation",
    "complaints.closed_at",
    "requests",
    "requests.suspected_violation",
    "requests.closed_at|request_events",
)
_OF_KNOWN = Count(COMPLAINTS, "reached_90_days", Over.PERIOD, needs=_KNOWN)
_DECIDED_COMPLAINTS = Count(COMPLAINTS, "decided", Over.PERIOD, needs=_DECIDED)
# Complaints stay for weeks: nearer points would tell the same cases again.
_STAY = 28

COMPLAINTS_PER_1000 = Measure(
    name="complaints_per_1000",
    number=31,
    title="Complaints per 1,000 customers",
    question="How many people are dissatisfied enough to say so?",
    definition="Complaints received in the period, per 1,000 customers active on its days.",
    numerator_text="complaints received",
    denominator_text="active customers, mean over the days",
    unit="per 1,000",
    kind="flow",
    better="down",
    principle="accountability",
    numerator=Count(COMPLAINTS, "received", Over.PERIOD, needs=("complaints",)),
    denominator=ACTIVE_ON_AVERAGE,
    scale=1000.0,
    target=1.0,
    good=0.0,
    bad=5.0,
    caveat="Few complaints may mean content people, or no way to complain.",
)
SETTLED_IN_3_BUSINESS_DAYS = Measure(
    name="settled_in_3_business_days",
    number=32,
    title="Complaints settled in 3 business days",
    question="How many complaints are settled at once?",
    definition="Of the complaints whose 3rd business day fell in the period, those closed by it.",
    numerator_text="complaints closed by the 3rd business day",
    denominator_text="complaints whose 3rd business day fell in the period",
    unit="%",
    kind="flow",
    better="up",
    principle="accountability",
    numerator=Count(
        COMPLAINTS, "settled_in_3_business_days", Over.PERIOD, needs=_CLOSED_COMPLAINTS
    ),
    denominator=Count(
        COMPLAINTS, "reached_third_business_day", Over.PERIOD, needs=_CLOSED_COMPLAINTS
    ),
    scale=100.0,
    caveat="Business days are those of the complaint's country, else of its customer's.",
)
SETTLED_IN_8_WEEKS = Measure(
    name="settled_in_8_weeks",
    number=32,
    title="Complaints settled in 8 weeks",
    question="Does every complaint get its final response?",
    definition="Of the complaints whose 8 weeks ran out in the period, those closed by then.",
    numerator_text="complaints closed within 8 weeks",
    denominator_text="complaints whose 8 weeks ran out",
    unit="%",
    kind="flow",
    better="up",
    principle="accountability",
    numerator=Count(COMPLAINTS, "settled_in_8_weeks", Over.PERIOD, needs=_CLOSED_COMPLAINTS),
    denominator=Count(COMPLAINTS, "reached_8_weeks", Over.PERIOD, needs=_CLOSED_COMPLAINTS),
    scale=100.0,
    target=100.0,
    good=100.0,
    bad=90.0,
    target_source="FCA DISP 1.6.2",
    caveat="Closed is what the source calls closed; a final response may have come before.",
)
OPEN_BEYOND_8_WEEKS = Measure(
    name="open_beyond_8_weeks",
    number=32,
    title="Complaints open beyond 8 weeks",
    question="How many complaints are still without a final response?",
    definition="Complaints not closed at the end of the day, more than 8 weeks after receipt.",
    numerator_text="complaints open for more than 8 weeks",
    denominator_text="",
    unit="complaints",
    kind="stock",
    better="down",
    principle="accountability",
    numerator=Count(
        COMPLAINTS, "became_late", Over.CLOSE, less="ceased_late", needs=_CLOSED_COMPLAINTS
    ),
    caveat="Closed is what the source calls closed; a final response may have come before.",
    window_days=_STAY,
)

UPHELD_COMPLAINTS = Measure(
    name="upheld_complaints",
    number=33,
    title="Upheld complaints",
    question="How often were the people right?",
    definition="Of the complaints closed in the period, those that were found to be right.",
    numerator_text="complaints upheld",
    denominator_text="complaints closed, of which it is told whether they were upheld",
    unit="%",
    kind="flow",
    better="down",
    principle="accountability",
    numerator=Count(COMPLAINTS, "upheld", Over.PERIOD, needs=_DECIDED),
    denominator=_DECIDED_COMPLAINTS,
    judged=_DECIDED_COMPLAINTS,
    candidates=Count(COMPLAINTS, "closed", Over.PERIOD, needs=_CLOSED_COMPLAINTS),
    candidates_text="complaints closed",
    scale=100.0,
    caveat="Few upheld complaints may mean fair dealing, or a deaf ear.",
)
REPEATED_COMPLAINTS = Measure(
    name="repeated_complaints",
    number=33,
    title="Repeated complaints",
    question="Did we put right what people complained of?",
    definition="Of the complaints of known customers whose 90th day fell in the period, those"
    " followed by another of the same person and topic within 90 days.",
    numerator_text="complaints followed by another of the same person and topic",
    denominator_text="complaints of known customers whose 90th day fell in the period",
    unit="%",
    kind="flow",
    better="down",
    principle="accountability",
    numerator=Count(COMPLAINTS, "repeated", Over.PERIOD, needs=_KNOWN),
    denominator=_OF_KNOWN,
    judged=_OF_KNOWN,
    candidates=Count(COMPLAINTS, "came_to_90_days", Over.PERIOD, needs=("complaints",)),
    candidates_text="complaints whose 90th day fell in the period",
    scale=100.0,
    target=5.0,
    good=0.0,
    bad=20.0,
    caveat="Topics are compared as they are written; a complaint told twice counts as repeated.",
)
SUSPECTED_VIOLATIONS_OUTSTANDING = Measure(
    name="suspected_violations_outstanding",
    number=34,
    title="Suspected violations outstanding",
    question="Who says that we broke our own privacy policy, and waits for an answer?",
    definition="Complaints and requests that allege a breach of the privacy policy, received and"
    " not closed at the end of the day.",
    numerator_text="open complaints and requests that allege a breach",
    denominator_text="",
    unit="cases",
    kind="stock",
    better="down",
    principle="accountability",
    numerator=Count(SUSPECTED_VIOLATIONS, "received", Over.CLOSE, less="closed", needs=_SUSPECTED),
    target=0.0,
    caveat="Of what is told to allege one: an allegation that nobody marks is not counted.",
    alarm=True,
    window_days=_STAY,
)
