"""The counts behind Discretion: what went to others. What was wrong with it is in the ledger."""

from typing import Any

from sqlalchemy import Select, and_, case

from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.whose import of_persons, with_customers


def _disclosures(promises: Promises) -> Select[Any]:
    disclosures = promises.snapshot.table("disclosures")
    somebody = disclosures.c.customer_key.is_not(None)
    on_told_basis = and_(somebody, disclosures.c.legal_basis.is_not(None))
    day = disclosures.c.occurred_day
    return of_persons(
        promises,
        "disclosures",
        with_customers(promises, "disclosures"),
        [disclosures.c.recipient, disclosures.c.purpose, disclosures.c.legal_basis],
        {
            "disclosures": (day, 1),
            "of_persons": (day, case((somebody, 1), else_=0)),
            "on_told_basis": (day, case((on_told_basis, 1), else_=0)),
        },
    )


DISCLOSURES = Rollup(
    "disclosures",
    counts=("disclosures", "of_persons", "on_told_basis"),
    needs=("disclosures",),
    rows=_disclosures,
    people=People.BY_COMBINATION,
    dimensions=("recipient", "purpose", "legal_basis"),
)
