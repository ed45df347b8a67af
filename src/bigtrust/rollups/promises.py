"""The counts behind every indicator over breaches: the ledger of broken promises, by day."""

from typing import Any

from sqlalchemy import Select, literal, select

from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup

_DIMENSIONS = (
    "promise",
    "channel",
    "purpose",
    "sender_unit",
    "campaign_id",
    "product_category",
    "recipient",
)


def _broken_promises(promises: Promises) -> Select[Any]:
    return select(
        *(promises.breaches.c[name] for name in ("day", "segment_key", *_DIMENSIONS)),
        literal(1).label("breaches"),
    )


BROKEN_PROMISES = Rollup(
    "broken_promises",
    counts=("breaches",),
    rows=_broken_promises,
    people=People.IN_LEDGER,
    dimensions=_DIMENSIONS,
)
