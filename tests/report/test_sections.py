"""What the sections say, and when they are left out."""

import shutil
from dataclasses import replace

import pytest

from bakeoff.report.inputs import Inputs, read_inputs
from bakeoff.report.intrinsic import intrinsic_section
from bakeoff.report.leaderboard import board_table, facts, leaderboard_section, verdict
from bakeoff.report.leaks import leaks_section
from bakeoff.report.learning import by_size
from bakeoff.report.mistakes import mistakes_section
from bakeoff.report.mixes import mixes_section
from bakeoff.report.page import make_sections
from tests.report.example import EMBEDDINGS, MAPS

FILES = {
    "metrics/learning.csv": {"learning"},
    "metrics/costs.json": {"costs"},
    "metrics/errors.json": {"mistakes"},
    "metrics/training": {"layers"},
    "metrics/intrinsic": {"intrinsic"},
    "data/maps": {"explorer"},
    "metrics/plots": {"curves"},  # others have more than plots
}


def names(inputs):
    """Name the sections of a page."""
    return [section.name for section in make_sections(inputs)]


def alone(inputs):
    """Leave the baseline alone on the leaderboard, and no other file."""
    return Inputs({**inputs.board, "models": {"tfidf": inputs.board["models"]["tfidf"]}})


def test_the_example_has_every_section(inputs):
    """In the order of the page."""
    expected = "leaderboard learning costs slices mistakes calibration curves leaks coverage layers"
    assert names(inputs) == [*expected.split(), "intrinsic", "explorer"]


@pytest.mark.parametrize("path", FILES)
def test_a_missing_file_leaves_its_section_out(example, tmp_path, path):
    """And no other one."""
    shutil.copytree(example, tmp_path, dirs_exist_ok=True)
    gone = tmp_path / path
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    all_names = set(names(read_inputs(EMBEDDINGS, MAPS, example)))
    assert all_names - set(names(read_inputs(EMBEDDINGS, MAPS, tmp_path))) == FILES[path]


def test_a_baseline_alone_has_nothing_held_against_it(inputs):
    """What its leaderboard tells is shown all the same."""
    bare = alone(inputs)
    assert names(bare) == ["leaderboard", "slices", "calibration", "leaks"]
    section = leaderboard_section(bare)
    assert [block.kind for block in section.blocks] == ["table", "figure"]
    assert "nothing to hold against it" in section.lead


def test_the_table_says_what_the_tests_say(inputs):
    """A small p is a bound; the baseline has nothing to be compared with."""
    rows = {row[0].text: [cell.text for cell in row] for row in board_table(inputs).rows}
    assert rows["elmo"][1:7] == [
        "0.730",
        "0.690 to 0.760",
        "−0.170",
        "−0.200 to −0.140",
        "< 0.001",
        "worse",
    ]
    assert rows["tfidf"][3:7] == ["–", "–", "–", "baseline"]


def test_the_verdict_is_a_sentence(inputs):
    """As the leaderboard has it."""
    assert verdict(inputs) == "No model is better than the baseline."
    assert ("Tested on", "201") in facts(inputs)


def test_training_scores_are_called_so(inputs):
    """Where the test is the training split, the page says it."""
    same = replace(inputs, board={**inputs.board, "split": "none"})
    found = dict(facts(same))
    assert "the same that the models were trained on" in found["Tested on"]
    assert "Trained on" not in found


def test_draws_of_a_size_are_summed_up():
    """Mean, lowest and highest, of those that are defined; the smallest size first."""
    pairs = [(200.0, 0.8), (50.0, 0.4), (50.0, 0.6), (50.0, None)]
    lines = [{"rows": size, "f1": f1} for size, f1 in pairs]
    assert by_size(lines, "f1") == [
        {"rows": 50, "score": 0.5, "low": 0.4, "high": 0.6, "draws": 2},
        {"rows": 200, "score": 0.8, "low": 0.8, "high": 0.8, "draws": 1},
    ]


def test_a_guess_is_right_on_its_side_of_the_threshold(inputs):
    """0.2 and 0.4 are wrong about spam, 0.6 and 0.8 right."""
    guesses = mistakes_section(inputs).blocks[0].messages[0].guesses
    assert [guess.verdict for guess in guesses] == ["wrong", "wrong", "right", "right"]


def test_of_more_than_two_classes_no_guess_is_called_right(inputs):
    """The probability of the true class does not tell which class was chosen."""
    several = replace(inputs, board={**inputs.board, "classes": ["a", "b", "c"]})
    section = mistakes_section(several)
    assert {guess.verdict for guess in section.blocks[0].messages[0].guesses} == {""}


def test_a_test_split_without_leaks_needs_no_second_score(inputs):
    """A sentence says so."""
    models = {
        name: {**its, "without_leaks": {"rows": 201, "f1": 0.9, "accuracy": 0.9}}
        for name, its in inputs.board["models"].items()
    }
    section = leaks_section(replace(inputs, board={**inputs.board, "models": models}))
    assert len(section.blocks) == 1 and "None of the test messages" in section.lead
    assert len(leaks_section(inputs).blocks) == 2


def test_weights_of_layers_are_means_over_seeds(inputs):
    """With the scale beside them."""
    (figure,) = mixes_section(inputs).blocks
    (row,) = figure.table.rows
    assert row[0].text == "elmo" and row[1].text == "0.200 (0.20 to 0.20)"
    assert figure.table.header[-1] == "gamma" and row[-1].order == 1.1
    assert figure.note == "Gamma: elmo 1.100 (1.10 to 1.10)."


def test_intrinsic_scores_stand_beside_how_many_pairs_they_are_of(inputs):
    """A high score of a handful of pairs says nothing."""
    (figure,) = intrinsic_section(inputs).blocks
    assert figure.note.startswith("Covered: glove 20 of 353, 20 of 353 and 0 of 19,544; word2vec")
