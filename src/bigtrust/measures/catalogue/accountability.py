"""Accountability: the company can be held to account."""

from bigtrust.measures.catalogue.counts import ACTIVE_ON_AVERAGE
from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.rollups import COMPLAINTS, REQUESTS

_REQUESTS = ("requests", "requests.closed_at|request_events")
_CLOSED_COMPLAINTS = ("complaints", "complaints.closed_at")
_OUTSTANDING = Count(REQUESTS, "received", Over.CLOSE, less="closed", needs=_REQUESTS)
# Requests and complaints stay for weeks: nearer points would tell the same cases again.
_STAY = 28

OUTSTANDING_REQUESTS = Measure(
    name="outstanding_requests",
    number=25,
    title="Outstanding requests",
    question="How many people are waiting for an answer?",
    definition="Requests received and not closed at the end of the day.",
    numerator_text="requests received and not closed",
    denominator_text="",
    unit="requests",
    kind="stock",
    better="down",
    principle="accountability",
    numerator=_OUTSTANDING,
    window_days=_STAY,
)
OVERDUE_REQUESTS = Measure(
    name="overdue_requests",
    number=26,
    title="Overdue requests",
    question="Are people waiting longer than the law allows?",
    definition="Outstanding requests that are past their due day, as a share of those outstanding.",
    numerator_text="outstanding requests past their due day",
    denominator_text="outstanding requests",
    unit="%",
    kind="stock",
    better="down",
    principle="accountability",
    numerator=Count(REQUESTS, "became_overdue", Over.CLOSE, less="ceased_overdue", needs=_REQUESTS),
    denominator=_OUTSTANDING,
    scale=100.0,
    target=0.0,
    good=0.0,
    bad=10.0,
    target_source="the law of each request; see its due date",
    caveat="Due dates are engineering, not legal advice.",
    window_days=_STAY,
)
ANSWERED_ON_TIME = Measure(
    name="answered_on_time",
    number=27,
    title="Answered on time",
    question="Do people get their answer when the law says?",
    definition="Of the requests that fell due in the period, those answered by their due day; one"
    " that is still open counts as late, withdrawn ones are left out.",
    numerator_text="requests answered by their due day",
    denominator_text="requests that fell due, withdrawn ones left out",
    unit="%",
    kind="flow",
    better="up",
    principle="accountability",
    numerator=Count(REQUESTS, "answered_on_time", Over.PERIOD, needs=_REQUESTS),
    denominator=Count(REQUESTS, "fell_due", Over.PERIOD, needs=_REQUESTS),
    scale=100.0,
    target=100.0,
    good=100.0,
    bad=85.0,
    target_source="the law of each request; see its due date",
    caveat="Due dates are engineering, not legal advice.",
)
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
    window_days=_STAY,
)

ACCOUNTABILITY = (
    OUTSTANDING_REQUESTS,
    OVERDUE_REQUESTS,
    ANSWERED_ON_TIME,
    COMPLAINTS_PER_1000,
    SETTLED_IN_3_BUSINESS_DAYS,
    SETTLED_IN_8_WEEKS,
    OPEN_BEYOND_8_WEEKS,
)
