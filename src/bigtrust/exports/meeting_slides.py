"""A meeting as slides (PPTX) with native charts, which can be edited."""

from io import BytesIO
from typing import Any, Final

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.util import Inches, Pt

from bigtrust.exports.packing import decisions_table, steady_table
from bigtrust.figures.palette import LIGHT
from bigtrust.views import wording
from bigtrust.views.changes import Change
from bigtrust.views.meeting import MeetingPage
from bigtrust.views.phrases import plain
from bigtrust.views.restating import table_of
from bigtrust.views.series import Series
from bigtrust.views.table import Table

_WIDE: Final = (Inches(13.333), Inches(7.5))
_BODY: Final = (Inches(0.6), Inches(1.7), Inches(12.1), Inches(5.2))
_ROWS: Final = 12  # of a table on one slide
_TITLE_ONLY: Final = 5  # among the layouts of the library's own template


def meeting_slides(page: MeetingPage, company: str) -> bytes:
    """What the page says to its viewer, and nothing else."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = _WIDE
    slides.core_properties.title = page.label
    slides.core_properties.author = company
    _add_title(slides, page, company)
    for change in page.changes:
        _add_change(slides, change)
    for told in (decisions_table(page), table_of(page.restated), steady_table(page)):
        _add_table(slides, told)
    held = BytesIO()
    slides.save(held)
    return held.getvalue()


def _add_title(slides: Any, page: MeetingPage, company: str) -> None:
    slide = _slide(slides, page.label)
    frame = slide.shapes.add_textbox(*_BODY).text_frame
    frame.word_wrap = True
    for text, size in ((plain(page.lead), 30), (company, 16), (page.made_of, 14)):
        _paragraph(frame, text, size)


def _add_change(slides: Any, change: Change) -> None:
    slide = _slide(slides, plain(change.sentence))
    left, top, width, height = _BODY
    frame = slide.shapes.add_textbox(left, Inches(1.25), width, Inches(0.5)).text_frame
    _paragraph(frame, " · ".join((change.sign.word, *change.context)), 16)
    series = change.card.series
    if series.known:
        shape = slide.shapes.add_chart(
            XL_CHART_TYPE.LINE, left, top, width, height, _chart_data(series)
        )
        shape._element.nvGraphicFramePr.cNvPr.set("descr", series.spoken())  # its alternative text
        _style(shape.chart)


def _chart_data(series: Series) -> CategoryChartData:
    data = CategoryChartData(number_format="General")
    data.categories = [wording.medium_day(series.day_of(point)) for point in series.points]
    data.add_series(f"{series.title}, {series.unit}", [point.value for point in series.points])
    if series.has_limits:
        data.add_series("Usual range, from", [point.lower for point in series.points])
        data.add_series("Usual range, to", [point.upper for point in series.points])
    if series.target is not None:
        data.add_series("Target", [series.target] * len(series.points))
    return data


def _style(chart: Any) -> None:
    """The value is a dark line, the usual range grey, the target dotted; each is named."""
    chart.has_legend = True
    chart.has_title = False
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.font.size = Pt(12)
    chart.value_axis.major_gridlines.format.line.color.rgb = _colour(LIGHT.rule)
    for line in chart.plots[0].series:
        line.smooth = False
        own = line.format.line
        value = line.name not in ("Target", "Usual range, from", "Usual range, to")
        own.color.rgb = _colour(LIGHT.improving if value else LIGHT.steady)
        own.width = Pt(2 if value else 1)
        if line.name == "Target":
            own.dash_style = MSO_LINE.ROUND_DOT


def _add_table(slides: Any, told: Table) -> None:
    for start in range(0, len(told.rows), _ROWS):
        rows = told.rows[start : start + _ROWS]
        slide = _slide(slides, f"{told.caption} (continued)" if start else told.caption)
        left, _, width, _ = _BODY
        size = (len(rows) + 1, len(told.columns))
        table = slide.shapes.add_table(*size, left, Inches(1.3), width, Inches(0.4)).table
        for row, cells in enumerate((told.columns, *rows)):
            for place, text in enumerate(cells):
                cell = table.cell(row, place)
                cell.text = text
                cell.text_frame.paragraphs[0].font.size = Pt(12)


def _slide(slides: Any, title: str) -> Any:
    slide = slides.slides.add_slide(slides.slide_layouts[_TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (
        Inches(0.6), Inches(0.35), Inches(12.1), Inches(0.9),
    )  # fmt: skip
    shape.text = title
    shape.text_frame.paragraphs[0].font.size = Pt(26)
    return slide


def _paragraph(frame: Any, text: str, size: int) -> None:
    paragraph = frame.add_paragraph()
    paragraph.text = text
    paragraph.font.size = Pt(size)


def _colour(css: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(css.removeprefix("#")))
