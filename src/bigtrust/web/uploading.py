"""Uploading a file, step by step: look, map, check, load and publish."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import streamlit as st

from bigtrust.contract import CONTRACT, Column, DataSet, Kind
from bigtrust.figures import markup
from bigtrust.loading import Rehearsal
from bigtrust.sources.mapping import Given, Mapping
from bigtrust.uploads import MAY_UPLOAD, Upload, look, rehearse, take_in
from bigtrust.uploads.dates import FORMATS, ISO, example
from bigtrust.uploads.glance import Glance
from bigtrust.uploads.limits import LARGEST_UPLOAD
from bigtrust.uploads.proposing import Proposal, proposal, propose
from bigtrust.views import uploading
from bigtrust.web.choosing import as_it_stands, choose
from bigtrust.web.parts import part
from bigtrust.web.viewer import role, settings

ENCODINGS: Final = ("", "cp1252", "iso-8859-1", "utf-16")
_MOST_WORDS: Final = 12  # of the file that are translated by hand
_MIB: Final = 1 << 20
_DONE: Final = "upload_done"
_KEPT: Final = "upload_kept"  # what was worked out of the file at hand
Choice = tuple[str, str]  # ("column" | "constant" | "row_number" | "", value)


def show_upload() -> None:
    """The assistant, for those who may upload; others are told who may."""
    st.html(markup.chart_title("Upload a file", "Look, map its columns, check, load, publish"))
    if role() not in MAY_UPLOAD:
        st.html(markup.note("Data stewards and privacy officers may upload."))
        return
    if _DONE in st.session_state:
        st.html(markup.sentence(st.session_state.pop(_DONE)))
    left, middle, right = st.columns([2, 3, 1])
    with left:
        data_set = CONTRACT[choose("data_set", "Data set", tuple(CONTRACT), _words)]
    with middle:
        file = st.file_uploader(
            "File: CSV, CSV in gzip, or Parquet",
            max_upload_size=LARGEST_UPLOAD // _MIB,
            key="file",
        )
    with right:
        encoding = choose("encoding", "Written in", ENCODINGS, _told_encoding)
    st.html(markup.sentence(uploading.what_it_needs(data_set)))
    if file is not None:
        with part("upload"):
            _show_file(Upload(file.name, file.getvalue(), data_set.name, encoding), file.file_id)


def _show_file(upload: Upload, file_id: str) -> None:
    at_hand = (file_id, upload.data_set, upload.encoding)
    with st.spinner("Looking into the file"):
        glance: Glance = _kept(("glance", *at_hand), lambda: look(role(), settings(), upload))
    st.html(markup.table(uploading.first_rows(glance)))
    doubt = uploading.looks_like_another(glance, CONTRACT[upload.data_set])
    if doubt:
        st.html(markup.note(doubt))
    mapping = _mapping(CONTRACT[upload.data_set], glance, upload, file_id)
    accept = st.checkbox("Load and publish even what would be held for a word", key="accept")
    this = ("rehearsal", *at_hand, mapping.model_dump_json(), accept)
    if st.button("Check", key="check", type="primary"):
        with _progress() as report:
            _kept(this, lambda: rehearse(role(), settings(), upload, mapping, accept, report))
    if this in st.session_state.get(_KEPT, {}):
        _show_rehearsal(st.session_state[_KEPT][this])
        if st.button("Load, build and publish", key="load", type="primary"):
            _take_in(upload, mapping, accept)


def _show_rehearsal(rehearsal: Rehearsal) -> None:
    st.html(markup.sentence(uploading.outcome(rehearsal)))
    if rehearsal.reasons:
        st.html(markup.table(uploading.why(rehearsal)))
        st.html(markup.folded("Row by row", markup.table(uploading.kept_out(rehearsal))))
    for warning in uploading.warnings(rehearsal):
        st.html(markup.note(warning))


def _take_in(upload: Upload, mapping: Mapping, accept: bool) -> None:
    with _progress() as report:
        done = take_in(role(), settings(), upload, mapping, accept, report)
    st.session_state[_DONE] = uploading.published(done.loads)
    st.session_state.pop(_KEPT, None)
    st.rerun()


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None]]:
    bar = st.progress(0.0, "Beginning")

    def report(doing: str, share: float) -> None:
        bar.progress(min(share, 1.0), doing)

    yield report
    bar.empty()


def _kept(key: tuple[Hashable, ...], work_out: Callable[[], Any]) -> Any:
    """Worked out once for the file at hand; of another file nothing is kept."""
    kept = st.session_state.setdefault(_KEPT, {})
    for other in [each for each in kept if each[1] != key[1]]:
        del kept[other]
    if key not in kept:
        kept[key] = work_out()
    return kept[key]


def _mapping(data_set: DataSet, glance: Glance, upload: Upload, file_id: str) -> Mapping:
    """A choice for each column, with what is proposed for it; then dates and words."""
    segments = tuple(settings().segments_of(data_set.name))
    chosen: dict[str, tuple[Column, Choice]] = {}
    with st.grid(3, min_column_width=220) as grid:
        for each in propose(data_set, segments, glance):
            with grid.cell():
                chosen[each.column.name] = (each.column, _choice(each, glance, file_id))
    told = {
        name: (proposal(column, value if kind == "column" else "", glance), (kind, value))
        for name, (column, (kind, value)) in chosen.items()
    }
    written = _dates([each for each, _ in told.values()], file_id)
    columns = {
        name: _given(each, choice, written, file_id)
        for name, (each, choice) in told.items()
        if choice[0]
    }
    return Mapping(data_set=data_set.name, encoding=upload.encoding, columns=columns)


def _choice(each: Proposal, glance: Glance, file_id: str) -> Choice:
    options: list[Choice] = [("", "")]
    options += [("column", name) for name in glance.columns if name]
    if each.column.kind is Kind.ENUM:
        options += [("constant", word) for word in each.column.allowed]
    if each.column.kind in (Kind.ID, Kind.PERSON):
        options.append(("row_number", ""))
    proposed = ("column", each.source) if each.source else ("", "")
    key = f"map_{file_id}_{each.column.name}"
    label = uploading.told_column(each.column)
    chosen: Choice = st.selectbox(
        label, options, options.index(proposed), format_func=_told_choice, key=key
    )
    return chosen


def _dates(proposals: list[Proposal], file_id: str) -> str | None:
    """How dates are written; None: as each column's values say."""
    if not any(each.date_formats for each in proposals):
        return None
    unsure = any(len(each.date_formats) > 1 for each in proposals)
    options: list[str | None] = [None, ISO, *FORMATS]
    label = (
        "Dates are written (day or month first? Nobody can tell)" if unsure else "Dates are written"
    )
    chosen: str | None = st.selectbox(
        label, options, format_func=_told_format, key=f"dates_{file_id}"
    )
    return chosen


