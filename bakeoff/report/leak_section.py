"""Texts that occur more than once, and on both sides of a split if they are kept."""

from bakeoff.report.blocks import Cell, ReportSection, Table, number, percent
from bakeoff.report.inputs import Inputs

SPLITS = {
    "file_order": "the last rows are held out, as in the notebook",
    "holdout": "drawn at random, stratified",
}
KINDS = ("exact", "normalised", "near")


def leak_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of leaks; None where no text occurs more than once."""
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
        "leaks",
        "Duplicates",
        "Where texts repeat, a split puts some of them on both sides, and a model that remembers "
        f"them looks better than it is. Of {data['rows']:,} texts, {data['near_duplicates']:,} are "
        f"near duplicates of an earlier one. {' '.join(told)}",
        "Counted on the texts before duplicates are dropped, for each way to split. Near "
        "duplicates stay on one side of every split, unless `prepare.duplicates` says otherwise.",
        ["metrics/data.json"],
        [_by_split(inputs)],
    )


def _by_split(inputs: Inputs) -> Table:
    """Count the held-out texts with a copy elsewhere if duplicates are kept, by kind of split."""
    cells = [
        [
            Cell(SPLITS.get(name, name.replace("_", " "))),
            *(number(found[key], 0) for key in ("test_rows", *KINDS)),
            percent(found["near"] / found["test_rows"]),
        ]
        for name, found in inputs.data["leaks_with_duplicates"].items()
    ]
    header = ["with duplicates kept", "held out", "copied", "but for case and spaces"]
    caption = "Held-out texts with a copy elsewhere, if duplicates are kept"
    return Table(caption, [*header, "or nearly", "share"], cells)
