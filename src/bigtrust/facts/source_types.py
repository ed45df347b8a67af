"""The types that the columns of a source had so far: a change means something, or is a mistake."""

import orjson
from sqlalchemy import Connection, select

from bigtrust.errors import HeldError
from bigtrust.facts.ledger import Incoming
from bigtrust.schema import Star


def refuse_changed(connection: Connection, star: Star, incoming: Incoming) -> None:
    """Raises HeldError, naming each column that has another type than it had in its series."""
    known = _known(connection, star, incoming)
    changed = [
        f"{column} was {known[column]} and is {now}"
        for column, now in incoming.types.items()
        if known.get(column, now) != now
    ]
    if changed:
        raise HeldError(
            f"{incoming.origin} is held: since it was last loaded the type of a column has"
            f" changed ({'; '.join(changed)}).",
            "See whether its values still mean what they did; then load it with --accept.",
        )


def _known(connection: Connection, star: Star, incoming: Incoming) -> dict[str, str]:
    """The last type that each column had."""
    loads = star.loads
    told = connection.scalars(
        select(loads.c.types)
        .where(
            loads.c.data_set == incoming.data_set,
            loads.c.series == incoming.series,
            loads.c.types.is_not(None),
        )
        .order_by(loads.c.load_key)
    )
    known: dict[str, str] = {}
    for types in told:
        known |= orjson.loads(types)
    return known