def _given(each: Proposal, choice: Choice, written: str | None, file_id: str) -> Given:
    kind, value = choice
    if kind == "constant":
        return Given(constant=value)
    if kind == "row_number":
        return Given(row_number=True)
    certain = each.date_formats[0] if len(each.date_formats) == 1 else ISO
    formatted = (certain if written is None else written) if each.date_formats else ISO
    return Given(column=value, date_format=formatted, values=_words_of(each, file_id))


def _words_of(each: Proposal, file_id: str) -> dict[str, str]:
    """The file's words for those that are allowed, as proposed or chosen."""
    found: dict[str, str] = {}
    for word, near in each.values[:_MOST_WORDS]:
        options = ("", *each.column.allowed)
        meant = st.selectbox(
            f"{each.column.name}: “{as_it_stands(word)}” means",
            options,
            options.index(near),
            format_func=lambda told: told or "none of these",
            key=f"word_{file_id}_{each.column.name}_{word}",
        )
        if meant:
            found[word] = meant
    return found


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _told_encoding(encoding: str) -> str:
    return encoding or "UTF-8"


def _told_choice(choice: Choice) -> str:
    kind, value = choice
    named = {"": uploading.NOT_IN_IT, "row_number": uploading.ROW_NUMBER, "column": value}
    return named.get(kind, f"{uploading.ALWAYS}{value}")


def _told_format(written: str | None) -> str:
    return "as each column's values say" if written is None else example(written)
