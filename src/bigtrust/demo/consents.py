"""The consent events of the people: asked, given, refused, renewed, withdrawn, expired."""

# Between 7 and 19 UTC: on the same day in Europe, at most one day earlier in California.
MOMENTS = """
CREATE MACRO moment(day, key, decided) AS
    timezone('UTC', day::TIMESTAMP
             + to_seconds(floor(25200 + 43200 * chance(key, decided))::BIGINT))
"""

NOTICE_ON = """
CREATE MACRO notice_on(day) AS
    CASE WHEN day < DATE '2018-05-25' THEN NULL WHEN day < DATE '2022-03-01' THEN 'notice-2018'
         WHEN day < DATE '2025-01-15' THEN 'notice-2022' ELSE 'notice-2025' END
"""

STEPS = (MOMENTS, NOTICE_ON)

# One branch a kind of event; `kind` and `person` make the event's id.
CONSENT_EVENTS = """
WITH joining AS (
    SELECT number, 'J1' AS kind, moment(joined_on, number, 'joining') AS occurred_at,
        'direct_marketing' AS purpose, 'all' AS channel,
        CASE answer WHEN 'all' THEN 'given' WHEN 'none' THEN 'refused' ELSE 'requested' END
            AS state,
        source_system
    FROM people WHERE answer IN ('all', 'none', 'silent')
), by_channel AS (
    SELECT number, said.kind, moment(joined_on, number, 'joining') AS occurred_at,
        'direct_marketing' AS purpose, said.channel,
        CASE WHEN said.given THEN 'given' ELSE 'refused' END AS state, source_system
    FROM people, LATERAL unnest([
        {'kind': 'J1', 'channel': 'email', 'given': email_given},
        {'kind': 'J2', 'channel': 'sms', 'given': sms_given},
        {'kind': 'J3', 'channel': 'phone', 'given': phone_given}
    ]) AS asked (said)
    WHERE answer = 'some'
), advertising AS (
    SELECT number, 'A1' AS kind,
        moment(joined_on, number, 'joining') + INTERVAL 2 MINUTE AS occurred_at,
        'personalised_advertising' AS purpose, 'all' AS channel,
        CASE WHEN chance(number, 'advertising') < 0.55 THEN 'given' ELSE 'refused' END AS state,
        source_system
    FROM people WHERE answer IN ('all', 'none') AND market <> 'us'
), global_privacy_control AS (
    SELECT number, 'G1' AS kind, moment(objected_on, number, 'gpc') AS occurred_at,
        'personalised_advertising' AS purpose, 'all' AS channel, 'objected' AS state,
        'web_shop' AS source_system
    FROM (SELECT number, left_on, greatest(joined_on, warm_up()) + 1
              + floor(2500 * chance(number, 'gpc on'))::INTEGER AS objected_on
          FROM people WHERE market = 'us')
    WHERE objected_on <= as_of() AND objected_on < coalesce(left_on, as_of() + 1)
), renewals AS (
    SELECT number, 'R' || turn.place AS kind, moment(renewed_on, number, turn.place) AS occurred_at,
        'direct_marketing' AS purpose, 'all' AS channel, 'renewed' AS state, source_system
    FROM (SELECT *, unnest(range(1, renewals + 1)) AS place FROM people WHERE answer = 'all')
        AS turn,
        LATERAL (SELECT (turn.joined_on + to_months(24 * turn.place))::DATE AS renewed_on)
    WHERE renewed_on <= as_of() AND renewed_on < coalesce(opted_out_on, as_of() + 1)
        AND renewed_on < coalesce(left_on, as_of() + 1)
), opting_out AS (
    SELECT number, 'O1' AS kind, moment(opted_out_on, number, 'opting out') AS occurred_at,
        CASE WHEN opt_out_channel = 'all' AND chance(number, 'everything') < 0.3 THEN 'all'
             ELSE 'direct_marketing' END AS purpose,
        opt_out_channel AS channel,
        CASE WHEN consented AND chance(number, 'objecting') > 0.12 THEN 'withdrawn'
             ELSE 'objected' END AS state,
        CASE opt_out_channel WHEN 'phone' THEN 'call_centre' WHEN 'sms' THEN 'sms_gateway'
             ELSE 'web_shop' END AS source_system
    FROM people WHERE opted_out_on IS NOT NULL
), consenting_again AS (
    SELECT number, 'J9' AS kind, moment(consented_again_on, number, 'again') AS occurred_at,
        'direct_marketing' AS purpose, opt_out_channel AS channel, 'given' AS state,
        'web_shop' AS source_system
    FROM people WHERE consented_again_on IS NOT NULL
), expiring AS (
    SELECT number, 'E1' AS kind, moment(expired_on, number, 'expiring') AS occurred_at,
        'direct_marketing' AS purpose, 'all' AS channel,
        pick(['expired', 'expired', 'expired', 'expired', 'expired', 'expired', 'expired',
              'expired', 'revoked', 'invalidated'], chance(number, 'ending')) AS state,
        source_system
    FROM people WHERE expired_on IS NOT NULL
), leaving AS (
    SELECT number, 'L1' AS kind, moment(left_on, number, 'leaving') AS occurred_at,
        'all' AS purpose, 'all' AS channel, 'expired' AS state, source_system
    FROM people
    WHERE left_on IS NOT NULL AND (answer IN ('all', 'some') OR consented_again_on IS NOT NULL)
), later AS (
    FROM global_privacy_control UNION ALL FROM opting_out UNION ALL FROM consenting_again
), passing_on AS (
    -- The other systems that know the person are told within two hours, nearly always.
    SELECT later.number, later.kind || upper(left(told.known_by, 2)) AS kind,
        later.occurred_at + to_seconds(
            300 + floor(6900 * chance(later.number, later.kind || told.known_by))::BIGINT
        ) AS occurred_at,
        later.purpose, later.channel, later.state, told.known_by AS source_system
    FROM later JOIN (
        SELECT number, source_system AS known_by FROM people
        UNION SELECT number, source_system FROM later
    ) AS told USING (number)
    WHERE told.known_by <> later.source_system
        AND chance(later.number, later.kind || ' heard by ' || told.known_by) < 0.97
), event AS (
    FROM joining UNION ALL FROM by_channel UNION ALL FROM advertising UNION ALL FROM renewals
    UNION ALL FROM later UNION ALL FROM passing_on UNION ALL FROM expiring UNION ALL FROM leaving
)
SELECT 'E' || lpad(event.number::VARCHAR, 8, '0') || '-' || event.kind AS event_id,
    'C' || lpad(event.number::VARCHAR, 8, '0') AS customer_id,
    event.occurred_at, event.purpose, event.channel, event.state,
    CASE WHEN event.kind LIKE 'G1%' THEN 'gpc'
         WHEN event.state IN ('requested', 'expired', 'revoked', 'invalidated') THEN NULL
         WHEN event.kind LIKE 'O1__' THEN 'import'
         WHEN event.source_system IN ('call_centre', 'shop_till') THEN 'agent'
         WHEN event.state = 'refused'
            THEN pick(['reject', 'reject', 'dismiss', 'save'], chance(event.number, 'refusing'))
         WHEN event.kind = 'O1'
            THEN pick(['one_click', 'one_click', 'save'], chance(event.number, 'method'))
         WHEN event.kind = 'J1' AND chance(event.number, 'imported') < 0.03 THEN 'import'
         ELSE pick(['accept', 'accept', 'save'], chance(event.number, 'method')) END AS method,
    event.source_system,
    notice_on(event.occurred_at::DATE) AS notice_version
FROM event
"""
