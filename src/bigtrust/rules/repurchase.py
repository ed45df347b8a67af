"""How soon after a purchase its category is bought again, so that an offer may make sense."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bigtrust.rules.survival import time_to

EARLY = 0.10  # the share of purchases after which the category was bought again by then
FEWEST_BUYERS = 200


class Found(StrEnum):
    """How a repurchase time was found."""

    TOLD = "told"  # by product_categories
    LEARNED = "learned"  # the time by which one in ten bought again
    FOLLOW_UP = "follow_up"  # fewer did in all the time seen: that time


@dataclass(frozen=True, slots=True)
class RepurchaseTime:
    """A purchase is fresh for so many days."""

    days: int
    found: Found


def repurchase_time(
    told: int | None,
    buyers: int,
    days: Sequence[int],
    counts: Sequence[int],
    again: Sequence[bool],
) -> RepurchaseTime | None:
    """The repurchase time of a category; None where too few people bought it to judge.

    What the company `told` wins. Else it is learned from a histogram of every day on which one of
    the `buyers` (people) bought it: the `days` to the same person's next such day, `again`, or to
    as-of, where none came; and how many (`counts`) there were.
    Source: house (decisions.md, washing-machine offers); no law sets a number.
    """
    if told is not None:
        return RepurchaseTime(told, Found.TOLD)
    reached = time_to(EARLY, days, counts, again)
    if buyers < FEWEST_BUYERS or reached is None:
        return None
    if reached.value is None:
        return RepurchaseTime(reached.longest, Found.FOLLOW_UP)
    return RepurchaseTime(reached.value, Found.LEARNED)
