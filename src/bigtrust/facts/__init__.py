"""Checked rows into the star schema, each load in one transaction and in the ledger.

Every input row ends in exactly one of loaded, replaced, quarantined, duplicate (decisions.md, 24).
"""

from sqlalchemy import Connection, func, insert, select

from bigtrust.facts.ledger import Incoming, Load
from bigtrust.facts.take_in import take_in
from bigtrust.schema import NO_SEGMENT, Star

__all__ = ["Incoming", "Load", "create_tables", "take_in"]


def create_tables(connection: Connection, star: Star) -> None:
    """Create the tables that are not there yet, and the segment of people nobody described."""
    star.metadata.create_all(connection)
    segments = star.customer_segments
    if not connection.scalar(select(func.count()).select_from(segments)):
        nothing = dict.fromkeys(segments.c.keys(), "") | {"segment_key": NO_SEGMENT}
        connection.execute(insert(segments).values(nothing))
