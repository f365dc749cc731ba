"""The leaderboard as a table."""

from bakeoff.evaluation.board import board_markdown, board_rows, board_title

SCORES = {"accuracy": 0.98, "f1": 0.912345}
BOARD = {
    "profile": "sample",
    "split": "stratified",
    "rows": 10,
    "baseline": "tfidf",
    "models": {
        "glove": {"seeds": 5, "mean": SCORES, "sd": {"f1": 0.01}, "slices": {}},
        "tfidf": {"seeds": 1, "mean": SCORES, "sd": {"f1": 0.0}, "slices": {}},
    },
}


def test_f1_carries_its_deviation_where_there_are_seeds():
    """The baseline has none, and is marked."""
    header, rows = board_rows(BOARD)
    assert rows[0][header.index("F1")] == "0.912±0.010"
    assert rows[1][0] == "tfidf (baseline)"
    assert rows[1][header.index("F1")] == "0.912"
    assert rows[0][header.index("MCC")] == "–"


def test_markdown_has_a_line_for_each_model():
    """Below the header and the rule."""
    lines = board_markdown(BOARD).splitlines()
    assert len(lines) == 4
    assert {line.count("|") for line in lines} == {lines[0].count("|")}


def test_scores_of_training_rows_are_called_so():
    """Nobody takes the toy's for more than they are."""
    assert "TRAINED ON" in board_title(BOARD | {"split": "none"})
