"""The contacts: broadcasts, message series, service messages, and the errors among them.

Marketing goes out in two ways. Broadcasts belong to a campaign of a market, a channel and a week.
Message series are automatic: after a visit to the shop a person gets some five or some ten messages
in a fortnight; ten are over the cap: the steady background of over-contacted customers.
Each person lives in cycles of 28 days, begun on a day of their own: at most one series a cycle.
"""

from bigtrust.demo import slips

# The local midnights of the markets, so that no row of contacts needs a time zone.
MIDNIGHTS = """
CREATE TABLE midnights AS
SELECT market, days.day, timezone(time_zone, days.day::TIMESTAMP) AS midnight, days.appetite
FROM days, (SELECT DISTINCT market, time_zone FROM places)
WHERE days.day BETWEEN warm_up() - 40 AND as_of() + 40
"""

# Two campaigns a week, market and channel, four products apart: one of them suits everybody.
CAMPAIGNS = """
CREATE MACRO campaign_product(market, channel, monday) AS
    floor(4 * chance(hash(market, channel, monday), 'product'))::INTEGER;
CREATE MACRO campaign_name(market, channel, monday, second) AS
    'K' || strftime(monday, '%G%V') || '-' || market || '-' || channel || '-'
        || CASE WHEN second THEN 2 ELSE 1 END;
-- A campaign lasts two or three days of its week.
CREATE MACRO campaign_day(name, drawn) AS
    floor(3.5 * chance(name, 'start'))::INTEGER
        + floor((2 + floor(2 * chance(name, 'length'))) * drawn)::INTEGER
"""

SENDERS = """
CREATE MACRO channel_wanted(drawn) AS
    CASE WHEN drawn < 0.54 THEN 'email' WHEN drawn < 0.74 THEN 'sms' WHEN drawn < 0.84 THEN 'push'
         WHEN drawn < 0.90 THEN 'phone' WHEN drawn < 0.95 THEN 'in_app' ELSE 'post' END;
CREATE MACRO sender(market, channel) AS
    CASE WHEN market IN ('uk', 'us') THEN market || '_team'
         WHEN channel IN ('phone', 'post') THEN 'shops_' || market ELSE 'crm_milano' END;
CREATE MACRO outcome(channel, key) AS
    CASE WHEN channel = 'phone'
            THEN CASE WHEN chance(key, 'outcome') < 0.44 THEN 'answered' ELSE 'no_answer' END
         WHEN chance(key, 'outcome') < 0.012 THEN 'bounced'
         WHEN channel IN ('post', 'sms') THEN 'delivered'
         WHEN channel = 'email' AND chance(key, 'outcome') > 0.9993 THEN 'reported_spam'
         WHEN chance(key, 'outcome') < 0.040 THEN 'clicked'
         WHEN chance(key, 'outcome') < 0.290 THEN 'opened' ELSE 'delivered' END;
-- Seconds after local midnight: calls and texts by day, other messages from 7 to 21.
CREATE MACRO sending_second(channel, key) AS
    CASE WHEN channel IN ('phone', 'sms') THEN 36000 + floor(30600 * chance(key, 'second'))
         ELSE 25200 + floor(50400 * chance(key, 'second')) END::BIGINT
"""

# What is planned for each person in each cycle. One in five people is keen, and gets three times
# as many series as the others; broadcasts come more to some than to others.
PLANNED = """
WITH person AS (
    SELECT number, market, region, joined_on, left_on, opted_out_on, opt_out_channel,
        consented_again_on, expired_on, product_number,
        email_open, sms_open, phone_open, other_open,
        CASE WHEN chance(number, 'keen on messages') < 0.2 THEN 2.142857 ELSE 0.714286 END AS keen,
        0.90 * chance(number, 'reach') AS reach,
        floor(28 * chance(number, 'cycle'))::INTEGER AS phase
    FROM people WHERE email_open OR sms_open OR phone_open
), cycle AS (
    SELECT *, hash(number, place) AS cycle_key, chance(hash(number, place), 'series') AS drawn,
        warm_up() + 49 + phase + (28 * place)::INTEGER AS begins
    FROM (SELECT *, unnest(range(0, 2 + (as_of() - warm_up() - 49) // 28)) AS place FROM person)
), series AS (
    SELECT *,
        drawn < keen * 0.083 AS automatic,
        drawn < keen * 0.029
            AND NOT (during(begins, 'contact_cap') AND chance(cycle_key, 'capped') < 0.75) AS long
    FROM cycle
), measured AS (
    SELECT *,
        CASE WHEN long THEN 9 + floor(4 * chance(cycle_key, 'length'))
             WHEN automatic THEN 4 + floor(3 * chance(cycle_key, 'length'))
             WHEN chance(cycle_key, 'broadcast') < reach THEN 1 END::INTEGER AS length
    FROM series
), planned AS (
    SELECT *, hash(number, place, turn) AS key,
        begins + CASE WHEN automatic
                      THEN floor((turn % length + 0.3 * chance(hash(number, place, turn), 'day'))
                                 * 14 / length)
                      ELSE floor(28 * chance(cycle_key, 'day')) END::INTEGER AS planned_on
    FROM (SELECT *, unnest(range(0, length * CASE WHEN region = 'Lombardia' THEN 2 ELSE 1 END))
              AS turn
          FROM measured WHERE length IS NOT NULL)
), addressed AS (
    SELECT *, turn >= length AS repeated, channel_wanted(chance(key, 'channel')) AS wanted,
        CASE WHEN wanted = 'sms' AND sms_open THEN 'sms'
             WHEN wanted = 'phone' AND phone_open THEN 'phone'
             WHEN wanted IN ('push', 'post', 'in_app') AND other_open THEN wanted
             WHEN email_open THEN 'email' WHEN sms_open THEN 'sms' ELSE 'phone' END AS channel,
        (product_number + 4 + floor(4 * chance(cycle_key, 'offer'))::INTEGER) % 8 AS offered
    FROM planned
)
"""

