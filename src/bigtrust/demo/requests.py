"""Requests of people about their data, and what was done about each of them."""

# Received as they come; a few more come from those who object to all marketing in writing.
RECEIVED = """
CREATE TABLE requests_received AS
WITH arrived AS (FROM arrivals(per_thousand_a_month(4.5), 'request')), asked AS (
    SELECT 'Q' || lpad(place::VARCHAR, 7, '0') AS request_id, hash(place, 'request') AS key,
        days.day AS received_on, somebody(days.day, chance(place, 'requester')) AS number,
        false AS objecting
    FROM arrived ASOF JOIN days ON arrived.standing >= days.requests
    UNION ALL
    SELECT 'O' || lpad(number::VARCHAR, 8, '0'), hash(number, 'objection'), opted_out_on, number,
        true
    FROM people
    WHERE opt_out_channel = 'all' AND chance(number, 'in writing') < 0.30
        AND opted_out_on BETWEEN warm_up() AND as_of()
)
SELECT asked.*, people.customer_id, people.jurisdiction,
    CASE people.market WHEN 'us' THEN 'ccpa' WHEN 'uk' THEN 'uk_gdpr' ELSE 'gdpr' END AS regime,
    moment(received_on, CASE WHEN objecting THEN number ELSE key END,
           CASE WHEN objecting THEN 'opting out' ELSE 'received' END) AS received_at
FROM asked JOIN people USING (number)
"""

RIGHTS = """
CREATE MACRO right_of(regime, drawn) AS CASE
    WHEN regime = 'ccpa' THEN
        CASE WHEN drawn < 0.35 THEN 'know' WHEN drawn < 0.70 THEN 'delete'
             WHEN drawn < 0.80 THEN 'correct' WHEN drawn < 0.92 THEN 'opt_out' ELSE 'limit' END
    WHEN regime = 'uk_gdpr' AND drawn > 0.96 THEN 'complaint_to_controller'
    ELSE CASE WHEN drawn < 0.43 THEN 'access' WHEN drawn < 0.69 THEN 'erasure'
              WHEN drawn < 0.80 THEN 'rectification' WHEN drawn < 0.87 THEN 'portability'
              WHEN drawn < 0.92 THEN 'restriction' WHEN drawn < 0.94 THEN 'human_review'
              ELSE 'objection' END END;
-- Near enough to the legal date to plan the work by; the product computes the date itself.
CREATE MACRO roughly_due(asked_right, regime, day) AS CASE
    WHEN asked_right IN ('opt_out', 'limit') THEN day + 21
    WHEN regime = 'ccpa' THEN day + 45
    ELSE (day + INTERVAL 1 MONTH)::DATE END
"""

# One in 25 is answered late: plain cases, with no pause that would move the date. `course` decides
# what becomes of a request, so that nothing happens to it twice.
JUDGED = """
CREATE TABLE requests_judged AS
WITH named AS (
    SELECT * EXCLUDE (objecting), objecting,
        CASE WHEN objecting THEN CASE regime WHEN 'ccpa' THEN 'opt_out' ELSE 'objection' END
             ELSE right_of(regime, chance(key, 'right')) END AS asked_right,
        CASE regime WHEN 'ccpa' THEN pick(['nguyen', 'ortega'], chance(key, 'handler'))
             WHEN 'uk_gdpr' THEN pick(['campbell', 'okafor'], chance(key, 'handler'))
             ELSE pick(['ferri', 'conti', 'moretti'], chance(key, 'handler')) END AS handler
    FROM requests_received
), due AS (
    SELECT *, roughly_due(asked_right, regime, received_on) AS due_on,
        chance(key, 'course') AS course
    FROM named
)
SELECT *, course < 0.040 AS late,
    handler = 'ferri' AND during(received_on, 'request_backlog') AS stuck,
    course > 0.96 AND asked_right IN ('access', 'erasure', 'portability', 'know', 'delete')
        AS extended,
    course BETWEEN 0.10 AND 0.22 AND asked_right NOT IN ('opt_out', 'limit', 'objection')
        AS identity_checked,
    regime = 'uk_gdpr' AND asked_right = 'access' AND course BETWEEN 0.30 AND 0.50
        AS clarified,
    0.12 + 0.60 * pow(chance(key, 'pace'), 1.3) AS pace
FROM due
"""

