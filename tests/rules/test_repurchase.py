"""Repurchase times: told, learned, or the time that was followed; too few buyers, none."""

import pytest

from bigtrust.rules.repurchase import FEWEST_BUYERS, Found, RepurchaseTime, repurchase_time

AGAIN = ((20, 30, 400), (9, 60, 431), (True, True, False))  # one in ten by day 30
ONCE = ((20, 400), (5, 495), (True, False))


def test_what_the_company_tells_wins() -> None:
    assert repurchase_time(90, 500, *AGAIN) == RepurchaseTime(90, Found.TOLD)
    assert repurchase_time(0, 0, (), (), ()) == RepurchaseTime(0, Found.TOLD)


def test_else_it_is_the_day_by_which_one_in_ten_bought_again() -> None:
    assert repurchase_time(None, 500, *AGAIN) == RepurchaseTime(30, Found.LEARNED)


def test_where_fewer_buy_again_it_is_the_longest_time_seen() -> None:
    assert repurchase_time(None, 500, *ONCE) == RepurchaseTime(400, Found.FOLLOW_UP)


@pytest.mark.parametrize(("buyers", "judged"), [(FEWEST_BUYERS - 1, False), (FEWEST_BUYERS, True)])
def test_too_few_buyers_are_not_judged(buyers: int, judged: bool) -> None:
    assert (repurchase_time(None, buyers, *AGAIN) is not None) is judged
    assert repurchase_time(None, buyers, (), (), ()) is None
