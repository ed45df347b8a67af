"""What people buy, and to whom their purchases are disclosed."""

PRODUCTS = """
CREATE MACRO products() AS ['washing_machine', 'fridge', 'television', 'laptop', 'smartphone',
                            'vacuum_cleaner', 'coffee_machine', 'dishwasher'];
CREATE MACRO product_name(number) AS products()[1 + number % 8];
"""

# A first purchase on joining; later ones are mostly small. Durable goods bought later come from
# the four products after the one held, and marketing offers from the four before it: the company
# tries not to sell people what they have.
PURCHASES_MADE = """
CREATE TABLE purchases_made AS
WITH turn AS (
    SELECT number, joined_on, left_on, market, answer, product_number,
        unnest(range(0, 1 + floor(7 * chance(number, 'keen') * chance(number, 'rich')
            * least(4, (as_of() - joined_on) / 365.25))::INTEGER)) AS place
    FROM people
), dated AS (
    SELECT *, hash(number, place) AS key,
        greatest(joined_on, as_of() - 1461) AS since,
        CASE WHEN place = 0 THEN joined_on
             ELSE since + floor((as_of() + 1 - since) * chance(hash(number, place), 'day'))::INTEGER
        END AS day
    FROM turn
), seasonal AS (
    SELECT * EXCLUDE (day),
        CASE WHEN place = 0 THEN day
             WHEN chance(key, 'season') < 0.12
                THEN make_date(year(day), 11, 20) + floor(10 * chance(key, 'sale'))::INTEGER
             WHEN chance(key, 'season') < 0.20
                THEN make_date(year(day), 1, 5) + floor(28 * chance(key, 'sale'))::INTEGER
             WHEN month(day) = 8 AND chance(key, 'season') < 0.60 THEN day + 31
             ELSE day END AS day
    FROM dated
)
SELECT number, market, key, day,
    'P' || lpad(number::VARCHAR, 8, '0') || '-' || lpad(place::VARCHAR, 2, '0') AS purchase_id,
    CASE WHEN place = 0 THEN product_name(product_number)
         WHEN chance(key, 'kind') < 0.50 THEN 'coffee_capsules'
         WHEN chance(key, 'kind') < 0.72 THEN 'headphones'
         ELSE product_name(product_number + 1 + floor(3 * chance(key, 'durable'))::INTEGER)
    END AS product_category,
    pick(['web', 'web', 'app', 'store', 'store'], chance(key, 'channel')) AS channel,
    CASE WHEN answer IN ('silent', 'unasked') OR chance(number, 'registration') < 0.70
         THEN 'account'
         ELSE pick(['guest', 'guest', 'declined', 'not_offered'], chance(key, 'registration'))
    END AS registration
FROM seasonal
WHERE day <= as_of() AND day >= joined_on AND day < coalesce(left_on, as_of() + 1)
"""

PRODUCT_CATEGORIES = """
SELECT product AS product_category, days AS repurchase_days, consumable
FROM (VALUES
    ('washing_machine', 3650, false), ('fridge', 4380, false), ('television', 2555, false),
    ('laptop', 1460, false), ('smartphone', 900, false), ('vacuum_cleaner', 1825, false),
    ('coffee_machine', 1825, false), ('dishwasher', 3650, false),
    ('headphones', NULL, false), ('coffee_capsules', 30, true)
) AS category (product, days, consumable)
"""

STEPS = (PRODUCTS, PURCHASES_MADE)

PURCHASES = """
SELECT purchase_id, 'C' || lpad(number::VARCHAR, 8, '0') AS customer_id,
    moment(day, key, 'bought') AS purchased_at,
    product_category, channel, registration
FROM purchases_made
"""

# Each purchase of the covered time goes to a payment service and, when delivered, to a courier;
# some to an insurer (warranty), a credit agency, an advertising network (California, where it is
# a sale or sharing; elsewhere on consent) or, once it comes, to the partner that no notice names.
DISCLOSURES = """
WITH purchase AS (
    SELECT number, key, day, purchase_id FROM purchases_made WHERE day >= warm_up()
), disclosed AS (
    SELECT purchase.*, made.suffix, made.recipient, made.purpose, made.legal_basis
    FROM purchase JOIN people USING (number), LATERAL unnest([
        {'suffix': 'p', 'made': true, 'recipient': 'Pagolibero',
         'purpose': 'payment', 'legal_basis': 'contract'},
        {'suffix': 'c', 'made': chance(key, 'courier') < 0.60,
         'recipient': CASE market WHEN 'uk' THEN 'Swift Parcel' WHEN 'us' THEN 'Pacific Freight'
                      ELSE 'Corriere Adriatico' END,
         'purpose': 'delivery', 'legal_basis': 'contract'},
        {'suffix': 'w', 'made': chance(key, 'warranty') < 0.12, 'recipient': 'Garanzia Sicura',
         'purpose': 'warranty', 'legal_basis': 'contract'},
        {'suffix': 'r', 'made': chance(key, 'credit') < 0.06, 'recipient': 'Credito Chiaro',
         'purpose': 'credit_check', 'legal_basis': 'legitimate_interest'},
        {'suffix': 't', 'made': chance(key, 'audit') < 0.03, 'recipient': 'Agenzia delle Entrate',
         'purpose': 'tax', 'legal_basis': 'legal_obligation'},
        {'suffix': 'a', 'made': market <> 'us' AND chance(key, 'advertised') < 0.30
            AND answer IN ('all', 'none') AND chance(number, 'advertising') < 0.55
            AND (opted_out_on IS NULL OR day < opted_out_on - 5), 'recipient': 'Vista Ads',
         'purpose': 'personalised_advertising', 'legal_basis': 'consent'},
        {'suffix': 's', 'made': market = 'us' AND opted_out_on IS NULL
            AND chance(number, 'gpc on') > 0.4 AND chance(key, 'advertised') < 0.30,
         'recipient': 'Vista Ads', 'purpose': 'personalised_advertising',
         'legal_basis': 'sale_or_sharing'},
        {'suffix': 'o', 'made': chance(key, 'old partner') < 0.002, 'recipient': 'Sondaggi Rapidi',
         'purpose': 'market_research', 'legal_basis': 'legitimate_interest'},
        {'suffix': 'l', 'made': during(day, 'unnamed_partner') AND chance(key, 'partner') < 0.25,
         'recipient': 'Lumen Insight', 'purpose': 'market_research',
         'legal_basis': 'legitimate_interest'}
    ]) AS options (made)
    WHERE made.made
)
SELECT purchase_id || suffix AS disclosure_id,
    moment(day, key, suffix) AS occurred_at,
    recipient, purpose, 'C' || lpad(number::VARCHAR, 8, '0') AS customer_id, legal_basis
FROM disclosed
"""
