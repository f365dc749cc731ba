"""What the sections say, and when they are left out."""

from dataclasses import replace

import pytest

from bakeoff.report.intrinsic_section import intrinsic_section
from bakeoff.report.layer_section import layer_section
from bakeoff.report.leaderboard_section import board_table, facts, leaderboard_section
from bakeoff.report.leak_section import leak_section
from bakeoff.report.learning_section import collect_curves, learning_section
from bakeoff.report.mistake_section import mistake_section
from bakeoff.report.page import make_sections
from bakeoff.report.slice_section import slice_section


def points(spec):
    """Give the lines that a chart draws."""
    return spec["datasets"][spec["data"]["name"]]


def names(inputs):
    """Name the sections of a page."""
    return [section.name for section in make_sections(inputs)]


def test_the_example_has_every_section(inputs):
    """In the order of the page."""
    expected = "leaderboard learning costs slices mistakes calibration curves leaks coverage layers"
    assert names(inputs) == [*expected.split(), "intrinsic", "explorer"]


def test_what_a_run_has_not_is_left_out(inputs):
    """Curves, slices, mistakes, embeddings from files, encoders, maps, duplicates."""
    models = {name: {**model, "slices": {}} for name, model in inputs.board["models"].items()}
    bare = replace(
        inputs,
        board={**inputs.board, "models": models},
        data={**inputs.data, "leaks_with_duplicates": {}},
        learning=[],
        coverage={},
        unknown_words=[],
        intrinsic={},
        runs={name: [{"seed": None}] for name in models},
        errors={"disagreements": [], "all_wrong": []},
        maps={},
    )
    assert names(bare) == ["leaderboard", "costs", "calibration", "curves"]


def test_a_baseline_alone_has_nothing_to_be_compared_with(inputs):
    """Its leaderboard is shown all the same."""
    models = {"tfidf": inputs.board["models"]["tfidf"]}
    answer = {**inputs.answer, "against_baseline": [], "sentences": ["Use tfidf."]}
    board = {**inputs.board, "models": models}
    section = leaderboard_section(replace(inputs, board=board, answer=answer))
    assert [block.kind for block in section.blocks] == ["table", "figure"]
    assert section.lead == "Use tfidf."


def test_the_table_says_what_the_answer_says(inputs):
    """The baseline has nothing to be compared with."""
    rows = {row[0].text: row[1:7] for row in board_table(inputs).rows}
    assert [cell.text for cell in rows["elmo"]] == [
        "0.730",
        "0.690 to 0.760",
        "−0.170",
        "−0.200 to −0.140",
        "worse",
        "0.025",
    ]
    marks = {name: (cells[4].text, cells[4].mark) for name, cells in rows.items()}
    words = {"keras": "undecided", "glove": "equal", "tfidf": "baseline", "elmo": "worse"}
    assert marks == {name: (word, word) for name, word in words.items()}
    assert [cell.text for cell in rows["tfidf"][2:]] == ["–", "–", "baseline", "–"]


def test_the_forest_draws_each_word_with_its_mark(inputs):
    """And the difference of each model, with its ends."""
    own, apart = leaderboard_section(inputs).blocks[1:]
    elmo = next(point for point in points(apart.spec) if point["model"] == "elmo")
    assert (elmo["word"], elmo["value"]) == ("worse", pytest.approx(-0.17))
    assert (elmo["low"], elmo["high"]) == (pytest.approx(-0.2), pytest.approx(-0.14))
    assert {point["model"] for point in points(apart.spec)} == {"keras", "glove", "elmo"}
    shape = own.spec["layer"][2]["encoding"]["shape"]["scale"]
    assert dict(zip(shape["domain"], shape["range"], strict=True)) == {
        "equal": "square",
        "undecided": "circle",
        "worse": "triangle-down",
        "baseline": "diamond",
    }


