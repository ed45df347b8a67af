"""What an upload says before it is loaded: its first rows, what would stay out, and why."""

from collections.abc import Sequence

from bigtrust.contract import CONTRACT, Column, DataSet
from bigtrust.facts.ledger import Load
from bigtrust.loading import Rehearsal
from bigtrust.promises.breach import in_words
from bigtrust.uploads.glance import Glance
from bigtrust.views import wording
from bigtrust.views.phrases import Sentence, marked
from bigtrust.views.table import Table

SHOWN_ROWS = 8
NOT_IN_IT = "not in the file"
ROW_NUMBER = "the row's number"
ALWAYS = "always "


def first_rows(glance: Glance) -> Table:
    rows = tuple(
        tuple(row[: len(glance.columns)] + ("",) * (len(glance.columns) - len(row)))
        for row in glance.rows[:SHOWN_ROWS]
    )
    stand = "it stands" if len(rows) == 1 else "they stand"
    caption = f"{_the_first(len(rows))} as {stand} in the file"
    return Table(caption, glance.columns, rows, frozenset())


def what_it_needs(data_set: DataSet) -> Sentence:
    """What a file of the data set has to hold."""
    needed = wording.joined(data_set.required)
    return marked(f"{data_set.meaning} It needs {needed}; it adds {data_set.adds}.")


def looks_like_another(glance: Glance, data_set: DataSet) -> str:
    """A word of warning where more of the file's columns are those of another data set: what two
    have in common would be taken in, and the rest of the person's row be lost.
    """
    columns = {name.strip().lower() for name in glance.columns}
    shared = {
        name: len(columns & {column.name for column in each.columns})
        for name, each in CONTRACT.items()
    }
    likest = max(shared, key=shared.__getitem__)
    if shared[likest] <= shared[data_set.name]:
        return ""
    here, there = (shared[name] for name in (data_set.name, likest))
    return (
        f"Is the data set the right one? Of the file's columns, {wording.in_words(there)} are named"
        f" as in {in_words(likest)}, and {wording.in_words(here)} as in {in_words(data_set.name)}."
    )


def told_column(column: Column) -> str:
    """ "received_at, needed: when it arrived"."""
    needed = ", needed" if column.required else ""
    return f"{column.name}{needed}: {column.meaning}"


def outcome(rehearsal: Rehearsal) -> Sentence:
    """ "Of 1,200 rows, 1,180 would be loaded and 20 kept out"."""
    return marked(f"{_counts(rehearsal.loads, 'would be')}.", concerning=True)


def published(loads: Sequence[Load]) -> Sentence:
    return marked(f"{_counts(loads, 'were')}. The pages show the new build.")


def _counts(loads: Sequence[Load], verb: str) -> str:
    if loads and all(load.already for load in loads):
        return "This very file was loaded before: there is nothing new in it"
    read = sum(load.rows_read for load in loads)
    counts = (
        ("loaded", sum(load.loaded for load in loads)),
        ("loaded in the place of an earlier version", sum(load.replaced for load in loads)),
        ("passed over as known already", sum(load.duplicates for load in loads)),
    )
    out = sum(load.quarantined for load in loads)
    one = "was" if verb == "were" else verb
    parts = [
        f"{wording.number(count)} {one if count == 1 else verb} {what}"
        for what, count in counts
        if count
    ]
    if out:
        parts.append(f"[{wording.number(out)} {one if out == 1 else verb} kept out]")
    rows = wording.quantity(read, "rows")
    return f"Of {rows}, {wording.joined(parts)}" if parts else f"Of {rows}, none {verb} loaded"


def why(rehearsal: Rehearsal) -> Table:
    rows = tuple((each.reason, wording.number(each.rows)) for each in rehearsal.reasons)
    return Table("Why rows would stay out", ("Reason", "Rows"), rows, frozenset({"Rows"}))


def kept_out(rehearsal: Rehearsal) -> Table:
    columns = ("Row", "Column", "Value", "Why", "Perhaps")
    rows = tuple(
        (wording.number(each.row), each.column, each.value[:80], each.reason, each.nearest)
        for each in rehearsal.kept_out
    )
    return Table(_the_first(len(rows)), columns, rows, frozenset({"Row"}))


def _the_first(rows: int) -> str:
    return "The first row" if rows == 1 else f"The first {wording.counted(rows, 'row')}"


def warnings(rehearsal: Rehearsal) -> tuple[str, ...]:
    return tuple(each for load in rehearsal.loads for each in load.warnings)
