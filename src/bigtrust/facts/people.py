"""Who a row is about: customer keys for pseudonyms."""

from sqlalchemy import (
    Connection,
    Integer,
    Table,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
)

from bigtrust.access.pseudonyms import Pseudonyms
from bigtrust.errors import StoreError
from bigtrust.schema import NO_SEGMENT, Star


def refuse_another_key(connection: Connection, star: Star, pseudonyms: Pseudonyms) -> None:
    """Raises StoreError where people are held whose pseudonyms another key made.

    Everybody would come in a second time as somebody else, and no figure would show it.
    """
    proof = star.pseudonym_key.c.proof
    held = connection.scalar(select(proof))
    if held == pseudonyms.proof:
        return
    if held and connection.scalar(select(exists().where(star.customers.c.pseudonym.is_not(None)))):
        raise StoreError(
            "The pseudonym key is not the one that this fact store was loaded with: nobody in it"
            " would be known again.",
            "Restore that key from your backup; or name another folder (or database) under"
            " [store] and load everything into it.",
        )
    connection.execute(delete(star.pseudonym_key))
    connection.execute(insert(star.pseudonym_key).values(proof=pseudonyms.proof))


def customers_are_loaded(connection: Connection, star: Star) -> bool:
    """Whether the company gave its customers; else they are only met, in other data sets."""
    customers = star.customers
    return bool(connection.scalar(select(exists().where(customers.c.load_key.is_not(None)))))


def meet(connection: Connection, star: Star, staged: Table) -> None:
    """Make a customer of each pseudonym not met before: start, segments and law unknown."""
    customers = star.customers
    newest = select(func.coalesce(func.max(customers.c.customer_key), 0)).scalar_subquery()
    met = (
        select(staged.c.customer_id)
        .where(
            staged.c.customer_id.is_not(None),
            ~exists().where(customers.c.pseudonym == staged.c.customer_id),
        )
        .distinct()
        .subquery()
    )
    key = newest + func.row_number().over(order_by=met.c.customer_id)
    connection.execute(
        insert(customers).from_select(
            ["customer_key", "pseudonym", "segment_key"],
            select(cast(key, Integer), met.c.customer_id, literal(NO_SEGMENT)),
        )
    )
