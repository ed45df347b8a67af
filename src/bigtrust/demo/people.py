"""The people: who they are, what they answered, and when they changed their minds.

`people` holds a row a person with all that later rooms need; `customers` and `consent_events`
are read from it. A person opts out at most once, may consent again, and a consent of the shops
ends after 24 months unless renewed: enough for every state, simple enough to respect.
"""

PLACES = """
CREATE TABLE places AS
SELECT * FROM (VALUES
    (0.00, 'Lombardia', 'IT', 'Europe/Rome', 'north'),
    (0.22, 'Piemonte', 'IT', 'Europe/Rome', 'north'),
    (0.29, 'Veneto', 'IT', 'Europe/Rome', 'north'),
    (0.36, 'Emilia-Romagna', 'IT', 'Europe/Rome', 'north'),
    (0.43, 'Toscana', 'IT', 'Europe/Rome', 'south'),
    (0.49, 'Lazio', 'IT', 'Europe/Rome', 'south'),
    (0.57, 'Campania', 'IT', 'Europe/Rome', 'south'),
    (0.64, 'Sicilia', 'IT', 'Europe/Rome', 'south'),
    (0.70, 'London', 'GB-ENG', 'Europe/London', 'uk'),
    (0.78, 'North of England', 'GB-ENG', 'Europe/London', 'uk'),
    (0.85, 'Scotland', 'GB-SCT', 'Europe/London', 'uk'),
    (0.90, 'Bay Area', 'US-CA', 'America/Los_Angeles', 'us'),
    (0.95, 'Southern California', 'US-CA', 'America/Los_Angeles', 'us')
) AS place (share_before, region, jurisdiction, time_zone, market)
"""

# A region keeps its share of customers however many they are, so places are drawn evenly spread.
ORIGINS = """
CREATE TABLE origins AS
WITH numbered AS (
    SELECT range AS number, spread(range + 1000000 * chance(0, 'place')) AS place_drawn
    FROM range(1, getvariable('customers') + 1)
), dated AS (
    SELECT number, place_drawn,
        CASE WHEN number <= settled()
            -- Those still there of 22 years of joining and leaving: long enough for the mix of
            -- old and new customers, and so for what they have permitted, to stay the same.
            THEN warm_up() - 1 - floor(365.25 * -ln(
                1 - (1 - (number - 0.5) / settled()) * (1 - exp(-0.14 * 22))) / 0.14)::INTEGER
            ELSE warm_up() + floor((number - settled() - 0.5) * (as_of() - warm_up() + 1)
                                   / (getvariable('customers') - settled()))::INTEGER
        END AS joined_on
    FROM numbered
)
SELECT dated.number, place.region, place.jurisdiction, place.time_zone, place.market,
    dated.joined_on,
    greatest(dated.joined_on + 30, warm_up())
        + floor(-ln(1 - chance(dated.number, 'leaving')) / 0.10 * 365.25)::INTEGER AS left_on,
    chance(dated.number, 'answer') AS answer_drawn,
    floor(8 * chance(dated.number, 'product'))::INTEGER AS product_number
FROM dated ASOF JOIN places AS place ON dated.place_drawn >= place.share_before
"""

# What each person was asked and said when they joined, and on which channels marketing may come.
ANSWERS = """
CREATE TABLE answers AS
WITH answered AS (
    SELECT *,
        CASE WHEN answer_drawn < 0.34 THEN 'all'
             WHEN answer_drawn < 0.70 THEN 'some'
             WHEN answer_drawn < 0.82 THEN 'none'
             WHEN answer_drawn < 0.92 THEN 'silent'
             ELSE 'unasked' END AS answer,
        chance(number, 'email') < 0.85 AS email_given,
        chance(number, 'sms') < 0.50 AS sms_given,
        chance(number, 'phone') < 0.25 AS phone_given
    FROM origins
)
SELECT * EXCLUDE (answer_drawn),
    answer = 'all' OR (answer = 'some' AND email_given) OR answer IN ('silent', 'unasked')
        AS email_open,
    answer = 'all' OR (answer = 'some' AND sms_given)
        OR (answer IN ('silent', 'unasked') AND market = 'uk') AS sms_open,
    answer = 'all' OR (answer = 'some' AND phone_given) AS phone_open,
    answer = 'all' AS other_open,
    answer = 'all' OR (answer = 'some' AND (email_given OR sms_given OR phone_given))
        AS consented
FROM answered
"""

