"""Accountability: people who ask are answered, in time."""

from dataclasses import replace

from bigtrust.measures.measure import Count, Measure, Over, Survival
from bigtrust.rollups import ANSWERS, REQUESTS

_REQUESTS = ("requests", "requests.closed_at|request_events")
_EVENTS = ("requests", "request_events")
_OUTCOMES = ("requests", "requests.outcome", "requests.closed_at|request_events")
_LAW = "the law of each request; see its due date"
_CAVEAT = "Due dates are engineering, not legal advice."
_OUTSTANDING = Count(REQUESTS, "received", Over.CLOSE, less="closed", needs=_REQUESTS)
_STAY = 28  # days: nearer points would tell the same cases again
_MANY_ANSWERS = 56  # days: in fewer there are too few for a percentile

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
    caveat="More may mean slower answers, or more people who ask: look at those overdue.",
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
    target_source=_LAW,
    caveat=_CAVEAT,
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
    target_source=_LAW,
    caveat=_CAVEAT,
)
TIME_TO_ANSWER = Measure(
    name="time_to_answer",
    number=28,
    title="Time to answer",
    question="How long do people wait for an answer?",
    definition="Days from receipt by which half of the requests received in the period were"
    " answered; those still open count for as long as they have been waiting.",
    numerator_text="requests answered so far",
    denominator_text="requests received",
    unit="days",
    kind="flow",
    better="down",
    principle="accountability",
    numerator=Count(ANSWERS, "answered", Over.PERIOD, needs=_REQUESTS),
    denominator=Count(ANSWERS, "received", Over.PERIOD, needs=_REQUESTS),
    spread=Survival(0.5),
    caveat="By the Kaplan-Meier estimate: a request that was withdrawn counts until that day.",
)
TIME_TO_ANSWER_90TH = replace(
    TIME_TO_ANSWER,
    name="time_to_answer_90th",
    window_days=_MANY_ANSWERS,
    title="Time to answer, 90th percentile",
    question="How long do those wait who wait longest?",
    definition="Days from receipt by which 90 of 100 requests received in the period were"
    " answered; those still open count for as long as they have been waiting.",
    spread=Survival(0.9),
)
ACKNOWLEDGED_ON_TIME = Measure(
    name="acknowledged_on_time",
    number=29,
    title="Acknowledged on time",
    question="Do people hear that their request has arrived?",
    definition="Of the requests whose limit to acknowledge fell in the period, those acknowledged"
    " or closed by it; withdrawn ones are left out.",
    numerator_text="requests acknowledged or closed by their limit",
    denominator_text="requests whose limit to acknowledge fell in the period",
    unit="%",
    kind="flow",
    better="up",
    principle="accountability",
    numerator=Count(REQUESTS, "acknowledged_on_time", Over.PERIOD, needs=_EVENTS),
    denominator=Count(REQUESTS, "reached_acknowledgement", Over.PERIOD, needs=_EVENTS),
    scale=100.0,
    target=100.0,
    good=100.0,
    bad=85.0,
    target_source="11 CCR 7021(a); DPA 2018 s.164A",
    caveat="Only some laws set a limit to acknowledge; requests under the others are not counted.",
)
REJECTED_REQUESTS = Measure(
    name="rejected_requests",
    number=30,
    title="Rejected requests",
    question="How often do we say no?",
    definition="Of the requests closed in the period, those that were rejected.",
    numerator_text="requests rejected",
    denominator_text="requests closed",
    unit="%",
    kind="flow",
    better="down",
    principle="accountability",
    numerator=Count(REQUESTS, "rejected", Over.PERIOD, needs=_OUTCOMES),
    denominator=Count(REQUESTS, "closed", Over.PERIOD, needs=_OUTCOMES),
    scale=100.0,
    caveat="A rejection may be right: look at the reasons.",
)
EXTENDED_REQUESTS = Measure(
    name="extended_requests",
    number=30,
    title="Extended requests",
    question="How often do we ask for more time?",
    definition="Of the requests closed in the period, those whose time to answer was extended.",
    numerator_text="requests extended",
    denominator_text="requests closed",
    unit="%",
    kind="flow",
    better="down",
    principle="accountability",
    numerator=Count(REQUESTS, "extended", Over.PERIOD, needs=_EVENTS),
    denominator=Count(REQUESTS, "closed", Over.PERIOD, needs=_EVENTS),
    scale=100.0,
    caveat="An extension may be right: complex requests, or many at once.",
)
EXTENDED_TOO_LATE = Measure(
    name="extended_too_late",
    number=30,
    title="Extended too late",
    question="Do people hear of an extension in time?",
    definition="Of the extended requests closed in the period, those whose person was told after"
    " the limit to tell of an extension.",
    numerator_text="requests extended too late",
    denominator_text="requests extended",
    unit="%",
    kind="flow",
    better="down",
    principle="accountability",
    numerator=Count(REQUESTS, "extended_too_late", Over.PERIOD, needs=_EVENTS),
    denominator=Count(REQUESTS, "extended", Over.PERIOD, needs=_EVENTS),
    scale=100.0,
    target=0.0,
    good=0.0,
    bad=5.0,
    target_source=_LAW,
    caveat="Where a law knows no extension, one is not too late, but of no effect.",
)
DUE_SOON = Measure(
    name="due_soon",
    number=35,
    title="Due soon",
    question="What has to be answered within the week?",
    definition="Outstanding requests whose due day is that day or one of the 7 days after it.",
    numerator_text="outstanding requests due within 7 days",
    denominator_text="",
    unit="requests",
    kind="stock",
    better="down",
    principle="accountability",
    numerator=Count(
        REQUESTS, "became_due_soon", Over.CLOSE, less="ceased_due_soon", needs=_REQUESTS
    ),
    caveat=_CAVEAT,
)
