"""The classes of the user's texts, and which of two is positive."""

from pathlib import Path

from tests.presets.mine.tables import begin, rows, table


def test_alike_labels_are_merged_and_named(folder):
    """As pandas makes floats of some."""
    Path("a.csv").write_text(table(rows(classes=("1", "0", "1.0"))), "utf-8")
    said, params = begin("a.csv")
    assert params["prepare"]["labels"] == "merge" and '"1" (20) and "1.0" (20)' in said
    assert params["evaluate"]["metric"] == "f1"
