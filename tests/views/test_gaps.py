"""What is missing is named once, with everything that waits for it."""

from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views.gaps import gaps_of, gaps_title

OPT_OUT, OVER = CATALOGUE["opt_out_rate"], CATALOGUE["over_contacted_customers"]
SETTLED = CATALOGUE["settled_in_8_weeks"]


def test_indicators_that_wait_for_one_data_set_are_told_together():
    found = gaps_of([(OPT_OUT, "consent_events"), (OVER, "consent_events")])
    assert [gap.sentence for gap in found] == [
        "No data: consent events are missing."
        " They would add opt-out rate and over-contacted customers."
    ]


def test_a_missing_column_is_named_as_one():
    (gap,) = gaps_of([(SETTLED, "complaints.closed_at")])
    assert gap.sentence == (
        "No data: the column closed_at of complaints is missing."
        " It would add complaints settled in 8 weeks."
    )


def test_a_data_set_that_is_one_thing_is_told_as_one():
    (gap,) = gaps_of([(CATALOGUE["data_explained"], "data_inventory")])
    assert gap.sentence == "No data: data inventory is missing. It would add data explained."


def test_the_title_agrees_in_number():
    assert gaps_title([(OPT_OUT, "contacts")]) == "One indicator has no data yet"
    assert gaps_title([(OPT_OUT, "x"), (OVER, "x")]) == "Two indicators have no data yet"
