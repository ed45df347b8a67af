"""A meeting as a tagged PDF (PDF/UA-1, wherever its signs allow) with vector charts."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import orjson
import typst

from bigtrust.exports.packing import decisions_table, definitions, steady_table
from bigtrust.figures.vector_chart import vector_chart
from bigtrust.views.changes import Change, rows_key
from bigtrust.views.meeting import DECISIONS_KEY, KEY, MeetingPage
from bigtrust.views.restating import table_of
from bigtrust.views.table import Table

_TEMPLATE: Final = Path(__file__).with_name("meeting.typ")


def meeting_pdf(page: MeetingPage, company: str) -> bytes:
    """What the page says to its viewer, and nothing else."""
    pack = orjson.dumps(_pack(page, company)).decode()
    try:
        return _compiled(pack, accessible=True)
    except typst.TypstError:  # of a sign that our fonts lack: no PDF/UA may hold one
        return _compiled(pack, accessible=False)


def _compiled(pack: str, *, accessible: bool) -> bytes:
    """By our own fonts; else by the machine's too, and what those lack is drawn as a box."""
    compiler = typst.Compiler(_TEMPLATE, ignore_system_fonts=accessible, sys_inputs={"pack": pack})
    made = compiler.compile(format="pdf", pdf_standards="ua-1" if accessible else None)
    return made if isinstance(made, bytes) else b""


def _pack(page: MeetingPage, company: str) -> dict[str, Any]:
    return {
        "title": page.label,
        "company": company,
        "lead": [asdict(span) for span in page.lead],
        "made_of": page.made_of,
        "changes_title": page.changes_title,
        "key": f"{KEY}; orange diamond: getting worse, blue dot: improving",
        "changes": [_change(change) for change in page.changes],
        "decisions_title": "Decisions and what came after" if page.decisions else "No decision",
        "decisions_key": DECISIONS_KEY.partition(". ")[2],
        "decisions": _table(decisions_table(page)),
        "restated_title": page.restated_title,
        "restated": _table(table_of(page.restated)),
        "rows_title": page.rows_title,
        "rows_key": rows_key(page.rows),
        "rows": _table(steady_table(page)),
        "definitions": definitions(page),
    }


def _change(change: Change) -> dict[str, Any]:
    series = change.card.series
    return {
        "sentence": [asdict(span) for span in change.sentence],
        "sign": change.sign.word,
        "tone": change.sign.tone,
        "context": " · ".join(change.context),
        "svg": vector_chart(series),
        "alt": series.spoken(),
    }


def _table(told: Table) -> dict[str, Any]:
    figures = [place for place, name in enumerate(told.columns) if name in told.figures]
    return {"columns": told.columns, "rows": told.rows, "figures": figures}