# What is not answered by the end of a week may wait for the next one: weeks differ in that.
ANSWERED = """
CREATE TABLE requests_answered AS
WITH planned AS (
    SELECT *,
        CASE WHEN stuck THEN due_on + 15 + floor(30 * chance(key, 'waiting'))::INTEGER
             WHEN late THEN due_on + 4 + floor(7 * chance(key, 'lateness'))::INTEGER
             WHEN extended THEN due_on + 3 + floor(35 * pace)::INTEGER
             ELSE received_on + 1 + floor((due_on - received_on - 7) * pace)::INTEGER END
            AS planned_on
    FROM requests_judged
), settled AS (
    SELECT planned.* EXCLUDE (planned_on),
        CASE WHEN chance(key, 'putting off') < put_off AND isodow(planned_on) >= 4
             THEN planned_on + 8 - isodow(planned_on)::INTEGER
                  + floor(2 * chance(key, 'next week'))::INTEGER
             WHEN isodow(planned_on) >= 6 THEN planned_on + 5 - isodow(planned_on)::INTEGER
             ELSE planned_on END AS closed_on
    FROM planned JOIN days ON days.day = planned_on
)
SELECT *, closed_on <= as_of() AS closed,
    moment(greatest(closed_on, received_on + 1), key, 'closed') AS closed_at,
    CASE WHEN NOT (late OR stuck) AND chance(key, 'withdrawn') < 0.04 THEN 'withdrawn'
         WHEN chance(key, 'outcome') < 0.80 THEN 'fulfilled'
         WHEN chance(key, 'outcome') < 0.89 THEN 'partly_fulfilled'
         ELSE 'rejected' END AS outcome
FROM settled
"""

STEPS = (RECEIVED, RIGHTS, JUDGED, ANSWERED)

REQUESTS = """
SELECT request_id, customer_id, jurisdiction, received_at, asked_right AS right, regime,
    CASE WHEN objecting THEN 'direct_marketing' WHEN asked_right = 'objection' THEN 'profiling' END
        AS purpose,
    NULL::VARCHAR AS channel, NULL::TIMESTAMPTZ AS due_at,
    CASE WHEN closed THEN closed_at END AS closed_at,
    CASE WHEN closed THEN outcome END AS outcome,
    CASE WHEN closed AND outcome = 'rejected'
         THEN pick(['identity_not_proved', 'manifestly_unfounded', 'legal_obligation_to_keep'],
                   chance(key, 'rejection')) END AS rejection_reason,
    handler, chance(key, 'violation') < 0.05 AS suspected_violation
FROM requests_answered
ORDER BY received_at, request_id
"""

REQUEST_EVENTS = """
WITH told AS (
    SELECT request_id, event.kind, event.occurred_at, event.reason
    FROM requests_answered, LATERAL unnest([
        {'happened': chance(key, 'acknowledging') < 0.97, 'kind': 'acknowledged',
         'occurred_at': least(closed_at, received_at + to_hours(
             1 + floor(90 * chance(key, 'acknowledged'))::INTEGER)),
         'reason': NULL},
        {'happened': identity_checked, 'kind': 'identity_requested',
         'occurred_at': received_at + INTERVAL 3 HOUR, 'reason': 'identity in doubt'},
        {'happened': identity_checked, 'kind': 'identity_proved',
         'occurred_at': least(closed_at - INTERVAL 1 MINUTE, received_at + to_hours(
             24 + floor(72 * chance(key, 'proved'))::INTEGER)),
         'reason': NULL},
        {'happened': clarified, 'kind': 'clarification_requested',
         'occurred_at': least(closed_at - INTERVAL 2 HOUR, received_at + INTERVAL 30 HOUR),
         'reason': 'which systems'},
        {'happened': clarified, 'kind': 'clarification_received',
         'occurred_at': least(closed_at - INTERVAL 1 HOUR, received_at + to_hours(
             48 + floor(96 * chance(key, 'clarified'))::INTEGER)),
         'reason': NULL},
        {'happened': extended, 'kind': 'extended',
         'occurred_at': received_at + INTERVAL 20 DAY, 'reason': 'complex request'},
        {'happened': outcome <> 'withdrawn', 'kind': 'answered',
         'occurred_at': closed_at, 'reason': NULL}
    ]) AS events (event)
    WHERE event.happened
)
SELECT request_id, occurred_at, kind, reason FROM told
WHERE occurred_at < timezone('UTC', (as_of() + 1)::TIMESTAMP)
ORDER BY occurred_at, request_id, kind
"""
