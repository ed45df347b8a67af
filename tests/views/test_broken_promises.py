"""What the page of broken promises finds is what the ledger counts."""

import re
from datetime import date
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.errors import NotPermittedError
from bigtrust.measures.breaches import breaches_of
from bigtrust.measures.calculate import calculate
from bigtrust.measures.figure import Figure
from bigtrust.measures.reasons import Reason
from bigtrust.rules.period import Period
from bigtrust.views import breakers, broken_promises, wording
from bigtrust.views.drawings import HeatMap
from bigtrust.views.kinds import kinds
from bigtrust.views.phrases import plain
from tests.measures.conftest import built_of

MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
PEOPLE = [f"p{number}" for number in range(6)]
SPRING = "\n".join(
    [
        "consent_events",
        "customer_id | occurred_at | state",
        *(f"{each} | 2024-01-02 09:00 | given" for each in PEOPLE),
        *(f"{each} | 2024-02-02 09:00 | withdrawn" for each in PEOPLE),
        "customers",
        "customer_id | jurisdiction",
        *(f"{each} | IT" for each in PEOPLE),
        "contacts",
        "customer_id | sent_at | campaign_id",
        *(f"{each} | 2024-05-0{day} 10:00 | Easter spring" for each in PEOPLE for day in (1, 2)),
        "p0 | 2024-05-06 10:00 | quiet",
        "p0 | 2024-04-06 10:00 | quiet",
        "p0 | 2024-01-15 10:00 | quiet",  # with consent; from here on promises can be judged
    ]
)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return built_of(SPRING, tmp_path_factory.mktemp("spring"))


def scope(build: Build, role: Role = Role.ANALYST) -> Scope:
    return Scope(role, build.id)


def text(words: str) -> str:
    return words.replace(wording.NO_BREAK, " ")


def test_the_lead_counts_promises_and_people_and_compares(build: Build):
    lead = text(plain(broken_promises.broken_promises(scope(build), build, MAY, "").lead))
    assert lead == (
        "26 promises were broken, to 6 people, in May 2024, 24 more than in the month before;"
        " half of them without permission."
    )


def test_what_was_before_the_data_is_not_none(tmp_path: Path):
    """Of customers since 2020 contacts are known since 10 May: nobody can tell of April."""
    rows = [
        *("customers", "customer_id | joined_on", "ann | 2020-01-01"),
        *("consent_events", "customer_id | occurred_at | channel | state"),
        "ann | 2023-12-01 09:00 | sms | refused",
        *("contacts", "customer_id | sent_at | channel"),
        *(f"ann | 2024-05-{day} 10:00 | sms" for day in range(10, 30)),
    ]
    build = built_of("\n".join(rows), tmp_path, as_of=date(2024, 6, 30))
    without = "contact_without_permission"
    assert broken_promises.periods_of(build) == (Period(date(2024, 6, 1), date(2024, 6, 30)),)
    lead = text(plain(broken_promises.broken_promises(scope(build), build, MAY, without).lead))
    assert "20 promises were broken" in lead
    assert "than" not in lead
    panel = broken_promises.by_week(scope(build), build)
    assert panel.table
    assert panel.table.rows[0][0] == wording.short_day(date(2024, 5, 13))
    shown = {each.measure.name: each for each in kinds(scope(build), build)}
    assert [window.count for window in shown[without].windows] == [0]


def test_a_week_before_its_data_is_told_of_no_promise(tmp_path: Path):
    """Contacts are known since April, disclosures since 20 May."""
    rows = [
        *("consent_events", "customer_id | occurred_at | channel | state"),
        "ann | 2023-12-01 09:00 | sms | refused",
        *("contacts", "customer_id | sent_at | channel"),
        *(f"ann | 2024-0{month}-10 10:00 | sms" for month in (4, 5, 6)),
        *("notices", "notice_version | published_on", "1 | 2024-01-01"),
        *("notice_recipients", "notice_version | recipient", "1 | acme"),
        *("disclosures", "customer_id | occurred_at | recipient"),
        *("ann | 2024-05-20 10:00 | acme", "ann | 2024-06-18 10:00 | spy"),
    ]
    build = built_of("\n".join(rows), tmp_path, as_of=date(2024, 6, 30))
    panel = broken_promises.by_week(scope(build), build)
    assert panel.table
    assert isinstance(panel.drawing, HeatMap)
    place = panel.table.columns.index("Undisclosed sharing")
    told = [row[place] for row in panel.table.rows]
    assert told == [*["–"] * 5, *["0"] * 4, "1", "0"]
    drawn = panel.drawing.values[panel.drawing.rows.index("Undisclosed sharing")]
    assert drawn == [*[None] * 5, *[0] * 4, 1, 0]


def test_thirty_days_that_begin_with_a_month_are_no_month(tmp_path: Path):
    """To 30 March they begin on the 1st, and are set against the 30 days before."""
    sent = {"2024-01-31": 4, "2024-02-02": 3, "2024-03-05": 2}
    rows = [
        *("consent_events", "customer_id | occurred_at | channel | state"),
        "ann | 2023-12-01 09:00 | sms | refused",
        *("contacts", "customer_id | sent_at | channel"),
        *(f"ann | {day} {hour + 9:02}:00 | sms" for day, of in sent.items() for hour in range(of)),
    ]
    build = built_of("\n".join(rows), tmp_path, as_of=date(2024, 3, 30))
    period = broken_promises.periods_of(build)[0]
    assert period == Period(date(2024, 3, 1), date(2024, 3, 30))
    found = broken_promises.broken_promises(
        scope(build), build, period, "contact_without_permission"
    )
    assert "5 fewer than in the 30 days before" in text(plain(found.lead))


