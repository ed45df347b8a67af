"""Why promises were broken: kinds for everybody, single cases for the privacy officer alone."""

from datetime import date
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.errors import NotPermittedError
from bigtrust.measures.breaches import breaches_of, judged_promises, unjudged_promises
from bigtrust.measures.calculate import calculate
from bigtrust.measures.reasons import cases, reasons
from bigtrust.rules.period import Period, days_to
from tests.measures.conftest import built_of

MONTH = Period(date(2024, 5, 1), date(2024, 5, 31))


def scope(build: Build, role: Role = Role.ANALYST) -> Scope:
    return Scope(role, build.id)


def number(build: Build, promise: str) -> float | None:
    return calculate(breaches_of(promise), [MONTH], (), scope(build), build)[0].value


def test_all_promises_together_are_the_sum_of_each(build: Build):
    each = [number(build, promise) or 0 for promise in judged_promises(build)]
    assert number(build, "") == sum(each) > 0


def test_kinds_of_reason_add_up_to_the_promise_s_breaches(build: Build):
    officer = scope(build, Role.OFFICER)
    told = reasons(officer, build, MONTH)
    for promise in judged_promises(build):
        assert sum(r.count or 0 for r in told if r.promise == promise) == number(build, promise)


def test_a_kind_of_few_people_is_not_counted_for_others_than_the_officer(build: Build):
    assert {reason.count for reason in reasons(scope(build), build, MONTH)} == {None}
    assert None not in {r.count for r in reasons(scope(build, Role.OFFICER), build, MONTH)}


def test_free_dates_are_refused_but_for_the_officer(build: Build):
    free = days_to(date(2024, 5, 20), 3)
    with pytest.raises(NotPermittedError, match="not published"):
        reasons(scope(build), build, free)
    assert reasons(scope(build, Role.OFFICER), build, free) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_single_cases_are_the_officer_s_alone(build: Build, role: Role):
    with pytest.raises(NotPermittedError, match="privacy officer alone"):
        cases(scope(build, role), build, MONTH, {}, 10)


def test_the_officer_sees_each_case_with_its_sentence_latest_first(build: Build):
    found = cases(scope(build, Role.OFFICER), build, MONTH, {"sender_unit": "club"}, 100)
    assert all(case.sender_unit == "club" for case in found)
    assert "31 May 2024" in found[0].sentence
    assert all(len(case.pseudonym) == 32 for case in found)
    assert len(cases(scope(build, Role.OFFICER), build, MONTH, {}, 2)) == 2


def test_a_promise_without_data_is_told_with_what_is_missing(tmp_path: Path):
    alone = built_of("contacts\n customer_id | sent_at\n ann | 2024-05-01 10:00", tmp_path)
    assert unjudged_promises(alone)["undisclosed_sharing"] == "disclosures"
    assert "excess_contacts" in judged_promises(alone)
