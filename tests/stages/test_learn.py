"""The stage that trains a model on ever fewer labels: its table, and what it reads."""

import csv

import numpy as np
import pytest

from bakeoff.core.predictions import load_predictions
from bakeoff.core.table import load_table, write_table
from bakeoff.evaluation.scoring.scores import macro_f1, score
from tests.texts.tables import table_of

SPAM, HAM = ["win", "prize", "call", "now"], ["home", "dinner", "see", "now"]
COLUMNS = ["labels", "draw", "f1", "macro_f1", "accuracy", "pr_auc", "log_loss"]
FOLDS = ("train", "train", "train", "valid", "test"), ("test", "train", "valid", "train", "train")
LABELS = np.array([row % 3 == 0 for row in range(100)], np.int32)


def make_table(*partitions):
    """Make a table of texts of three words of their class or of both, every third of them spam."""
    draw = np.random.default_rng(1)
    rows = []
    for row, label in enumerate(LABELS):
        words = draw.choice((SPAM if label else HAM) + ["a", "you", "the"], 3)
        roles = [roles[row // 3 % len(roles)] for roles in partitions]
        rows.append((" ".join(words), "spam" if label else "ham", *roles))
    return table_of(*rows)


@pytest.fixture
def prepared(project):
    """Write texts in two folds, and ask for little; give the project."""
    write_table(project.folder / "data/prepared/texts.csv", make_table(*FOLDS))
    project.write("data/prepared/classes.txt", b"ham\nspam\n")
    project.params["text"]["min_count"] = 1
    project.params["train"] |= {"seeds": [1, 2], "epochs": 3, "learning_rate": 0.02}
    project.params["learn"] |= {"smallest": 8, "seeds": [1, 2], "epoch_rows": 40, "steps": 6}
    return project


def run(project, *stages):
    """Run stages; none may fail."""
    for stage in stages:
        done = project.run(*stage)
        assert done.returncode == 0, done.stderr


def learned(project, name):
    """Train a model, run the stage on it; give the bytes of its table, and the table."""
    run(project, ("build_vocabulary",), ("train", name), ("learn", name))
    path = project.folder / "metrics" / "learning" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return path.read_bytes(), list(csv.DictReader(file))


def test_each_size_and_draw_has_a_line_and_the_last_is_that_of_train(prepared):
    """With all labels of a round, validation included."""
    content, lines = learned(prepared, "bag")
    assert [*lines[0]] == COLUMNS
    sizes = ["8", "8", "16", "16", "32", "32", "80", "80"]
    assert [line["labels"] for line in lines] == sizes
    assert [line["draw"] for line in lines] == ["1", "2"] * 4
    found = load_predictions(prepared.folder / "data/predictions/bag.npz").probabilities
    table = load_table(prepared.folder / "data/prepared/texts.csv")
    for line, partition in zip(lines[-2:], (0, 1), strict=True):
        rows = table.rows(partition, "test")
        scores = score(LABELS[rows], found[partition, rows])
        scores["macro_f1"] = macro_f1(LABELS[rows], found[partition, rows])
        for metric in COLUMNS[2:]:
            assert float(line[metric]) == pytest.approx(scores[metric], abs=1e-6)
    run(prepared, ("learn", "bag"))
    assert (prepared.folder / "metrics/learning/bag.csv").read_bytes() == content


def test_a_network_that_trains_for_long_has_a_curve_only_if_asked_for(prepared):
    """Otherwise a table without lines."""
    assert learned(prepared, "keras")[1] == []
    before = prepared.outputs()
    prepared.params["learn"] |= {"smallest": 30, "also": ["keras"]}
    run(prepared, ("learn", "keras"))
    path = prepared.folder / "metrics/learning/keras.csv"
    assert len(path.read_text(encoding="utf-8").splitlines()) == 5
    assert prepared.outputs() == before


def test_with_one_partition_each_seed_is_a_draw(prepared):
    """A model without chance has one round with all labels."""
    write_table(prepared.folder / "data/prepared/texts.csv", make_table(FOLDS[0]))
    _, lines = learned(prepared, "bag")
    assert [line["draw"] for line in lines] == ["1", "2"] * 4
    assert lines[-2] | {"draw": "2"} == lines[-1]


def test_without_held_out_texts_there_is_no_curve(prepared):
    """Every text trains."""
    write_table(prepared.folder / "data/prepared/texts.csv", make_table(["train"]))
    assert learned(prepared, "bag")[1] == []


def test_a_smallest_size_below_the_number_of_classes_is_left_out(prepared):
    """The curve begins where each class has a text to train on, and one validates."""
    prepared.params["learn"]["smallest"] = 1
    assert [line["labels"] for line in learned(prepared, "bag")[1]][::2] == [
        *("4", "8", "16", "32"),
        "80",
    ]


def test_no_smallest_size_asks_for_no_curve(prepared):
    """The table has no lines."""
    prepared.params["learn"]["smallest"] = None
    assert learned(prepared, "bag")[1] == []
