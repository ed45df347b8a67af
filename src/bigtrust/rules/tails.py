"""How odd a count is beside the one that was to be expected: the exact p-value, either way.

Twice the smaller tail: as many or fewer, as many or more. Of a small count a score is far too sure
(one case where 0.04 are expected would lie five standard deviations out). It holds if the cases
were independent of each other.
Source: Fisher 1925, Statistical Methods for Research Workers; doubled as by Armitage and Berry.
"""


def p_value_of_share(numerator: int, denominator: int, expected: float) -> float:
    """Of `numerator` among `denominator` where the share `expected` is expected (0 to 1).

    By the incomplete beta function: scipy's own tails (bdtr, bdtrc) are wrong beyond 2^31 cases.
    """
    from scipy.special import betainc, betaincc  # noqa: PLC0415 (it would slow the start of every command)

    others = denominator - numerator
    at_most = float(betaincc(numerator + 1, others, expected)) if others else 1.0
    at_least = float(betainc(numerator, others + 1, expected)) if numerator else 1.0
    return min(1.0, 2 * min(at_most, at_least))


def p_value_of_events(events: int, expected: float) -> float:
    """Of `events` where so many are expected."""
    from scipy.special import pdtr, pdtrc  # noqa: PLC0415 (as above)

    at_least = float(pdtrc(events - 1, expected)) if events else 1.0
    return min(1.0, 2 * min(float(pdtr(events, expected)), at_least))
