"""How the trust index went: what is said of it is what it is."""

import pytest

from bigtrust.measures.index import IndexDay
from bigtrust.rules.index import PRINCIPLES
from bigtrust.views.index_course import IndexCourse, lacking, opening
from tests.views.told import AS_OF, course


@pytest.mark.parametrize(
    ("score", "said"),
    [(60.0, "where it was 30 days ago"), (20.0, "down 4 in 30 days"), (100.0, "up 3 in 30 days")],
)
def test_the_opening_tells_the_index_its_band_and_its_change(score: float, said: str):
    found = course(contact_after_withdrawal=score)
    assert found.now.index
    band = f"({found.now.index.low:.0f}–{found.now.index.high:.0f})"
    assert opening(found) == f"Trust index {found.now.index.value:.0f} {band}, {said}. "


def test_without_an_index_there_is_no_opening():
    empty = IndexDay(AS_OF, None, {}, 0)
    assert opening(IndexCourse([empty], empty, empty, {})) == ""


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ((), "no principle can be scored"),
        (("accountability",), "only accountability can be scored"),
        (("choice", "restraint"), "only choice and restraint can be scored"),
        (PRINCIPLES[:4], "accountability and coherence cannot be scored"),
        (PRINCIPLES[:5], "coherence cannot be scored"),
    ],
)
def test_without_an_index_it_says_what_is_lacking(known: tuple[str, ...], said: str):
    scores = {name: {"an_indicator": 50.0} for name in known}
    assert lacking(scores, PRINCIPLES) == f"No trust index yet: {said}"
