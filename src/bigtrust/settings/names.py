"""Names that no segment and no level of one may have, as they mean something else."""

# The columns that we add to those of the contract.
OURS = frozenset(
    {"source_row", "row_hash", "fate", "load_key", "customer_key", "pseudonym", "segment_key"}
)

_COUNTS_AND_DIMENSIONS = """
acknowledged_on_time agree_begun agree_ended answered answered_on_time answers asked
became_due_soon became_late became_overdue begun breaches calls came_to_90_days campaign_id
categories ceased_due_soon ceased_late ceased_overdue channel choice_told closed combination
complaints contacted contacts counted current_begun current_ended customers data_category data_set
day decided delivered_email departures disclosures distrusting due_in ended explained extended
extended_too_late fell_due first given handler honoured in_processing in_two_systems judged
judged_calls kind last legal_basis level links_notice met not_offered notice_told number
of_persons offers_after_purchase offers_choice old_begun old_ended on_told_basis opt_outs people
position pressure previous_day product_category promise purchases purpose rank reached_8_weeks
reached_90_days reached_acknowledgement reached_third_business_day received recipient regime
rejected repeated reported_spam right scores segment_key sender_unit set_key
settled_in_3_business_days settled_in_8_weeks since spell statement systems told told_begun
told_ended topic touchpoint touchpoints trusting upheld withdrawn
"""
# What figures are counted and split by: beside it, a segment of that name would not be seen.
# Not `product`: complaints are split by their own, everything else by that of the customers.
OF_FIGURES = frozenset(_COUNTS_AND_DIMENSIONS.split())
