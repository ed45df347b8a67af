"""Three indicators as an analyst would write them in pandas: read, merge_asof, groupby-rolling."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

HEADLINE = 30  # days


def three_indicators(data: Path, as_of: date, repurchase: Mapping[str, int]) -> dict[str, float]:
    """Indicators 13, 16 and 31 in % and per 1,000, as of a day; `repurchase` in days."""
    customers = pd.read_parquet(data / "customers.parquet")
    contacts = _counted(pd.read_parquet(data / "contacts.parquet"), customers, as_of)
    return {
        "over_contacted_customers": _over_contacted(contacts, customers, as_of),
        "washing_machine_offers": _offers(data, contacts, customers, as_of, repurchase),
        "complaints_per_1000": _complaints(data, customers, as_of),
    }


def _counted(contacts: pd.DataFrame, customers: pd.DataFrame, as_of: date) -> pd.DataFrame:
    counted = (contacts.message_class == "marketing") & (contacts.outcome != "bounced")
    kept = contacts[counted].merge(
        customers[["customer_id", "time_zone", "jurisdiction"]], on="customer_id"
    )
    kept["day"] = _own_day(kept, "sent_at")
    kept = kept[kept.day <= pd.Timestamp(as_of)]
    return kept.sort_values(["customer_id", "sent_at", "contact_id"])


def _own_day(rows: pd.DataFrame, moment: str) -> pd.Series:
    """The customer's own calendar day."""
    parts = [
        group[moment].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
        for zone, group in rows.groupby("time_zone")
    ]
    return pd.concat(parts).reindex(rows.index)


def _active(customers: pd.DataFrame, day: pd.Timestamp) -> int:
    joined, left = pd.to_datetime(customers.joined_on), pd.to_datetime(customers.left_on)
    return int(((joined <= day) & (left.isna() | (left > day))).sum())


def _over_contacted(contacts: pd.DataFrame, customers: pd.DataFrame, as_of: date) -> float:
    last = pd.Timestamp(as_of)
    ones = contacts[["customer_id", "day"]].assign(one=1)
    asked = pd.DataFrame({"customer_id": contacts.customer_id.unique(), "day": last, "one": 0})
    daily = pd.concat([ones, asked]).sort_values(["customer_id", "day", "one"], ascending=[1, 1, 0])
    over: set[str] = set()
    for limit, days in ((8, 30), (3, 7)):
        rolling = daily.set_index("day").groupby("customer_id").one.rolling(f"{days}D").sum()
        at_last = rolling.groupby("customer_id").last()
        over |= set(at_last[at_last > limit].index)
    return 100 * len(over) / _active(customers, last)


def _offers(
    data: Path,
    contacts: pd.DataFrame,
    customers: pd.DataFrame,
    as_of: date,
    repurchase: Mapping[str, int],
) -> float:
    since = pd.Timestamp(as_of) - pd.Timedelta(days=HEADLINE - 1)
    offers = contacts[(contacts.day >= since) & contacts.product_category.notna()]
    offers = offers.sort_values("sent_at")
    purchases = pd.read_parquet(data / "purchases.parquet").merge(
        customers[["customer_id", "time_zone"]], on="customer_id"
    )
    purchases["bought"] = _own_day(purchases, "purchased_at")
    purchases = purchases.sort_values("purchased_at")
    fresh = pd.Series(data=False, index=offers.index)
    same = fresh.copy()
    for category, days in repurchase.items():
        bought = purchases[purchases.product_category == category]
        met = pd.merge_asof(
            offers.reset_index(),
            bought[["customer_id", "purchased_at", "bought"]],
            left_on="sent_at",
            right_on="purchased_at",
            by="customer_id",
        ).set_index("index")
        recent = (met.day - met.bought).dt.days < days
        fresh |= recent
        same |= recent & (met.product_category == category)
    return 100 * same.sum() / fresh.sum()


def _complaints(data: Path, customers: pd.DataFrame, as_of: date) -> float:
    complaints = pd.read_parquet(data / "complaints.parquet")
    day = complaints.received_at.dt.tz_convert("Europe/Rome").dt.tz_localize(None).dt.normalize()
    days = [pd.Timestamp(as_of) - timedelta(days=back) for back in range(HEADLINE)]
    received = int(((day >= days[-1]) & (day <= days[0])).sum())
    return 1000 * received / (sum(_active(customers, each) for each in days) / len(days))