MARKETING = """
, targeted AS (
    -- Of the week's two campaigns the one that does not offer what people have; rarely the other.
    SELECT *, date_trunc('week', planned_on)::DATE AS monday,
        campaign_product(market, channel, monday) AS first_offer,
        ((first_offer - product_number + 8) % 8 < 4) = (chance(key, 'unsuited') > 0.03) AS second,
        campaign_name(market, channel, monday, second) AS campaign
    FROM addressed
), scheduled AS (
    SELECT *,
        CASE WHEN automatic THEN offered WHEN second THEN first_offer + 4 ELSE first_offer END
            AS offer,
        CASE WHEN automatic THEN planned_on
             ELSE monday + campaign_day(campaign, chance(key, 'campaign day'))
                  + CASE WHEN repeated THEN 1 ELSE 0 END
        END AS sent_on
    FROM targeted
), moved AS (
    -- Nobody is called on a Sunday or holiday, errors aside.
    SELECT * EXCLUDE (sent_on),
        CASE WHEN channel = 'phone' THEN calling_day(sent_on) ELSE sent_on END AS sent_on
    FROM scheduled
)
SELECT 'M' || lpad(number::VARCHAR, 8, '0') || '-' || lpad(place::VARCHAR, 2, '0')
        || '-' || lpad(turn::VARCHAR, 2, '0') AS contact_id,
    'C' || lpad(number::VARCHAR, 8, '0') AS customer_id,
    midnight + to_seconds(sending_second(channel, key)) AS sent_at,
    channel, 'marketing' AS message_class, NULL::VARCHAR AS purpose,
    CASE WHEN repeated THEN 'loyalty_lab' ELSE sender(moved.market, channel) END AS sender_unit,
    CASE WHEN repeated THEN 'loyalty' WHEN long THEN 'series-long'
         WHEN automatic THEN 'series-short'
         ELSE campaign END AS campaign_id,
    CASE WHEN chance(cycle_key, 'about a product') < 0.75 THEN product_name(offer) END
        AS product_category,
    outcome(channel, key) AS outcome
FROM moved JOIN midnights ON midnights.market = moved.market AND midnights.day = sent_on
WHERE sent_on BETWEEN getvariable('first_day') - 70 AND as_of()
    AND (automatic OR chance(cycle_key, 'season') < appetite)
    AND (NOT repeated OR during(sent_on, 'new_sender_unit'))
    AND permitted(channel, sent_on, joined_on, left_on, opted_out_on, opt_out_channel,
                  consented_again_on, expired_on)
"""

# A confirmation of each order, and news of its delivery two days later.
SERVICE = """
SELECT 'S' || substr(purchase_id, 2) || kind.suffix AS contact_id,
    'C' || lpad(number::VARCHAR, 8, '0') AS customer_id,
    CASE WHEN kind.delay = 0 THEN moment(bought.day, key, 'bought') + INTERVAL 2 MINUTE
         ELSE midnight + to_seconds(sending_second('sms', hash(key, kind.suffix))) END AS sent_at,
    kind.channel, kind.message_class, kind.purpose, 'service_centre' AS sender_unit,
    NULL::VARCHAR AS campaign_id, product_category,
    outcome(kind.channel, hash(key, kind.suffix)) AS outcome
FROM (
    SELECT *, unnest([
        {'suffix': 'o', 'delay': 0, 'channel': 'email', 'message_class': 'transactional',
         'purpose': 'order_confirmation'},
        {'suffix': 'd', 'delay': 2, 'channel': 'sms', 'message_class': 'service',
         'purpose': 'delivery'},
        {'suffix': 'r', 'delay': 30, 'channel': 'email', 'message_class': 'service',
         'purpose': 'product_care'}
    ]) AS kind
    FROM purchases_made
    WHERE day >= getvariable('first_day') - 100
) AS bought JOIN midnights
    ON midnights.market = bought.market AND midnights.day = bought.day + kind.delay
WHERE midnights.day BETWEEN getvariable('first_day') - 70 AND as_of()
    AND (kind.suffix <> 'r' OR product_category NOT IN ('coffee_capsules', 'headphones'))
"""

STEPS = (MIDNIGHTS, CAMPAIGNS, SENDERS)

CONTACTS = " UNION ALL ".join(
    f"FROM ({query})" for query in (PLANNED + MARKETING, SERVICE, slips.EXCEPTIONS)
)
