"""What the sections say, and when they are left out."""

from dataclasses import replace

from bakeoff.report.intrinsic_section import intrinsic_section
from bakeoff.report.layer_section import layer_section
from bakeoff.report.leaderboard_section import board_table, facts, leaderboard_section
from bakeoff.report.leak_section import leak_section
from bakeoff.report.learning_section import collect_curves
from bakeoff.report.mistake_section import mistake_section
from bakeoff.report.page import make_sections


def names(inputs):
    """Name the sections of a page."""
    return [section.name for section in make_sections(inputs)]


def test_the_example_has_every_section(inputs):
    """In the order of the page."""
    expected = "leaderboard learning costs slices mistakes calibration curves leaks coverage layers"
    assert names(inputs) == [*expected.split(), "intrinsic", "explorer"]


def test_what_a_run_has_not_is_left_out(inputs):
    """Slices, mistakes, embeddings from files, encoders, scores of pairs, maps, leaks."""
    models = {
        name: {**model, "slices": {}, "without_leaks": None}
        for name, model in inputs.board["models"].items()
    }
    bare = replace(
        inputs,
        board={**inputs.board, "models": models},
        data={**inputs.data, "leaks_with_duplicates": {}},
        coverage={},
        unknown_words=[],
        intrinsic={},
        runs={name: [{"seed": None}] for name in models},
        errors={"disagreements": [], "all_wrong": []},
        maps={},
    )
    assert names(bare) == ["leaderboard", "learning", "costs", "calibration", "curves"]


def test_a_baseline_alone_has_nothing_to_be_compared_with(inputs):
    """Its leaderboard is shown all the same."""
    models = {"tfidf": inputs.board["models"]["tfidf"]}
    section = leaderboard_section(replace(inputs, board={**inputs.board, "models": models}))
    assert [block.kind for block in section.blocks] == ["table", "figure"]
    assert "nothing to compare it with" in section.lead


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


def test_facts_say_what_was_measured(inputs):
    """On how many texts, with how many seeds."""
    found = dict(facts(inputs))
    assert (found["Preset"], found["Tested on"], found["Trained on"]) == ("sample", "201", "3,000")
    assert found["Seeds per model"] == "2"


def test_training_scores_are_called_so(inputs):
    """Where the test is the training split, the page says it."""
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


def test_a_test_split_without_leaks_needs_no_second_score(inputs):
    """A sentence says so."""
    models = {
        name: {**model, "without_leaks": {"rows": 201, "f1": 0.9, "accuracy": 0.9}}
        for name, model in inputs.board["models"].items()
    }
    section = leak_section(replace(inputs, board={**inputs.board, "models": models}))
    assert len(section.blocks) == 1 and "None of the test messages" in section.lead
    assert len(leak_section(inputs).blocks) == 2


def test_weights_of_layers_are_means_over_seeds(inputs):
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
