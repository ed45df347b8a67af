"""A meeting taken along: both files open, hold the figures, and run nothing that people wrote."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from bigtrust.access.scope import Role, Scope
from bigtrust.books import NewDecision, Recalled, add_decision, open_books, open_meeting
from bigtrust.exports.meeting_pdf import meeting_pdf
from bigtrust.exports.meeting_slides import meeting_slides
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.settings import read_settings
from bigtrust.views import wording
from bigtrust.views.changes import changes_of
from bigtrust.views.decisions import Decided, Effect
from bigtrust.views.meeting import MeetingPage, meeting_page, minutes
from bigtrust.views.phrases import Span, plain
from bigtrust.views.restating import Restatement
from bigtrust.views.wording import NO_BREAK
from tests.companies import company
from tests.measures.conftest import LAMPS, lamps
from tests.stores import built
from tests.views import told
from tests.views.told import AS_OF, headline

HOSTILE = '#import "x" $x$ <b>@me</b> =SUM(A1) *bold* {{7*7}}'


@pytest.fixture(scope="module")
def page() -> MeetingPage:
    named = {"contact_after_withdrawal": told.RISING_AT_THE_END, "excess_contacts": told.STEADY}
    now = {
        name: Recalled(CATALOGUE[name], headline(CATALOGUE[name], shares, now=7.5))
        for name, shares in named.items()
    }
    changes, rows = changes_of(now, None, date(2026, 9, 25))
    decision = Decided(
        1, HOSTILE, "J. Okafor", AS_OF, AS_OF, "done", 0, "Excess contacts",
        Effect("Worked", "9 to 5 %", "improving"), None,
    )  # fmt: skip
    return MeetingPage(
        title="Trust review",
        held_on=AS_OF,
        closed=True,
        made_of="Closed 25 Oct 2026 · SHA-256 0123456789ab",
        then_text="25 Sept",
        lead=(Span("One indicator changed."),),
        changes=changes,
        rows=rows,
        decisions=(decision,),
        settled=(),
        restated=(Restatement("Opt-out rate", "30 days", "1.1 %", "1.2 %", "Changed"),),
        failed=(),
    )


@pytest.fixture(scope="module")
def pdf(page: MeetingPage) -> PdfReader:
    return PdfReader(BytesIO(meeting_pdf(page, "Casa Aurora")))


@pytest.fixture(scope="module")
def slides(page: MeetingPage):
    return Presentation(BytesIO(meeting_slides(page, "Casa Aurora")))


def words(text: str) -> str:
    return " ".join(text.replace(NO_BREAK, " ").split())


def text_of(pdf: PdfReader) -> str:
    return words(" ".join(page.extract_text() for page in pdf.pages))


def text_of_slides(slides) -> str:
    found = []
    for slide in slides.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return words(" ".join(found))


def parts(page: MeetingPage) -> list[str]:
    (row,) = page.rows
    return [
        plain(page.changes[0].sentence), row.card.measure.title, row.now, "J. Okafor", "1.2 %",
        "9 to 5 %", "SHA-256 0123456789ab", "One indicator changed.",
    ]  # fmt: skip


def test_the_pdf_holds_every_figure(pdf: PdfReader, page: MeetingPage):
    shown = text_of(pdf)
    for part in parts(page):
        assert words(part) in shown
    for change in page.changes:
        assert words(change.card.measure.definition)[:40] in shown


def test_the_pdf_is_tagged_named_and_tells_its_charts(pdf: PdfReader, page: MeetingPage):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert pdf.metadata.title == page.label
    told_ = [value for value in _alternatives(root["/StructTreeRoot"]) if value]
    assert told_ == [page.changes[0].card.series.spoken()]


def _alternatives(node):
    if isinstance(node, list):
        for each in node:
            yield from _alternatives(each.get_object())
    elif hasattr(node, "get"):
        yield node.get("/Alt")
        kids = node.get("/K")
        if kids is not None:
            yield from _alternatives(kids.get_object())


def test_the_charts_of_the_pdf_are_vectors(pdf: PdfReader):
    assert not [image for page in pdf.pages for image in page.images]


def test_the_slides_hold_every_figure(slides, page: MeetingPage):
    shown = text_of_slides(slides)
    for part in parts(page):
        assert words(part) in shown


def test_the_charts_of_the_slides_are_native_and_told(slides, page: MeetingPage):
    charts = [s for slide in slides.slides for s in slide.shapes if s.has_chart]
    series = page.changes[0].card.series
    (shape,) = charts
    drawn = {line.name: list(line.values) for line in shape.chart.plots[0].series}
    assert drawn[f"{series.title}, %"] == [point.value for point in series.points]
    assert drawn["Target"] == [series.target] * len(series.points)
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == series.spoken()


def test_both_hold_no_more_than_their_viewer_may_see(tmp_path: Path):
    """Of the south, where few people live, only the privacy officer takes the figure along."""
    build, books = built(company(LAMPS), lamps(tmp_path)), open_books(read_settings(tmp_path))
    meeting = open_meeting(books, Role.CIO, "Review", date(2024, 3, 5))
    south = ("over_contacted_customers", "region", "south")
    add_decision(books, Role.OFFICER, meeting, NewDecision("Send fewer", "O", AS_OF, *south))

    def taken_along_by(role: Role) -> Iterator[str]:
        scope = Scope(role, build.id)
        page = meeting_page(
            minutes(books, role, meeting, 0),
            build,
            lambda view, *chosen: view(scope, build, *chosen),
        )
        yield text_of(PdfReader(BytesIO(meeting_pdf(page, "Lume"))))
        yield text_of_slides(Presentation(BytesIO(meeting_slides(page, "Lume"))))

    for text in taken_along_by(Role.OFFICER):
        assert "Over-contacted customers, region: south" in text
        assert "0 %; too few points yet for a usual range" in words(text)
    for text in taken_along_by(Role.EXECUTIVE):
        assert "Over-contacted customers, region: south" in text
        assert "Too few people, or no data" in words(text)
        assert "for a usual range" not in words(text)


def test_what_people_wrote_is_text_in_both(pdf: PdfReader, slides):
    without_spaces = HOSTILE.replace(" ", "")
    assert without_spaces in text_of(pdf).replace(" ", "")
    assert HOSTILE in text_of_slides(slides)


@pytest.mark.parametrize("sign", ["😀", "客", "\x07"])
def test_a_sign_that_no_font_has_costs_nobody_the_file(page: MeetingPage, sign: str):
    odd = replace(page, decisions=(replace(page.decisions[0], what=f"Write less {sign}"),))
    assert "Write less" in text_of(PdfReader(BytesIO(meeting_pdf(odd, "Casa Aurora"))))
    assert "Write less" in text_of_slides(Presentation(BytesIO(meeting_slides(odd, "Casa Aurora"))))


def test_numbers_and_days_in_both_follow_the_company_s_locale(page: MeetingPage):
    wording.write_as("de_DE")
    try:
        paper = text_of(PdfReader(BytesIO(meeting_pdf(page, "Casa Aurora"))))
        wall = text_of_slides(Presentation(BytesIO(meeting_slides(page, "Casa Aurora"))))
    finally:
        wording.write_as("en_GB")
    for text in (paper, wall):
        assert "25.10.2026" in text
        assert "25 Oct 2026" not in text.replace("Closed 25 Oct 2026", "")
