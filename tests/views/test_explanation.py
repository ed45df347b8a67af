""" "How is this computed" explains every figure that a page shows, under a filter too."""

from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.targets import aimed
from bigtrust.rules.period import months_to
from bigtrust.settings import read_settings
from bigtrust.views.asked import offered
from bigtrust.views.explanation import explanation, key_of
from bigtrust.views.series import series_of
from bigtrust.views.side_by_side import told
from bigtrust.views.wording import NO_BREAK
from tests.views.told import STEADY, headline, misleading


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


# Their own points lie a window apart, which is no period that is published by dimension.
@pytest.mark.parametrize(
    "name", ["excess_contacts", "selling_to_the_aggrieved", "time_to_answer_90th"]
)
def test_what_looks_back_further_than_a_week_is_explained_by_month_under_a_filter(
    build: Build, name: str
):
    scope, measure = Scope(Role.ANALYST, build.id), aimed(build)[name]
    (dimension, value) = offered(scope, build, name).filters[0]
    shown = explanation(scope, build, name, ((dimension, value),))
    terms = {term: meaning.replace(NO_BREAK, " ") for term, meaning in shown.terms}
    assert terms["Period"].startswith("A whole month. Its own points lie ")
    month = months_to(build.as_of, build.first_day)[-1]
    (figure,) = calculate(measure, [month], (), scope, build, {dimension: value}) or (None,)
    if figure is not None and figure.value is not None:
        assert told(figure, measure).replace(NO_BREAK, " ") in terms["Value"]
    assert terms["Definition"] == measure.definition
    assert "SELECT" in shown.sql
    assert "by month" in shown.key


def test_the_points_that_the_usual_range_is_learned_from_are_those_since_a_declared_change(
    build: Build,
):
    scope = Scope(Role.ANALYST, build.id)
    terms = dict(explanation(scope, build, "undisclosed_sharing").terms)
    assert "Since 3 August 2026" in terms["Declared change"].replace(NO_BREAK, " ")
    assert terms["Usual range"].endswith("from 12 points")
    left_out = dict(explanation(scope, build, "opt_out_rate").terms)
    assert left_out["Usual range"].endswith("from 99 points")


def test_a_week_s_figure_is_explained_by_its_own_days(build: Build):
    scope = Scope(Role.ANALYST, build.id)
    only = offered(scope, build, "opt_out_rate").filters[:1]
    shown = explanation(scope, build, "opt_out_rate", only)
    assert "Period" not in dict(shown.terms)
    assert "by week" in shown.key


def test_the_key_tells_of_no_range_that_is_not_drawn():
    name = "answered_on_time"
    measure = CATALOGUE[name]
    drawn = key_of(series_of(measure, headline(measure, STEADY)))
    assert "Grey: usual range; dotted: target; orange diamond" in drawn
    bare = key_of(series_of(measure, misleading(name, STEADY)))
    assert "usual range" not in bare
    assert "orange" not in bare
    assert bare.startswith("Answered on time by week, %; dotted: target.")
