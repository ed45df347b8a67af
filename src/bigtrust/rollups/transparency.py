"""The counts behind Transparency: where people meet the company, and the data it holds.

No row of these is a person's.
"""

from typing import Any

from sqlalchemy import Select, Table, and_, case, func, literal

from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import by_day
from bigtrust.schema import NO_SEGMENT


def _touchpoints(promises: Promises) -> Select[Any]:
    """Counted from the day they were checked on; where that is not told, on the last day alone."""
    touchpoints, as_of = promises.snapshot.table("touchpoints"), promises.snapshot.as_of
    day = func.coalesce(touchpoints.c.checked_on, as_of)
    return by_day(
        touchpoints,
        [
            literal(NO_SEGMENT).label("segment_key"),
            touchpoints.c.touchpoint,
            func.coalesce(touchpoints.c.kind, "").label("kind"),
        ],
        {
            "touchpoints": (day, 1),
            "notice_told": (day, case((touchpoints.c.links_notice.is_not(None), 1), else_=0)),
            "links_notice": (day, case((touchpoints.c.links_notice, 1), else_=0)),
            "choice_told": (day, case((touchpoints.c.offers_choice.is_not(None), 1), else_=0)),
            "offers_choice": (day, case((touchpoints.c.offers_choice, 1), else_=0)),
        },
        as_of,
    )


def _data_categories(promises: Promises) -> Select[Any]:
    """On the last day alone: nobody can say what was so before."""
    inventory, as_of = promises.snapshot.table("data_inventory"), promises.snapshot.as_of
    day = literal(as_of)
    return by_day(
        inventory,
        [literal(NO_SEGMENT).label("segment_key"), inventory.c.data_category],
        {
            "categories": (day, 1),
            "explained": (day, case((_explained(inventory), 1), else_=0)),
        },
        as_of,
    )


def _explained(inventory: Table) -> Any:
    told = (inventory.c[name] for name in ("purpose", "legal_basis", "retention_days"))
    return and_(inventory.c.described_in_notice, *(column.is_not(None) for column in told))


TOUCHPOINTS = Rollup(
    "touchpoints",
    counts=("touchpoints", "notice_told", "links_notice", "choice_told", "offers_choice"),
    needs=("touchpoints",),
    rows=_touchpoints,
    people=People.NOBODY,
    dimensions=("touchpoint", "kind"),
)
DATA_CATEGORIES = Rollup(
    "data_categories",
    counts=("categories", "explained"),
    needs=("data_inventory",),
    rows=_data_categories,
    people=People.NOBODY,
    dimensions=("data_category",),
)
