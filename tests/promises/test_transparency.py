"""Notice and choice within reach, data explained, trust told (decisions.md, 50 and 59)."""

from datetime import date

from bigtrust.access.scope import Role, Scope
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.rules.period import Period
from tests.companies import company
from tests.promises.conftest import AS_OF, counts, figure

TOUCHPOINTS = """
    contacts
      customer_id | sent_at
      ann         | 2024-03-01 10:00
    touchpoints
      touchpoint  | kind  | links_notice | offers_choice | checked_on
      home page   | web   | true         | false         | 2024-01-10
      basket      | web   | false        |               | 2024-01-10
      counter     | store | true         | true          |
      new app     | app   |              | true          | 2024-03-15
      later       | app   | true         | true          | 2024-04-01
"""


def test_touchpoints_count_from_the_day_they_were_checked_on(build_of):
    build = build_of(company(TOUCHPOINTS))
    assert figure(build, "notice_within_reach")[:2] == (2, 3)
    assert figure(build, "choice_within_reach")[:2] == (2, 3)
    assert figure(build, "notice_within_reach", last=date(2024, 3, 30))[:2] == (1, 2)
    assert figure(build, "choice_within_reach", last=date(2024, 1, 9)) == (0, 0, None)


def test_the_touchpoints_that_do_not_link_the_notice_are_told_to_everybody(build_of):
    build = build_of(company(TOUCHPOINTS))
    analyst = Scope(Role.ANALYST, build.id)
    period, measure = Period(date(2024, 3, 2), AS_OF), CATALOGUE["notice_within_reach"]
    found = calculate(measure, [period], ("touchpoint",), analyst, build)
    without = {figure.group[0] for figure in found if figure.denominator and not figure.numerator}
    assert without == {"basket"}


def test_data_is_explained_when_all_is_told(build_of):
    text = """
        contacts
          customer_id | sent_at
          ann         | 2024-03-01 10:00
        data_inventory
          data_category   | purpose | legal_basis | retention_days | described_in_notice
          all told        | orders  | contract    | 365            | true
          no purpose      |         | contract    | 365            | true
          no basis        | orders  |             | 365            | true
          no retention    | orders  | contract    |                | true
          not described   | orders  | contract    | 365            | false
          nobody knows    | orders  | contract    | 365            |
    """
    build = build_of(company(text))
    found = counts(build, "data_explained", "data_category")
    assert {name for name, (explained, _) in found.items() if explained} == {"all told"}
    assert len(found) == 6
    assert figure(build, "data_explained", last=date(2024, 3, 30)) == (0, 0, None)


def test_trust_is_the_mean_of_the_scores_and_those_who_trust_less_those_who_do_not(build_of):
    text = """
        contacts
          customer_id | sent_at
          ann         | 2024-03-01 10:00
        survey_answers
          customer_id | answered_on | statement   | score
          ann         | 2024-01-01  | humanity    | 7
          ann         | 2024-03-31  | capability  | 6
                      | 2024-03-31  | humanity    | 5
                      | 2024-03-31  | humanity    | 2
          ben         | 2024-03-31  | humanity    |
          ben         | 2024-04-01  | humanity    | 1
    """
    build = build_of(company(text))
    assert figure(build, "perceived_trust") == (20, 4, 5.0)
    assert figure(build, "perceived_trust_net") == (1, 4, 25.0)
    assert counts(build, "perceived_trust_net", "statement") == {
        "humanity": (0, 3),
        "capability": (1, 1),
    }