def test_slices_show_the_score_of_the_verdict(inputs):
    """The best of each stands out."""
    (figure,) = slice_section(inputs).blocks
    rows = {row[0].text: row[1:] for row in figure.table.rows}
    assert [cell.text for cell in rows["glove"]] == ["0.910", "0.810"]
    assert [name for name, row in rows.items() if row[0].mark == "main"] == ["keras"]
    assert points(figure.spec)[0]["high"] == pytest.approx(0.94)


def test_the_lowest_stands_out_where_lower_is_better(inputs):
    """As with log loss."""
    lower = replace(inputs, answer={**inputs.answer, "lower_is_better": True})
    (figure,) = slice_section(lower).blocks
    assert [row[0].text for row in figure.table.rows if row[1].mark == "main"] == ["elmo"]


def test_facts_say_what_was_measured(inputs):
    """On how many texts, in how many rounds."""
    found = dict(facts(inputs))
    assert (found["Preset"], found["Tested on"]) == ("sample", "201")
    assert found["Trained on"] == "3,000 in a round"
    assert (found["Repeats"], found["Rounds per model"]) == ("2", "10")


def test_training_scores_are_called_so(inputs):
    """Where the held-out texts are the training texts, the page says it."""
    same = replace(inputs, board={**inputs.board, "split": "none"})
    found = dict(facts(same))
    assert "the same that the models were trained on" in found["Tested on"]
    assert "Trained on" not in found


def test_draws_of_a_size_are_collected():
    """Those that are defined."""
    pairs = [(50, 0.4), (50, 0.6), (50, None), (200, 0.8)]
    points = [{"model": "m", "labels": size, "pr_auc": score} for size, score in pairs]
    assert collect_curves(points, "pr_auc") == {"m": {50: [0.4, 0.6], 200: [0.8]}}


def test_a_guess_is_right_on_its_side_of_the_threshold(inputs):
    """0.2 and 0.4 are wrong about spam, 0.6 and 0.8 right."""
    guesses = mistake_section(inputs).blocks[0].messages[0].guesses
    assert [guess.verdict for guess in guesses] == ["wrong", "wrong", "right", "right"]


def test_of_more_than_two_classes_no_guess_is_called_right(inputs):
    """The probability of the true class does not tell which class was chosen."""
    several = replace(inputs, board={**inputs.board, "classes": ["a", "b", "c"]})
    section = mistake_section(several)
    assert {guess.verdict for guess in section.blocks[0].messages[0].guesses} == {""}


def test_duplicates_are_counted(inputs):
    """What was dropped or left out is said, and what was not is no sentence."""
    section = leak_section(inputs)
    assert "403 copies were dropped." in section.lead and "2 training texts" in section.lead
    assert "no fold holds them" not in section.lead
    (table,) = section.blocks
    assert [cell.text for cell in table.rows[0][1:]] == ["201", "20", "22", "30", "14.9 %"]


def test_weights_of_layers_are_means_over_rounds(inputs):
    """With the scale beside them."""
    (figure,) = layer_section(inputs).blocks
    (row,) = figure.table.rows
    assert row[0].text == "elmo" and row[1].text == "0.200 (0.20 to 0.20)"
    assert figure.table.header[-1] == "gamma" and row[-1].order == 1.1
    assert figure.note == "Gamma: elmo 1.100 (1.10 to 1.10)."


def test_intrinsic_scores_stand_beside_how_many_pairs_they_are_of(inputs):
    """A high score of a handful of pairs says nothing."""
    (figure,) = intrinsic_section(inputs).blocks
    assert figure.note.startswith("Covered: glove 20 of 353, 20 of 353 and 0 of 19,544; word2vec")


def test_the_section_of_labels_says_what_the_answer_says(inputs):
    """Nothing where there is no answer about few labels."""
    assert " With 200 labels or fewer use glove. The band" in learning_section(inputs).lead
    answer = {**inputs.answer, "few_labels": None}
    assert "is of use. The band" in learning_section(replace(inputs, answer=answer)).lead
