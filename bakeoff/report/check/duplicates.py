"""Texts that occur more than once, and on both sides of a split if they are kept."""

from bakeoff.report.blocks import Cell, ReportSection, Table
from bakeoff.report.cells import columns, number, percent
from bakeoff.report.inputs import Inputs

SPLITS = {
    "file_order": "the last rows of the file",
    "holdout": "drawn at random, stratified",
}
KINDS = ("exact", "normalised", "near")


def duplicate_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of duplicates; None where no text occurs more than once."""
    data = inputs.data
    if not any(found["near"] for found in data["leaks_with_duplicates"].values()):
        return None
    counts = (
        (data["dropped"], "copies were dropped"),
        (data["reduced"], "near duplicates were left out, because no fold holds them all"),
        (data["left_out"], "training texts were left out, because they copy a held-out one"),
    )
    told = [f"{count:,} {text}." for count, text in counts if count]
    return ReportSection(
        "duplicates",
        "Duplicates",
        f"Of {data['rows']:,} texts, {data['near_duplicates']:,} are near duplicates of an earlier "
        f"one. {' '.join(told)}",
        [count_leaks(inputs)],
        "Where texts repeat, a split puts some of them on both sides, and a model that remembers "
        "them looks better than it is. Counted before duplicates are dropped. Near duplicates stay "
        "on one side of every split, unless `prepare.duplicates` says otherwise. From "
        "metrics/data.json.",
        folded=True,
    )


def count_leaks(inputs: Inputs) -> Table:
    """Count the held-out texts with a copy elsewhere if duplicates are kept, by kind of split."""
    cells = [
        [
            Cell(SPLITS.get(name, name.replace("_", " "))),
            *(number(found[key], 0) for key in ("test_rows", *KINDS)),
            percent(found["near"] / found["test_rows"]),
        ]
        for name, found in inputs.data["leaks_with_duplicates"].items()
    ]
    titles = ("held out", "exact copies", "ignoring case and spaces", "near copies", "share")
    caption = "Held-out texts with a copy elsewhere, if duplicates are kept"
    return Table(caption, columns("split", *titles), cells, by_model=False)
