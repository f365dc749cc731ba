"""The stage that trains a model on ever more rows: its table, and what it reads."""

import csv

import numpy as np
import pytest

from bakeoff.core.predictions import load_predictions
from bakeoff.core.vocabulary import write_vocabulary
from bakeoff.evaluation.scoring.scores import score
from bakeoff.evaluation.scoring.subsets import order_rows
from tests.encoders.small import write_small

SPAM, HAM = ["win", "prize", "call", "now"], ["home", "dinner", "see", "now"]
SIZES = {"train": 60, "valid": 20, "test": 20}


def write_split(project, split, flip=False):
    """Write messages of five words of their class or of both, every third of them spam."""
    draw = np.random.default_rng(len(split))
    lines = ["row,text,label,slice"]
    for row in range(SIZES[split]):
        spam = row % 3 == 0
        words = draw.choice((SPAM if spam else HAM) + ["a", "you", "the"], 3)
        lines.append(f"{row},{' '.join(words)},{'spam' if spam != flip else 'ham'},")
    project.write(f"data/prepared/{split}.csv", ("\n".join(lines) + "\n").encode())


@pytest.fixture
def prepared(project):
    """Write messages and their vocabulary, and ask for little; give the project."""
    for split in SIZES:
        write_split(project, split)
    project.write("data/prepared/classes.txt", b"ham\nspam\n")
    words = ["[PAD]", "[UNK]", *dict.fromkeys([*SPAM, *HAM, "a", "you"])]
    write_vocabulary(project.folder / "data/vocabulary.txt", words)
    project.params["train"] |= {"seeds": [1, 2], "epochs": 8, "learning_rate": 0.02}
    project.params["learn"] = {"smallest": 8, "seeds": [1, 2], "epoch_rows": 40}
    return project


def learned(project, name):
    """Run the stage on a model; give the bytes of its table, and the table."""
    done = project.run("learn", name)
    assert done.returncode == 0, done.stderr
    path = project.folder / "metrics" / "learning" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return path.read_bytes(), list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["tfidf", "keras"])
def test_each_size_and_draw_has_a_line_and_test_labels_only_score(prepared, name):
    """With all of them flipped, what was right is wrong."""
    _, lines = learned(prepared, name)
    assert [line["rows"] for line in lines] == ["8", "8", "16", "16", "32", "32", "60", "60"]
    assert [line["draw"] for line in lines] == ["1", "2"] * 4
    assert all(0 <= float(line["f1"]) <= 1 for line in lines)
    write_split(prepared, "test", flip=True)
    _, flipped = learned(prepared, name)
    for line, flip in zip(lines, flipped, strict=True):
        assert float(line["accuracy"]) == pytest.approx(1 - float(flip["accuracy"]))


def test_the_same_inputs_give_the_same_bytes_and_nothing_else_is_written(prepared):
    """In another process."""
    before = prepared.outputs()
    first, _ = learned(prepared, "keras")
    assert learned(prepared, "keras")[0] == first
    assert set(prepared.outputs()) - set(before) == {"metrics/learning/keras.csv"}


def test_the_line_of_all_rows_is_what_train_and_predict_give(prepared):
    """For the same seed."""
    for stage in ("train", "predict"):
        assert prepared.run(stage, "keras").returncode == 0
    found = load_predictions(prepared.folder / "data/predictions/keras.npz").test
    truth = np.array([row % 3 == 0 for row in range(SIZES["test"])], np.int32)
    _, lines = learned(prepared, "keras")
    for line, probabilities in zip(lines[-2:], found, strict=True):
        scores = score(truth, probabilities)
        assert float(line["f1"]) == scores["f1"]
        assert float(line["accuracy"]) == scores["accuracy"]
        assert float(line["pr_auc"]) == scores["pr_auc"]


def test_rows_that_a_subset_lacks_are_not_read(prepared):
    """The baseline's n-grams are those of its subset alone."""
    _, lines = learned(prepared, "tfidf")
    path = prepared.folder / "data/prepared/train.csv"
    messages = path.read_text(encoding="utf-8").splitlines()
    labels = np.array([line.endswith("spam,") for line in messages[1:]], np.int32)
    rows = set(order_rows(labels, 2)[:16].tolist())
    for row in set(range(60)) - rows:
        messages[1 + row] = f"{row},another text,{'spam' if row % 3 == 0 else 'ham'},"
    path.write_text("\n".join(messages) + "\n", encoding="utf-8")
    assert learned(prepared, "tfidf")[1][3] == lines[3]


def test_an_encoder_reads_the_test_messages_here(prepared):
    """Frozen, with features of the other splits; and fine-tuned."""
    write_small(prepared.folder / "data/raw/elmo")
    own = {"kind": "bilm", "input": "data/raw/elmo", "matmul": "float32"}
    shared = ("symbols", "dtype", "batch_tokens")
    hub = prepared.params["encode"]["elmo"]
    prepared.params["encode"]["elmo"] = own | {key: hub[key] for key in shared}
    prepared.params["models"]["tuned"] = {
        "kind": "bilm",
        "input": "data/features/elmo",
        "trainable": "lstm",
        "head": "dense",
        "fit": "train",
    }
    prepared.params["learn"] |= {"smallest": 30, "seeds": [1]}
    prepared.params["train"]["epochs"] = 2
    assert prepared.run("encode", "elmo").returncode == 0
    for name in ("elmo", "tuned"):
        _, lines = learned(prepared, name)
        assert [line["rows"] for line in lines] == ["30", "60"]


def test_a_smallest_size_below_the_number_of_classes_is_refused(prepared):
    """In one line, before anything is trained."""
    prepared.params["learn"]["smallest"] = 1
    done = prepared.run("learn", "tfidf")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "error: learn.smallest: expected 2 rows or more" in done.stderr
    assert not (prepared.folder / "metrics").exists()
