"""Test messages that training has seen, and what they are worth to a score."""

from bakeoff.report.blocks import Cell, Section, Table, number, percent
from bakeoff.report.inputs import Inputs

SPLITS = {
    "file_order": "the last rows are the test, as in the notebook",
    "stratified": "stratified at random",
}


def leaks_section(inputs: Inputs) -> Section | None:
    """Make the section of test messages that training has seen; none where nobody counted."""
    blocks = [table for table in (_by_split(inputs), _without(inputs)) if table]
    if not blocks:
        return None
    dropped = inputs.data.get("dropped")
    said = f" Here {dropped:,} repeated messages were dropped before the split." if dropped else ""
    if _rows_left(inputs) == inputs.board["rows"]:
        said += " None of the test messages of this run stands in its training split."
    return Section(
        "leaks",
        "Leaks",
        "Where messages repeat, a split puts some of them on both sides, and a model that "
        f"remembers them looks better than it is.{said}",
        "Counted on the texts before duplicates are dropped, under each way to split; scores are "
        "on the test messages that stand in no training row.",
        ["metrics/data.json", "metrics/leaderboard.json"],
        list(blocks),
    )


def _by_split(inputs: Inputs) -> Table | None:
    """Count the test messages that training holds, with duplicates kept, by kind of split."""
    found = inputs.data.get("leaks_with_duplicates")
    if not found:
        return None
    cells = []
    for name, its in found.items():
        share = its["normalised"] / its["test_rows"] if its["test_rows"] else 0
        cells.append(
            [
                Cell(SPLITS.get(name, name.replace("_", " "))),
                number(its["test_rows"], 0),
                number(its["exact"], 0),
                number(its["normalised"], 0),
                percent(share),
            ]
        )
    header = [
        "with duplicates kept",
        "test messages",
        "in training",
        "but for case and spaces",
        "share",
    ]
    return Table(
        "Test messages that also stand in training, had duplicates been kept", header, cells
    )


def _rows_left(inputs: Inputs) -> int:
    """Count the test messages that stand in no training row; it is the same for every model."""
    found = inputs.board["models"][inputs.baseline]["without_leaks"]
    return found["rows"] if found else 0


def _without(inputs: Inputs) -> Table | None:
    """Set the scores beside those without leaked messages."""
    board, rows_left = inputs.board["models"], _rows_left(inputs)
    if rows_left in (0, inputs.board["rows"]):
        return None
    found = {name: its["without_leaks"] for name, its in board.items()}
    cells = [
        [
            Cell(name),
            number(its["mean"]["f1"]),
            number(found[name]["f1"]),
            number(found[name]["f1"] - its["mean"]["f1"], sign=True),
            number(its["mean"]["accuracy"]),
            number(found[name]["accuracy"]),
        ]
        for name, its in board.items()
    ]
    caption = (
        f"All {inputs.board['rows']:,} test messages, and the {rows_left:,} that stand in no "
        "training row"
    )
    header = ["model", "F1, all", "F1, clean", "change", "accuracy, all", "accuracy, clean"]
    return Table(caption, header, cells, sortable=True)
