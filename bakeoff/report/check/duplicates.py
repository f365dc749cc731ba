"""Texts that occur more than once, and on both sides of a split if they are kept."""

from bakeoff.report.blocks import Cell, ReportSection, Table
from bakeoff.report.cells import columns, number, percent
from bakeoff.report.inputs import Inputs

SPLITS = {
    "file_order": "the last rows of the file",
    "holdout": "drawn at random, stratified",
}
KINDS = {
    "exact": "exact copies",
    "normalised": "ignoring case and spaces",
    "near": "near copies",
}


def duplicate_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of duplicates; None where no text occurs more than once."""
    data = inputs.data
    kinds = count_kinds(inputs)
    if not any(found[kinds[-1]] for found in data["leaks_with_duplicates"].values()):
        return None
    if "near_duplicates" in data:
        copies = f"{data['near_duplicates']:,} are near duplicates of an earlier one"
    else:
        copies = f"{data['normalised_duplicates']:,} copy an earlier one but for case and spaces"
    counts = (
        (data["dropped"], "copies were dropped"),
        (data["reduced"], "near duplicates were left out, because no fold holds them all"),
        (data["left_out"], "training texts were left out, because they copy a held-out one"),
    )
    told = [f"{count:,} {text}." for count, text in counts if count]
    return ReportSection(
        "duplicates",
        "Duplicates",
        f"Of {data['rows']:,} texts, {copies}. {' '.join(told)}",
        [count_leaks(inputs)],
        "Where texts repeat, a split puts some of them on both sides, and a model that remembers "
        "them looks better than it is. Counted before duplicates are dropped. Near duplicates are "
        "looked for, and stay on one side of every split, with `prepare.duplicates: near`. From "
        "metrics/data.json.",
        folded=True,
    )


def count_kinds(inputs: Inputs) -> list[str]:
    """List the kinds of duplicates that were counted."""
    return [kind for kind in KINDS if f"{kind}_duplicates" in inputs.data or kind != "near"]


def count_leaks(inputs: Inputs) -> Table:
    """Count the held-out texts with a copy elsewhere if duplicates are kept, by kind of split."""
    kinds = count_kinds(inputs)
    cells = [
        [
            Cell(SPLITS.get(name, name.replace("_", " "))),
            *(number(found[key], 0) for key in ("test_rows", *kinds)),
            percent(found[kinds[-1]] / found["test_rows"]),
        ]
        for name, found in inputs.data["leaks_with_duplicates"].items()
    ]
    titles = ("held out", *(KINDS[kind] for kind in kinds), "share")
    caption = "Held-out texts with a copy elsewhere, if duplicates are kept"
    return Table(caption, columns("split", *titles), cells, by_model=False)
