"""The leaderboard as tables."""

from bakeoff.evaluation.board import board_markdown, board_title, score_rows, verdict_rows

SCORES = {"accuracy": 0.98, "f1": 0.912345}
F1 = {
    **{"low": 0.9, "high": 0.93, "difference": -0.01},
    **{"difference_low": -0.03, "difference_high": 0.01},
}
MODEL = {"mean": SCORES, "slices": {"seen": {"mean": SCORES}}, "intervals": {"f1": F1}}
BOARD = {
    "profile": "sample",
    "split": "stratified",
    "rows": 10,
    "baseline": "tfidf",
    "verdict": "No model is better.",
    "models": {
        "glove": {**MODEL, "seeds": 5, "sd": {"f1": 0.01}, "p_f1_holm": 0.2, "verdict": "tie"},
        "elmo": {**MODEL, "seeds": 5, "sd": {"f1": 0.0}, "p_f1_holm": 0.0002, "verdict": "worse"},
        "tfidf": {**MODEL, "seeds": 1, "sd": {"f1": 0.0}, "verdict": "baseline"},
    },
}


def test_each_model_is_held_against_the_baseline():
    """With its deviation where there are seeds; the baseline is marked, and has no difference."""
    _, rows = verdict_rows(BOARD)
    assert rows == [
        ["glove", "0.912±0.010", "0.900 to 0.930", "-0.010", "-0.030 to +0.010", "0.200", "tie"],
        ["elmo", "0.912±0.000", "0.900 to 0.930", "-0.010", "-0.030 to +0.010", "<.001", "worse"],
        ["tfidf (baseline)", "0.912", "0.900 to 0.930", "", "", "", ""],
    ]


def test_an_interval_that_is_not_defined_is_a_dash():
    """No draw held every class."""
    none = {"f1": {**F1, "low": None, "high": None}}
    board = BOARD | {"models": {"tfidf": {**BOARD["models"]["tfidf"], "intervals": none}}}
    assert verdict_rows(board)[1][0][2] == "–"


def test_scores_that_are_not_defined_are_dashes():
    """The slices come last."""
    header, rows = score_rows(BOARD)
    assert rows[0][header.index("MCC")] == "–"
    assert (header[-1], rows[0][-1]) == ("F1 seen", "0.912")


def test_markdown_has_the_verdict_and_a_line_for_each_model_in_two_tables():
    """Below header and rule."""
    verdict, first, second = board_markdown(BOARD).split("\n\n")
    assert verdict == "No model is better."
    for table in (first, second):
        lines = table.splitlines()
        assert len(lines) == 5
        assert {line.count("|") for line in lines} == {lines[0].count("|")}


def test_scores_of_training_rows_are_called_so():
    """Nobody takes the toy's for more than they are."""
    assert "TRAINED ON" in board_title(BOARD | {"split": "none"})
