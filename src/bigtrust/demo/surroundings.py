"""What surrounds the people: notices, recipients, touchpoints, the data kept, and a survey."""

NOTICES = """
SELECT notice_version, published_on, language, url
FROM (VALUES
    ('notice-2018', DATE '2018-05-25', 'it', 'https://casaaurora.example/privacy/2018'),
    ('notice-2022', DATE '2022-03-01', 'it', 'https://casaaurora.example/privacy/2022'),
    ('notice-2025', DATE '2025-01-15', 'it', 'https://casaaurora.example/privacy/2025')
) AS notice (notice_version, published_on, language, url)
"""

RECIPIENTS = """
SELECT recipient, recipient_category
FROM (VALUES
    ('Pagolibero', 'payment_service'), ('Corriere Adriatico', 'courier'),
    ('Swift Parcel', 'courier'), ('Pacific Freight', 'courier'),
    ('Garanzia Sicura', 'insurer'), ('Credito Chiaro', 'credit_agency'),
    ('Agenzia delle Entrate', 'tax_authority'), ('Vista Ads', 'advertising_network'),
    ('Sondaggi Rapidi', 'research_institute'), ('Lumen Insight', 'data_broker')
) AS recipient (recipient, recipient_category)
"""

NOTICE_RECIPIENTS = """
SELECT notice_version, recipient, recipient_category, purpose
FROM (VALUES ('notice-2018'), ('notice-2022'), ('notice-2025')) AS notice (notice_version),
(VALUES
    ('Pagolibero', NULL, 'payment'), (NULL, 'courier', 'delivery'), (NULL, 'insurer', 'warranty'),
    ('Credito Chiaro', NULL, 'credit_check'), (NULL, 'tax_authority', 'tax'),
    ('Vista Ads', NULL, 'personalised_advertising')
) AS named (recipient, recipient_category, purpose)
"""

DATA_INVENTORY = """
SELECT data_category, purpose, legal_basis, retention_days::INTEGER AS retention_days,
    described_in_notice
FROM (VALUES
    ('name_and_address', 'delivery', 'contract', 3650, true),
    ('email_address', 'direct_marketing', 'consent', 730, true),
    ('telephone_number', 'direct_marketing', 'consent', 730, true),
    ('purchase_history', 'warranty', 'contract', 3650, true),
    ('payment_details', 'payment', 'contract', 400, true),
    ('invoice', 'tax', 'legal_obligation', 3650, true),
    ('credit_score', 'credit_check', 'legitimate_interest', 180, true),
    ('browsing_history', 'personalised_advertising', 'consent', 390, true),
    ('app_usage', 'personalised_advertising', 'consent', 390, false),
    ('call_recording', 'service_quality', 'legitimate_interest', 90, true),
    ('service_history', 'product_care', 'contract', 3650, true),
    ('device_telemetry', 'product_care', NULL, NULL, false),
    ('survey_answer', 'market_research', 'consent', 730, true),
    ('shop_video', 'security', 'legitimate_interest', 3, true),
    ('identity_document', 'identity_check', 'legal_obligation', 30, true),
    ('household_profile', NULL, NULL, NULL, false)
) AS category (data_category, purpose, legal_basis, retention_days, described_in_notice)
"""

TOUCHPOINTS = """
SELECT touchpoint, kind, links_notice, offers_choice, as_of() - days_ago AS checked_on
FROM (VALUES
    ('home_page', 'web', true, true, 12), ('product_page', 'web', true, true, 12),
    ('cookie_banner', 'web', true, true, 12), ('newsletter_form', 'web', true, true, 12),
    ('online_checkout', 'checkout', true, true, 12),
    ('guest_checkout', 'checkout', true, false, 12),
    ('app_start', 'app', true, true, 20), ('app_settings', 'app', true, true, 20),
    ('store_till', 'store', false, false, 41), ('store_loyalty_desk', 'store', true, true, 41),
    ('store_poster', 'store', true, false, 41),
    ('call_centre_greeting', 'call_centre', true, false, 30),
    ('call_centre_script', 'call_centre', true, true, 30),
    ('warranty_card', 'post_sale', true, true, 64), ('repair_visit', 'post_sale', false, true, 64)
) AS touchpoint (touchpoint, kind, links_notice, offers_choice, days_ago)
"""

# Scores lie around 5.5, one person higher or lower on all four statements.
SURVEY_ANSWERS = """
WITH asked AS (
    SELECT range AS place, warm_up() + floor((as_of() - warm_up() + 1) * (range + 0.5)
        / per_thousand_a_month(5))::INTEGER AS answered_on
    FROM range(per_thousand_a_month(5))
), answered AS (
    SELECT *, unnest(['humanity', 'transparency', 'capability', 'reliability']) AS statement
    FROM asked
)
SELECT 'V' || lpad(place::VARCHAR, 7, '0') || '-' || substr(statement, 1, 1) AS answer_id,
    answered_on, statement,
    greatest(1, least(7, round(3.0 + 2.9 * chance(place, 'mood')
        + 2.2 * chance(hash(place, statement), 'score'))))::INTEGER AS score,
    'C' || lpad(somebody(answered_on, chance(place, 'respondent'))::VARCHAR, 8, '0') AS customer_id
FROM answered
"""
