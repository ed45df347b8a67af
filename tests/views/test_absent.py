"""An indicator without data says what is missing, what it would tell, and what to do next."""

import pytest

from bigtrust.contract import CONTRACT
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views.absent import NEXT, absent, nothing_judged
from bigtrust.views.phrases import plain


@pytest.mark.parametrize(
    ("missing", "says", "term", "meaning"),
    [
        ("complaints", "complaints are missing", "Complaints", CONTRACT["complaints"].meaning),
        ("complaints.closed_at", "the column closed_at of complaints is missing",
         "The column closed_at", "When it was closed"),
    ],
)  # fmt: skip
def test_it_says_what_is_missing_and_what_to_do(missing: str, says: str, term: str, meaning: str):
    measure = CATALOGUE["settled_in_8_weeks"]
    shown = absent(measure, missing)
    terms = dict(shown.terms)
    assert plain(shown.lead) == f"Complaints settled in 8 weeks has no data: {says}."
    assert terms["It would answer"] == measure.question
    assert terms[term].startswith(meaning)
    assert terms["What to do"] == NEXT


def test_where_nothing_is_judged_yet_there_is_nothing_to_do():
    shown = nothing_judged(CATALOGUE["spam_complaints"])
    assert plain(shown.lead) == "Spam complaints has nothing to judge yet."
    assert dict(shown.terms)["What to do"].startswith("Nothing: it shows as soon as")
