"""Test messages that occur in training too, and what they add to a score."""

from bakeoff.report.blocks import Cell, ReportSection, Table, number, percent
from bakeoff.report.inputs import Inputs

SPLITS = {
    "file_order": "the last rows are the test, as in the notebook",
    "stratified": "stratified at random",
}


def leak_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of leaks; None where neither table has anything to say."""
    blocks = [table for table in (_by_split(inputs), _without(inputs)) if table]
    if not blocks:
        return None
    lead = (
        "Where messages repeat, a split puts some of them on both sides, and a model that "
        "remembers them looks better than it is."
    )
    if dropped := inputs.data["dropped"]:
        lead += f" Here {dropped:,} repeated messages were dropped before the split."
    if _clean_rows(inputs) == inputs.board["rows"]:
        lead += " None of the test messages of this run occurs in its training split."
    return ReportSection(
        "leaks",
        "Leaks",
        lead,
        "Counted on the texts before duplicates are dropped, for each way to split; scores are "
        "on the test messages that occur in no training row.",
        ["metrics/data.json", "metrics/leaderboard.json"],
        blocks,
    )


def _by_split(inputs: Inputs) -> Table | None:
    """Count the test messages that training holds, with duplicates kept, by kind of split."""
    header = ["with duplicates kept", "test messages", "in training", "but for case and spaces"]
    cells = [
        [
            Cell(SPLITS.get(name, name.replace("_", " "))),
            *(number(found[key], 0) for key in ("test_rows", "exact", "normalised")),
            percent(found["normalised"] / found["test_rows"]),
        ]
        for name, found in inputs.data["leaks_with_duplicates"].items()
    ]
    caption = "Test messages that also occur in training if duplicates are kept"
    return Table(caption, [*header, "share"], cells) if cells else None


def _clean_rows(inputs: Inputs) -> int:
    """Count the test messages that occur in no training row; it is the same for every model."""
    clean = inputs.board["models"][inputs.baseline]["without_leaks"]
    return clean["rows"] if clean else 0


def _without(inputs: Inputs) -> Table | None:
    """Compare the scores with those without leaked messages, if some are leaked and some not."""
    rows, cells = inputs.board["rows"], []
    for name, model in inputs.board["models"].items():
        clean, whole = model["without_leaks"], model["mean"]
        if clean is None or clean["rows"] == rows:
            return None
        cells.append(
            [
                *(Cell(name), number(whole["f1"]), number(clean["f1"])),
                number(clean["f1"] - whole["f1"], sign=True),
                *(number(whole["accuracy"]), number(clean["accuracy"])),
            ]
        )
    caption = f"All {rows:,} test messages, and the {_clean_rows(inputs):,} in no training row"
    header = ["model", "F1, all", "F1, clean", "change", "accuracy, all", "accuracy, clean"]
    return Table(caption, header, cells, sortable=True)
