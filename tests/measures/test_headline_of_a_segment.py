"""The headline of one segment: what a filter leaves, protected as everything is."""

from dataclasses import replace

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.errors import NotPermittedError
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.headline import headline, statements
from bigtrust.rules.period import headline_periods

WITHDRAWAL = CATALOGUE["contact_after_withdrawal"]


def test_its_figures_are_those_of_calculate(build: Build):
    scope, where = Scope(Role.OFFICER, build.id), {"channel": "email"}
    told = headline(WITHDRAWAL, scope, build, where)
    before, now = calculate(WITHDRAWAL, headline_periods(build.as_of), (), scope, build, where)
    assert (told.before, told.now) == (before, now)
    assert now.denominator == 5
    assert all("email" in sql for sql in statements(WITHDRAWAL, now.period, build, where))
    for figure in told.series:
        again = calculate(WITHDRAWAL, [figure.period], (), scope, build, where)
        assert [figure] == again or figure.numerator is None


def test_others_see_it_protected(build: Build):
    told = headline(WITHDRAWAL, Scope(Role.CIO, build.id), build, {"region": "south"})
    assert told.now.value is None


def test_what_is_not_published_by_dimension_is_refused(build: Build):
    rolling = CATALOGUE["over_contacted_customers"]
    with pytest.raises(NotPermittedError):
        headline(rolling, Scope(Role.CIO, build.id), build, {"region": "south"})


def test_an_indicator_without_a_series_has_its_figure_all_the_same(build: Build):
    rare = replace(WITHDRAWAL, warm_up_days=10_000)
    told = headline(rare, Scope(Role.OFFICER, build.id), build, {"channel": "email"})
    assert told.series == []
    assert told.now.denominator == 5
