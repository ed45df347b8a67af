"""A figure: what `calculate` returns for a period and group."""

from dataclasses import dataclass

from bigtrust.rules.period import Period

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's figure for a period and group. `value`, `low` and `high` (a 95 % Wilson interval,
    if the cases were independent) are in the measure's unit; None where there is no data, and
    `missing` then names the data set (or data_set.column) that would give it. `protection` says in
    words how it differs from the exact figure; "" where it does not. A protected value that is not
    shown has its bound in `low` or `high`.
    """

    period: Period
    group: Group
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None = None
    high: float | None = None
    missing: str | None = None
    protection: str = ""
    beyond: float | None = None  # a time that was not reached: it is more than this
