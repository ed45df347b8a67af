"""Where generated companies meet people, what they hold, sell, and are told in surveys."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from bigtrust.contract import STATEMENTS, TOUCHPOINT_KINDS
from tests.companies import Row
from tests.window import days, one_of

CATEGORIES = ("kettles", "bags")


@st.composite
def surroundings_told(draw: DrawFn, people: SearchStrategy[str]) -> dict[str, list[Row]]:
    return {
        "touchpoints": draw(_numbered("touchpoint", _TOUCHPOINT, 4)),
        "data_inventory": draw(_numbered("data_category", _DATA, 3)),
        "survey_answers": draw(_numbered("answer_id", _answer(people), 5)),
    }


def _numbered(key: str, row: SearchStrategy[Row], most: int) -> SearchStrategy[list[Row]]:
    rows = st.lists(row, max_size=most)
    return rows.map(lambda told: [{key: f"{n:04}"} | one for n, one in enumerate(told, 1)])


_TOUCHPOINT = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(TOUCHPOINT_KINDS),
        "links_notice": one_of(True, False, None),
        "offers_choice": one_of(True, False, None),
        "checked_on": st.none() | days(),
    }
)
_DATA = st.fixed_dictionaries(
    {
        "purpose": one_of("delivery", "delivery", None),
        "legal_basis": one_of("contract", "contract", None),
        "retention_days": one_of(0, 365, None),
        "described_in_notice": one_of(True, True, False, None),
    }
)


def _answer(people: SearchStrategy[str]) -> SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "answered_on": days(),
            "statement": one_of(*STATEMENTS, None),
            "score": st.integers(1, 7) | st.none(),
            "customer_id": people | st.none(),
        }
    )


def product_categories_told() -> SearchStrategy[list[Row]]:
    """Fewer than 200 people buy, so a time that is not told is not learned."""
    times = st.tuples(*(one_of(30, 7, 30, 1, 0, None) for _ in CATEGORIES))
    return times.map(
        lambda told: [
            {"product_category": category, "repurchase_days": time, "consumable": None}
            for category, time in zip(CATEGORIES, told, strict=True)
        ]
    )
