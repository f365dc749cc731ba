"""The matrix of all pairs, against the answer that it is made from."""

import pytest

from bakeoff.report.result.pairs import pair_section
from tests.report.plain import show, variant


@pytest.fixture(scope="module")
def cells(inputs):
    """Give the cells of the matrix by the names of their row and column."""
    (matrix,) = pair_section(inputs).blocks
    return {
        (row, column): cell
        for row, line in zip(matrix.names, matrix.cells, strict=True)
        for column, cell in zip(matrix.names, line, strict=True)
    }


def test_a_row_says_how_its_model_compares(cells, raw):
    """With every other, the baseline among them."""
    answer = raw("answer.json")
    pairs = [*answer["against_baseline"], *answer["pairs"]]
    assert len(pairs) == 15 and len(cells) == 36
    read = {"better": "is better than", "worse": "is worse than", "equal": "equals"}
    for pair in pairs:
        cell = cells[pair["model"], pair["other"]]
        assert (cell.word, cell.difference) == (pair["word"], pair["difference"])
        apart, low, high = (show(pair[key], sign=True) for key in ("difference", "low", "high"))
        verb = read.get(pair["word"], "is not told apart from")
        assert cell.text == f"{pair['model']} {verb} {pair['other']}: {apart} ({low} to {high})"


def test_the_other_side_says_the_opposite(cells):
    """Ends change places, equal stays equal."""
    opposite = {"better": "worse", "worse": "better"}
    for (row, column), cell in cells.items():
        if row != column:
            other = cells[column, row]
            assert other.word == opposite.get(cell.word, cell.word)
            assert other.difference == -cell.difference
    assert cells["tfidf", "cnn"].text == "tfidf is worse than cnn: −0.033 (−0.052 to −0.011)"


def test_a_model_is_not_compared_with_itself(cells):
    """Its cell is empty."""
    assert cells["keras", "keras"] == ("", "", None)


def test_two_models_need_no_matrix(inputs):
    """The table of all models has their pair; three have one."""
    models = inputs.board["models"]
    for count, found in ((2, False), (3, True)):
        few = {name: models[name] for name in [*models][:count]}
        assert (pair_section(variant(inputs, board={"models": few})) is not None) == found