# Opting out comes at a steady pace from joining on, by the clock of `days`.
OPT_OUTS = """
CREATE TABLE opt_outs AS
WITH started AS (
    SELECT answers.*, days.opt_out_clock
        - ln(1 - chance(number, 'opting out')) * 30 / 0.009 AS opt_out_at_clock
    FROM answers JOIN days ON days.day = answers.joined_on + 1
    WHERE email_open OR sms_open OR phone_open
), dated AS (
    SELECT started.*, days.day AS opted_out_on
    FROM started ASOF JOIN days ON started.opt_out_at_clock >= days.opt_out_clock
    WHERE days.day <= as_of() AND days.day < started.left_on
), drawn AS (
    SELECT *, chance(number, 'opt-out channel') AS channel_drawn,
        CASE WHEN during(opted_out_on, 'opt_out_wave') THEN 0.75 ELSE 0.50 END AS sms_below
    FROM dated
)
SELECT number, opted_out_on,
    CASE WHEN channel_drawn < 0.14 THEN 'all'
         WHEN channel_drawn < sms_below AND sms_open THEN 'sms'
         WHEN channel_drawn > 0.90 AND phone_open THEN 'phone'
         WHEN email_open THEN 'email'
         WHEN sms_open THEN 'sms'
         ELSE 'phone' END AS opt_out_channel,
    CASE WHEN chance(number, 'again') < 0.20
         THEN opted_out_on + 30 + floor(270 * chance(number, 'again on'))::INTEGER
    END AS consented_again_on
FROM drawn
"""

# Of the consents given in shops, four in five are renewed each time.
PEOPLE = """
CREATE TABLE people AS
WITH lasting AS (
    SELECT answers.* EXCLUDE (left_on),
        CASE WHEN left_on <= as_of() THEN left_on END AS left_on,
        opted_out_on, opt_out_channel,
        CASE WHEN consented_again_on <= least(as_of(), left_on - 1) THEN consented_again_on END
            AS consented_again_on,
        CASE WHEN consented AND chance(number, 'shop') < 0.15
             THEN floor(ln(1 - chance(number, 'renewals')) / ln(0.8))::INTEGER END AS renewals
    FROM answers LEFT JOIN opt_outs USING (number)
), ending AS (
    SELECT *, (joined_on + to_months(24 * (renewals + 1)))::DATE AS expiring_on
    FROM lasting
)
SELECT * EXCLUDE (expiring_on),
    'C' || lpad(number::VARCHAR, 8, '0') AS customer_id,
    CASE WHEN expiring_on < least(coalesce(opted_out_on, as_of() + 1), as_of() + 1,
                                  coalesce(left_on, as_of() + 1))
         THEN expiring_on END AS expired_on,
    CASE WHEN renewals IS NOT NULL THEN 'shop_till'
         WHEN answer = 'unasked' THEN NULL
         ELSE pick(['web_shop', 'web_shop', 'app', 'call_centre'], chance(number, 'system')) END
        AS source_system
FROM ending
ORDER BY number
"""

# May marketing go out on a channel that was opened, on a day of the person's own calendar?
PERMITTED = """
CREATE MACRO permitted(channel, day, joined_on, left_on, opted_out_on, opt_out_channel,
                       consented_again_on, expired_on) AS
    day >= joined_on + 2
    AND (left_on IS NULL OR day < left_on - 1)
    AND (expired_on IS NULL OR day < expired_on - 1)
    AND (opted_out_on IS NULL OR opt_out_channel NOT IN (channel, 'all')
         OR day < opted_out_on - 1 OR day > consented_again_on + 1)
"""

STEPS = (PLACES, ORIGINS, ANSWERS, OPT_OUTS, PEOPLE, PERMITTED)

CUSTOMERS = """
SELECT customer_id, joined_on, left_on, jurisdiction, time_zone, region,
    pick(['18-29', '30-39', '40-49', '50-59', '60-69', '70+'], chance(number, 'age')) AS age_band,
    product_name(product_number) AS product
FROM people
ORDER BY number
"""
