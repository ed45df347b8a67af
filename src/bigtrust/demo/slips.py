"""The marketing contacts that should not have been: a steady few errors, and two planted events.

Errors keep their share of contacts: their pace is that of the contacts, season by season.
"""

NEVER_PERMITTED = """
CREATE TABLE never_permitted AS
SELECT row_number() OVER (ORDER BY number) AS place, number, market,
    CASE WHEN answer = 'none' AND chance(number, 'slip channel') < 0.7 THEN 'email' ELSE 'sms' END
        AS channel
FROM people
WHERE joined_on < getvariable('first_day') - 80 AND left_on IS NULL AND opted_out_on IS NULL
    AND (answer = 'none' OR (NOT sms_open AND answer IN ('some', 'silent', 'unasked')))
"""

# American law allows ten business days for SMS and calls, so no error of ours is one there.
OPTED_OUT = """
CREATE TABLE opted_out AS
SELECT row_number() OVER (ORDER BY opted_out_on, number) AS place, number, market, opted_out_on,
    CASE opt_out_channel WHEN 'all' THEN 'email' ELSE opt_out_channel END AS channel
FROM people
WHERE opted_out_on IS NOT NULL AND consented_again_on IS NULL AND left_on IS NULL
    AND market <> 'us'
"""

SLIPS = """
CREATE TABLE slips AS
WITH dated AS (
    SELECT place, chance(place, 'kind') AS kind_drawn, days.day
    FROM arrivals(per_thousand_a_month(1.9), 'slip') AS arrived
        ASOF JOIN days ON arrived.standing >= days.slips
    WHERE days.day BETWEEN getvariable('first_day') - 70 AND as_of()
), never AS (
    SELECT dated.place, number, market, channel, day AS sent_on
    FROM dated JOIN never_permitted ON never_permitted.place = 1
        + floor(chance(dated.place, 'whom') * (SELECT count(*) FROM never_permitted))::BIGINT
    WHERE kind_drawn < 0.55
), known AS (
    SELECT opted_out_on, max(place) AS latest FROM opted_out GROUP BY opted_out_on
), recent AS (
    SELECT dated.place, dated.day, kind_drawn,
        greatest(1, latest - floor(CASE WHEN kind_drawn < 0.87 THEN 200 ELSE 1 END
                                   * pow(chance(dated.place, 'whom'), 2))::BIGINT) AS chosen
    FROM dated ASOF JOIN known ON dated.day - 4 >= known.opted_out_on
    WHERE kind_drawn >= 0.55
), after AS (
    SELECT recent.place, number, market, channel,
        -- The last few are those still in processing: sent on the day after the opt-out.
        CASE WHEN kind_drawn < 0.87 THEN day ELSE opted_out_on + 1 END AS sent_on
    FROM recent JOIN opted_out ON opted_out.place = recent.chosen
)
FROM never UNION ALL FROM after
"""

SMS_FAULT = """
CREATE TABLE sms_fault AS
SELECT number, market, week,
    first_of('sms_fault') + 7 * week + floor(6 * chance(hash(number, week), 'fault day'))::INTEGER
        AS sent_on
FROM people, (SELECT unnest([0, 1, 2]) AS week)
WHERE sms_open AND opt_out_channel IN ('sms', 'all') AND consented_again_on IS NULL
    AND left_on IS NULL
    AND opted_out_on BETWEEN first_of('sms_fault') - 500 AND first_of('sms_fault') + 7 * week - 16
    AND chance(hash(number, week), 'fault') < 0.20
"""

WASHING_MACHINES = """
CREATE TABLE washing_machines AS
SELECT number, market, week, sent_on
FROM (
    SELECT people.*, week, first_of('washing_machine_campaign') + 7 * week
        + floor(6 * chance(hash(number, week), 'washing day'))::INTEGER AS sent_on
    FROM people, (SELECT unnest([0, 1]) AS week)
    WHERE email_open AND number IN (
        SELECT number FROM purchases_made
        WHERE product_category = 'washing_machine'
            AND day BETWEEN first_of('washing_machine_campaign') - 120
                AND first_of('washing_machine_campaign') - 1)
)
WHERE permitted('email', sent_on, joined_on, left_on, opted_out_on, opt_out_channel,
                consented_again_on, expired_on)
"""

STEPS = (NEVER_PERMITTED, OPTED_OUT, SLIPS, SMS_FAULT, WASHING_MACHINES)

EXCEPTIONS = """
WITH exception AS (
    SELECT 'X' || lpad(place::VARCHAR, 8, '0') AS contact_id, number, market, channel, sent_on,
        hash(place, 'slip') AS key, sender(market, channel) AS sender_unit,
        campaign_name(market, channel, date_trunc('week', sent_on), false) AS campaign_id,
        NULL::VARCHAR AS product_category
    FROM slips WHERE sent_on <= as_of()
    UNION ALL
    SELECT 'F' || lpad(number::VARCHAR, 8, '0') || '-' || week, number, market, 'sms', sent_on,
        hash(number, week), sender(market, 'sms'),
        campaign_name(market, 'sms', date_trunc('week', sent_on), false), NULL
    FROM sms_fault
    UNION ALL
    SELECT 'W' || lpad(number::VARCHAR, 8, '0') || '-' || week, number, market, 'email', sent_on,
        hash(number, week), sender(market, 'email'), 'washing-machine-days', 'washing_machine'
    FROM washing_machines
)
SELECT contact_id, 'C' || lpad(number::VARCHAR, 8, '0') AS customer_id,
    midnight + to_seconds(sending_second(channel, key)) AS sent_at,
    channel, 'marketing' AS message_class, NULL::VARCHAR AS purpose, sender_unit, campaign_id,
    product_category, outcome(channel, key) AS outcome
FROM exception JOIN midnights
    ON midnights.market = exception.market AND midnights.day = sent_on
"""