def test_a_period_without_breaches_says_so(build: Build):
    june = Period(date(2024, 3, 1), date(2024, 3, 31))
    lead = plain(broken_promises.broken_promises(scope(build), build, june, "").lead)
    assert text(lead) == "No promise was broken in March 2024."


def test_the_worst_campaign_is_named_with_its_count_and_its_promise(build: Build):
    panel = breakers.ranking(scope(build), build, MAY, "", "campaign_id")
    (figure, _) = calculate(breaches_of(""), [MAY], ("campaign_id",), scope(build), build)
    assert text(panel.title) == (
        f"Easter spring breaks the most promises: {figure.value:.0f}, half of them"
        " without permission"
    )
    assert panel.note == "One campaign is not shown: fewer than 5 people behind each."
    assert text(panel.key) == "Broken promises by campaign, May 2024"


@pytest.mark.parametrize("kind", ["data_broker", "advertising"])
def test_the_kind_of_a_recipient_is_a_word_of_the_company_s_own(kind: str):
    """It may be no noun: "to a advertising" is no English."""
    told = breakers._kind(Reason("undisclosed_sharing", kind, 8))
    assert told == f"to recipients ({kind.replace('_', ' ')}): 8"


def test_what_no_campaign_is_named_for_is_drawn_beside_the_highest():
    counts = {f"c{number}": 20.0 - number for number in range(14)} | {"": 900.0}
    shown = [Figure(MAY, (name,), count, None, count) for name, count in counts.items()]
    drawn = breakers._bars(shown)
    assert [bar.label for bar in drawn] == [*(f"c{number}" for number in range(11)), "not said"]


def test_what_few_people_are_behind_is_seen_by_the_officer_alone(build: Build):
    of_all = breakers.ranking(scope(build), build, MAY, "", "campaign_id").table
    of_officer = breakers.ranking(scope(build, Role.OFFICER), build, MAY, "", "campaign_id").table
    assert of_all and of_officer
    assert [row[0] for row in of_all.rows] == ["Easter spring"]
    assert [row[0] for row in of_officer.rows] == ["Easter spring", "quiet"]
    assert "quiet" not in breakers.values_of(scope(build), build, MAY, "", "campaign_id")


def test_one_promise_alone_names_who_breaks_it_most(build: Build):
    panel = breakers.ranking(scope(build), build, MAY, "contact_after_withdrawal", "campaign_id")
    assert panel.title == "Contact after withdrawal: Easter spring most often, 12 times"


def test_weeks_and_their_finding_are_the_ledger_s(build: Build):
    panel = broken_promises.by_week(scope(build), build)
    assert panel.table
    place = panel.table.columns.index("Contact after withdrawal")
    assert sum(int(row[place]) for row in panel.table.rows) == 14
    assert re.match(
        r"Contact .*: 14 in 13 weeks; the worst week, from 29 Apr, had 12", text(panel.title)
    )


def test_reasons_are_sentences_with_counts(build: Build):
    told = breakers.why(scope(build), build, MAY, "contact_without_permission")
    (row,) = told.table.rows
    assert row[:3] == ("Contact without permission", "13", "6")
    assert row[4] == "after an opt-out: 13"
    assert text(told.title) == (
        "The commonest reason: contact without permission, after an opt-out, 13"
    )


def test_single_cases_are_sentences_for_the_officer_alone(build: Build):
    officer = scope(build, Role.OFFICER)
    table = breakers.single_cases(
        officer, build, MAY, "contact_after_withdrawal", "campaign_id", "quiet"
    )
    (row,) = table.rows
    assert row[2] == (
        "Email sent 6 May 2024 10:00, 94 days after the withdrawal of direct marketing by email"
        " on 2 Feb 2024."
    )
    assert [role for role in Role if breakers.sees_cases(scope(build, role), build)] == [
        Role.OFFICER
    ]
    for role in set(Role) - {Role.OFFICER}:
        with pytest.raises(NotPermittedError):
            breakers.single_cases(scope(build, role), build, MAY, "", "campaign_id", "")


def test_the_usual_ranges_say_how_many_promises_are_out_of_theirs(build: Build):
    group = broken_promises.usual_ranges(scope(build), build)
    worse = sum(card.getting_worse for card in group.cards if hasattr(card, "getting_worse"))
    assert ("more often" in group.title) == bool(worse)


@pytest.mark.parametrize(
    ("worse", "better", "words"),
    [
        (0, 0, "No promise is broken more or less often than usual"),
        (1, 0, "Of nine promises, one is broken more often than usual"),
        (2, 0, "Of nine promises, two are broken more often than usual"),
        (0, 1, "Of nine promises, one is broken less often than usual"),
        (2, 1, "Of nine promises, two are broken more often and one less often than usual"),
    ],
)
def test_the_finding_of_the_usual_ranges(worse: int, better: int, words: str):
    assert broken_promises._usual_finding(9, worse, better) == words


def test_a_company_without_any_of_the_data_says_that_nothing_can_be_judged(tmp_path: Path):
    alone = built_of("complaints\n customer_id | received_at\n ann | 2024-05-01 10:00", tmp_path)
    page = broken_promises.broken_promises(scope(alone), alone, MAY, "")
    assert plain(page.lead) == "No promise can be judged yet: the data for it is missing."
    assert "contacts" in {gap.missing for gap in page.gaps}
    assert broken_promises.usual_ranges(scope(alone), alone).title == "No promise can be judged yet"


def test_who_broke_a_promise_is_told_as_everywhere():
    assert breakers.told_value("sms_gateway") == "SMS gateway"
    assert breakers.told_value("") == "All"
