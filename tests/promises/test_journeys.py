"""The journeys of people let down (decisions.md, 69), worked out by hand."""

from collections.abc import Callable

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.measures.journeys import Journey, journeys
from tests.companies import Company, company
from tests.promises.conftest import figure
from tests.stores import officer

PERMISSION, AGGRIEVED = "contact_without_permission", "selling_to_the_aggrieved"
PATHS = {"far": 7, "near": 6, "once": 1}
# All are Italian: an email needs consent or an earlier purchase. cat's consent stands until she
# withdraws.
PEOPLE = """
customers
  customer_id | jurisdiction | left_on
  ann         | IT           |
  ben         | IT           | 2024-03-20
  cat         | IT           |
  dee         | IT           |
  eve         | IT           |
contacts
  customer_id | sent_at          | channel
  ann         | 2024-02-10 10:00 | email
  ann         | 2024-02-12 10:00 | email
  ben         | 2024-02-10 10:00 | email
  ben         | 2024-02-15 10:00 | email
  cat         | 2024-02-15 10:00 | email
  dee         | 2023-12-31 10:00 | email
  eve         | 2024-02-10 10:00 | email
purchases
  customer_id | purchased_at
  dee         | 2024-03-30 10:00
requests
  customer_id | received_at      | closed_at
  dee         | 2024-03-30 10:00 |
consent_events
  customer_id | occurred_at      | state     | channel
  cat         | 2024-01-10 10:00 | given     | email
  cat         | 2024-03-10 10:00 | withdrawn | email
  eve         | 2024-01-10 10:00 | given     | sms
  eve         | 2024-02-11 10:00 | objected  | all
complaints
  customer_id | received_at      | closed_at
  ben         | 2024-02-14 10:00 | 2024-02-25 10:00
  cat         | 2024-02-14 10:00 |
"""


def test_each_person_let_down_is_in_one_journey_with_what_the_person_did_thereafter(
    build_of: Callable[[Company], Build],
):
    build = build_of(company(PEOPLE))
    found = journeys(officer(build), build)
    assert found == [
        Journey((PERMISSION,), people=2, opted_out=1, complained=0, departed=0),  # ann, eve
        Journey((PERMISSION, AGGRIEVED), people=1, opted_out=0, complained=1, departed=1),  # ben
        Journey((AGGRIEVED,), people=1, opted_out=1, complained=0, departed=0),  # cat
    ]
    people_let_down, _, _ = figure(build, "people_let_down")
    assert people_let_down == sum(each.people or 0 for each in found)


def test_all_but_the_officer_see_no_count_of_fewer_than_five(build_of: Callable[[Company], Build]):
    build = build_of(company(PEOPLE))
    found = journeys(Scope(Role.ANALYST, build.id), build)
    counts = {(one.people, one.opted_out, one.complained, one.departed) for one in found}
    assert counts == {(None, None, None, None)}


def test_no_journey_is_hidden_alone(build_of: Callable[[Company], Build]):
    """The whole is told exactly: beside seven and six shown, one hidden could be worked out."""
    far, near, once = [[f"{path}{n}" for n in range(many)] for path, many in PATHS.items()]
    tables = {
        "customers\n customer_id | jurisdiction": [f"{name} | IT" for name in far + near + once],
        "contacts\n customer_id | sent_at | channel": [
            f"{name} | 2024-02-10 10:00 | sms" for name in far + near + once
        ],
        "consent_events\n customer_id | occurred_at | state | channel": [
            f"{name} | 2024-01-01 10:00 | given | sms" for name in near
        ],
        "complaints\n customer_id | received_at | closed_at": [
            f"{name} | 2024-02-09 10:00 |" for name in near + once
        ],
        "requests\n customer_id | received_at | closed_at": [f"{far[0]} | 2024-03-30 10:00 |"],
    }
    build = build_of(company("\n".join("\n".join((head, *rows)) for head, rows in tables.items())))
    exact, protected = (
        {one.steps: one.people for one in journeys(scope, build)}
        for scope in (officer(build), Scope(Role.CIO, build.id))
    )
    assert exact == {(PERMISSION,): 7, (AGGRIEVED,): 6, (PERMISSION, AGGRIEVED): 1}
    assert protected == {(PERMISSION,): 7, (AGGRIEVED,): None, (PERMISSION, AGGRIEVED): None}
