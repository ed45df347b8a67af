"""The bench itself: a test's store is its own, on every engine, and skips are loud."""

import pytest
import sqlalchemy as sa

pytest_plugins = ["pytester"]

LITTLE = sa.Table("little", sa.MetaData(), sa.Column("n", sa.Integer))


@pytest.mark.parametrize("turn", [1, 2])
def test_a_store_is_fresh_and_on_the_engine_named(engine, store_url, turn):
    store = sa.create_engine(store_url)
    assert store.dialect.name == engine
    LITTLE.create(store, checkfirst=False)  # would fail on what an earlier turn left behind
    with store.begin() as connection:
        connection.execute(LITTLE.insert(), [{"n": turn}])
        assert connection.scalar(sa.select(sa.func.sum(LITTLE.c.n))) == turn
    store.dispose()


def test_what_was_skipped_for_want_of_something_is_said_loudly(pytester):
    pytester.makeconftest("from tests.conftest import pytest_terminal_summary")
    pytester.makepyfile(
        """
        import pytest

        def test_one():
            pytest.skip("no PostgreSQL server on this machine")

        def test_other():
            pytest.skip("for another reason")
        """
    )
    said = pytester.runpytest_inprocess()
    said.stdout.fnmatch_lines(["NOT RUN: 1 tests, for want of PostgreSQL. To run them, *"])
    said.stdout.no_fnmatch_line("*want of Chromium*")
