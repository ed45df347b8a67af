"""A meeting as plain tables and words, for whatever is taken along."""

from bigtrust.views import wording
from bigtrust.views.changes import Row
from bigtrust.views.decisions import Decided
from bigtrust.views.meeting import MeetingPage
from bigtrust.views.table import Table


def steady_table(page: MeetingPage) -> Table:
    columns = ("Indicator", "now", page.then_text, "target", "Course", "Target met")
    return Table(
        page.rows_title, columns, tuple(_row(row) for row in page.rows), frozenset(columns[1:4])
    )


def decisions_table(page: MeetingPage) -> Table:
    columns = ("Decision", "Owner", "Due", "Status", "What came after")
    found = (*page.decisions, *page.settled)
    return Table("Decisions", columns, tuple(_decision(each) for each in found), frozenset())


def definitions(page: MeetingPage) -> list[tuple[str, str]]:
    cards = [*(change.card for change in page.changes), *(row.card for row in page.rows)]
    return [(card.measure.title, card.measure.definition) for card in cards]


def _row(row: Row) -> tuple[str, ...]:
    return (
        row.card.measure.title,
        row.now,
        row.then,
        row.target,
        row.variation.word if row.variation else "",
        row.assurance.word if row.assurance else "",
    )


def _decision(each: Decided) -> tuple[str, ...]:
    of = f"{each.indicator}. " if each.indicator else ""
    effect = f"{of}{each.effect.verdict}: {each.effect.detail}"
    return each.what, each.owner, wording.medium_day(each.due), each.status_text, effect
