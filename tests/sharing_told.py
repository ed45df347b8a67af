"""What generated companies share, with whom, and what their notices say of it."""

from datetime import datetime, timedelta
from itertools import product

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.companies import Row
from tests.window import OLDEST, days, moments, one_of

VERSIONS = ("v1", "v2", "v3", "w1")
RECIPIENTS = ("acme", "bravo", "ghost")
CATEGORIES = ("couriers", "advertisers")
PURPOSES = ("direct_marketing", "newsletter", "delivery")
NAMED = (*((name, None) for name in RECIPIENTS[:2]), *((None, name) for name in CATEGORIES))
BASES = ("consent", "legitimate_interest", "sale_or_sharing", "contract", None)
# From what a person said to a disclosure: at once, and calendar days around 15 business days.
GAPS = tuple(timedelta(seconds=s) for s in (0, 1, -1)) + tuple(
    timedelta(days=d) for d in (9, 20, 21, 22, 23, 24)
)


@st.composite
def notices_told(draw: DrawFn) -> dict[str, list[Row]]:
    """Notices in two languages or none told, and whom they name."""
    versions = VERSIONS[: draw(st.integers(2, len(VERSIONS)))]
    named = draw(st.sets(st.sampled_from(tuple(product(versions, NAMED, PURPOSES))), max_size=5))
    return {
        "notices": [draw(_notice(version)) for version in versions],
        "notice_recipients": [
            {
                "notice_version": version,
                "recipient": recipient,
                "recipient_category": category,
                "purpose": purpose,
            }
            for version, (recipient, category), purpose in sorted(named, key=str)
        ],
        "recipients": [
            {"recipient": name, "recipient_category": draw(one_of(None, *CATEGORIES))}
            for name in RECIPIENTS[: draw(st.integers(0, 2))]
        ],
    }


def _notice(version: str) -> SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "notice_version": st.just(version),
            "published_on": days(OLDEST) | days(),
            "language": one_of("it", "it", "it", "en", None),
        }
    )


@st.composite
def disclosures_told(
    draw: DrawFn,
    people: SearchStrategy[str],
    at: SearchStrategy[datetime],
    said: list[tuple[str, datetime, str]],
) -> list[Row]:
    """One disclosure at any time, or soon after what a person `said` of a purpose."""
    if said and draw(one_of(True, True, False)):
        person, moment, purpose = draw(st.sampled_from(said))
        occurred_at = moment + draw(st.sampled_from(GAPS))
    else:
        person, purpose = draw(people | st.none()), draw(st.sampled_from(PURPOSES))
        occurred_at = draw(at | moments())
    return [
        {
            "customer_id": person,
            "occurred_at": occurred_at,
            "recipient": draw(st.sampled_from(RECIPIENTS)),
            "purpose": purpose,
            "legal_basis": draw(st.sampled_from(BASES)),
        }
    ]
