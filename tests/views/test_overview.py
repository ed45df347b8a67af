"""What the Overview says beside broken promises by kind."""

from dataclasses import replace

from bigtrust.views.overview import people_told
from bigtrust.views.phrases import plain
from bigtrust.views.wording import NO_BREAK
from tests.views.told import a_card, figure


def test_people_let_down_are_no_share_of_customers_whom_nobody_counts():
    shared = a_card("people_let_down", [1.1] * 24)
    alone = replace(shared, now=figure(195.0, 195.0, None, missing="customers"))
    of_all, of_unknown = (
        plain(people_told([each])).replace(NO_BREAK, " ") for each in (shared, alone)
    )
    assert of_all == "11 people (1.1 %) let down in 90 days"
    assert of_unknown == "195 people let down in 90 days"
