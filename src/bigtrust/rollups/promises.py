"""The counts behind every indicator over breaches: the ledger of broken promises itself."""

from bigtrust.rollups.rollup import People, Rollup

BROKEN_PROMISES = Rollup(
    "broken_promises",
    counts=("breaches",),
    rows=None,
    people=People.IN_LEDGER,
    dimensions=(
        "promise",
        "channel",
        "purpose",
        "sender_unit",
        "campaign_id",
        "product_category",
        "recipient",
    ),
)
