"""Complaints: what about, and when they were acknowledged and settled."""

# A planted wave adds its own complaints on top of the steady ones, so that those do not move.
RECEIVED = """
CREATE TABLE complaints_received AS
WITH arrived AS (FROM arrivals(per_thousand_a_month(1.6), 'complaint')), steady AS (
    SELECT place, days.day AS received_on, NULL::VARCHAR AS topic
    FROM arrived ASOF JOIN days ON arrived.standing >= days.complaints
), wave AS (
    SELECT 10000000 + days.day - warm_up() + 1000 * range AS place, days.day AS received_on,
        'privacy_request' AS topic
    FROM days, range(greatest(1, floor(getvariable('customers') * 0.00003)::BIGINT))
    WHERE during(days.day, 'complaints_about_requests')
), complaint AS (FROM steady UNION ALL FROM wave)
SELECT complaint.*, hash(place, 'complaint') AS key,
    somebody(received_on, chance(place, 'complainer')) AS number
FROM complaint
"""

# 92 in 100 are settled within eight weeks, a third of all within three business days.
SETTLED = """
CREATE TABLE complaints_settled AS
SELECT *, moment(received_on, key, 'received') AS received_at,
    received_on + CASE
        WHEN course < 0.08 THEN 59 + floor(20 * chance(key, 'late'))::INTEGER
        WHEN course < 0.42 THEN 1
        ELSE 7 + floor(45 * pow(chance(key, 'settling'), 1.5))::INTEGER END AS closed_on,
    chance(key, 'topic') AS topic_drawn
FROM (SELECT *, chance(key, 'course') AS course FROM complaints_received)
"""

STEPS = (RECEIVED, SETTLED)

COMPLAINTS = """
WITH described AS (
    SELECT *, moment(closed_on, key, 'closed') AS closing,
        closed_on <= as_of() AS closed,
        least(closing, received_at + to_hours(1 + floor(60 * chance(key, 'heard'))::INTEGER))
            AS heard_at,
        coalesce(topic, CASE
            WHEN topic_drawn < 0.27 THEN 'delivery' WHEN topic_drawn < 0.52 THEN 'product_fault'
            WHEN topic_drawn < 0.68 THEN 'repair' WHEN topic_drawn < 0.80 THEN 'billing'
            WHEN topic_drawn < 0.92 THEN 'unwanted_contact' WHEN topic_drawn < 0.97 THEN 'privacy'
            ELSE 'privacy_request' END) AS about
    FROM complaints_settled
)
SELECT 'D' || lpad(described.place::VARCHAR, 8, '0') AS complaint_id, people.customer_id,
    people.jurisdiction, received_at, about AS topic,
    pick(['email', 'email', 'phone', 'phone', 'post', 'in_app'], chance(key, 'channel')) AS channel,
    CASE WHEN about IN ('product_fault', 'repair', 'delivery')
         THEN product_name(people.product_number) END AS product,
    CASE WHEN heard_at < timezone('UTC', (as_of() + 1)::TIMESTAMP) THEN heard_at END
        AS acknowledged_at,
    CASE WHEN closed THEN closing END AS closed_at,
    CASE WHEN closed THEN pick(['apology', 'refund', 'repair', 'explanation', 'no_action'],
                               chance(key, 'outcome')) END AS outcome,
    CASE WHEN closed THEN chance(key, 'upheld') < 0.42 END AS upheld,
    about IN ('privacy', 'privacy_request') AND chance(key, 'violation') < 0.4
        AS suspected_violation
FROM described JOIN people USING (number)
ORDER BY received_at, complaint_id
"""
