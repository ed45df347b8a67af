"""What a build keeps while it is made."""

from sqlalchemy import func, literal, select

from bigtrust.engines import transaction
from bigtrust.facts.snapshot import take_snapshot
from tests.facts.conftest import Store
from tests.facts.test_holdings import COMPLAINTS


def test_a_table_that_was_let_go_takes_no_room_any_more(store: Store):
    store.load(COMPLAINTS)
    with transaction(store.engine) as connection:
        snapshot = take_snapshot(connection, store.star, store.settings)
        first = snapshot.keep("kept", select(literal(1).label("one")))
        snapshot.let_go(first, select(first).subquery("of_no_table"))
        again = snapshot.keep("kept", select(literal(2).label("two")))
        assert connection.scalar(select(func.max(again.c.two))) == 2
