"""Of spells that overlap, the one that lasts longest at each moment, so that a moment meets one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import FromClause, Select, func, or_, select

from bigtrust.promises.consents import END_OF_TIME


def longest(spells: FromClause, whose: Sequence[str], begins: str, ends: str) -> Select[Any]:
    """The columns of `spells`, and `next`: the moment at which the next of them begins.

    A spell that ends no later than one that began before it is left out. At any moment, then, of
    all spells that have begun, the one with begins <= moment < next ends last.
    """
    whom = [spells.c[name] for name in whose]
    order = (spells.c[begins], spells.c[ends])
    before = func.max(spells.c[ends]).over(partition_by=whom, order_by=order, rows=(None, -1))
    ranked = select(spells, before.label("before")).subquery("ranked")
    following = func.lead(ranked.c[begins], 1, END_OF_TIME).over(
        partition_by=[ranked.c[name] for name in whose],
        order_by=(ranked.c[begins], ranked.c[ends]),
    )
    lasting = or_(ranked.c.before.is_(None), ranked.c[ends] > ranked.c.before)
    kept = [ranked.c[name] for name in spells.c.keys()]
    return select(*kept, following.label("next")).where(lasting)
