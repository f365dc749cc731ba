"""The stage that scores models and ensembles, and gathers what was measured of each."""

import csv
import json

import numpy as np
import pytest

from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.predictions import Predictions, save_predictions
from bakeoff.core.table import Partition, Table, Text, write_table
from bakeoff.evaluation.formats import COLUMNS

N = 40
ODD = "win <script>alert(1)</script> \x1b[31m\u202e"  # a text is data, whatever it holds
LABELS = np.arange(N) % 2
COSTS = {
    **{"cpu_seconds": 2.0, "peak_memory_mb": 5.0, "environment": {"python": "3.11"}},
    **{"source_bytes": 7, "ms_one": 1.0, "ms_thousand": 0.5},
}
RUNS = {"runs": [{"seed": 1, "epochs": {"train_loss": [0.5], "valid_loss": [0.6]}}]}


def predict(wrong):
    """Give the second class .9 or .1, in both rounds; some texts are predicted wrong."""
    right = np.where(np.isin(np.arange(N), wrong), 1 - LABELS, LABELS)
    second = np.tile(0.1 + 0.8 * right, (2, 1))
    values = np.stack([1 - second, second], axis=2).astype(np.float32)
    return Predictions(np.arange(2), np.zeros(2, np.int64), values)


WRONG = {"tfidf": [0, 1, 2], "keras": [3, 4], "shuffled": [*range(5, 25)]}


@pytest.fixture
def evaluated(project):
    """Run the stage on three models of two rounds, an ensemble and a choice."""
    two = {"kind": "encoded", "input": "data/mixes/two", "head": "dense"}
    counts = {"kind": "counts", "head": "linear", "words": [1, 1], "characters": None}
    glove = {"file": "glove.zip", "urls": ["/glove.zip"], "hash": None, "licence": "<PDDL>"}
    project.params["sources"]["glove"] = glove | {"dimension": 50}
    project.params["models"] = {
        "tfidf": counts | {"input": "data/prepared/texts.csv", "weights": "tfidf"},
        "keras": two,
        "shuffled": {**two, "shuffled": True},
    }
    project.params["mix"] = {"two": ["data/embeddings/glove.npz", "data/features/elmo"]}
    project.params["ensemble"] = {"both": ["tfidf", "keras"]}
    project.params["choose"] = {"best": ["shuffled", "keras"]}
    project.params["evaluate"]["draws"] = 60
    texts = [
        Text(i, f"win {i}" if i else ODD, "ab"[label], i, "") for i, label in enumerate(LABELS)
    ]
    roles = np.full((2, N), "valid", "<U5")
    for fold in range(2):
        roles[fold, np.arange(N) // 2 % 2 == fold] = "test"
    table = Table(texts, [Partition(0, 0), Partition(0, 1)], roles)
    write_table(project.folder / "data/prepared/texts.csv", table)
    project.write("data/prepared/classes.txt", b"a\nb\n")
    for name, wrong in WRONG.items():
        save_predictions(project.folder / f"data/predictions/{name}.npz", predict(wrong))
        project.write(f"metrics/training/{name}.json", json.dumps(RUNS).encode())
        cells = dict.fromkeys(COLUMNS["learning"], "7") | {"f1": "0.5", "pr_auc": ""}
        del cells["model"]
        lines = f"{','.join(cells)}\n{','.join(cells.values())}\n"
        project.write(f"metrics/learning/{name}.csv", lines.encode())
    project.write("metrics/learning/old.csv", b"gone\n")
    found = np.array([False, False, True])
    embedding = Embedding(["[PAD]", "[UNK]", "win"], np.ones((3, 2), np.float32), found, found)
    save_embedding(project.folder / "models/keras/embedding.npz", embedding)
    none = np.zeros(3, bool)  # as of a layer that is learned from the task
    learned = Embedding(embedding.words, embedding.matrix, none, none)
    save_embedding(project.folder / "models/shuffled/embedding.npz", learned)
    for entry in ("embed/glove", "encode/elmo", *(f"train/{name}" for name in WRONG)):
        size = {"model_bytes": 3} if entry.startswith("train") else {}
        project.write(f"metrics/costs/{entry}.json", json.dumps(COSTS | size).encode())
    done = project.run("evaluate")
    assert done.returncode == 0, done.stderr
    return project.folder / "metrics"


def read(path):
    """Read a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(path):
    """Read a JSON."""
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_answer_compares_every_pair(evaluated):
    """Models, the ensemble and the choice; the control says what vectors are worth."""
    answer = load(evaluated / "answer.json")
    assert len(answer["against_baseline"]) == 4 and len(answer["pairs"]) == 6
    (worth,) = answer["pretraining"]
    assert (worth["model"], worth["other"], worth["word"]) == ("keras", "shuffled", "better")
    f1 = {name: scores["f1"]["value"] for name, scores in answer["scores"].items()}
    assert worth["difference"] == pytest.approx(f1["keras"] - f1["shuffled"], abs=2e-6)
    assert answer["recommendation"]["sentence"] == answer["sentences"][-1]
    assert all(pair["se_training"] >= 0 for pair in answer["pairs"])


def test_a_choice_takes_the_better_head_of_each_round(evaluated):
    """Here always the second member: its scores are the member's."""
    models = load(evaluated / "leaderboard.json")["models"]
    assert models["best"]["chosen"] == {"shuffled": 0, "keras": 2}
    assert models["best"]["mean"] == models["keras"]["mean"]
    assert models["keras"]["chosen"] == {}


def test_an_ensemble_is_scored_as_the_mean_of_its_members(evaluated):
    """Of probabilities; other tables have its lines too."""
    errors = load(evaluated / "errors.json")
    texts = {
        text["row"]: text["probabilities"] for kind in errors.values() for text in kind["texts"]
    }
    assert texts[0]["both"] == pytest.approx(0.5) and texts[0]["tfidf"] == pytest.approx(0.9)
    models = {line["model"] for line in read(evaluated / "plots/roc.csv")}
    assert models == {"tfidf", "keras", "shuffled", "both", "best"}


def test_the_leaderboard_names_the_preset_and_the_split(evaluated):
    """And the rounds."""
    board = load(evaluated / "leaderboard.json")
    assert (board["preset"], board["split"], board["rows"]) == ("sample", "folds", N)
    assert (board["metric"], board["models"]["tfidf"]["rounds"]) == ("f1", 2)


def test_dvc_compares_one_score_per_model(evaluated):
    """F1, by hand: of 20 texts per class `keras` gets one wrong; the best first."""
    scores = load(evaluated / "scores.json")
    assert scores.keys() == {"tfidf", "keras", "shuffled", "both", "best"}
    assert scores["keras"] == pytest.approx(2 * 19 / (2 * 19 + 2), abs=1e-6)
    assert [*scores.values()] == sorted(scores.values(), reverse=True)
    assert not (evaluated / "test").exists()


def test_the_leaderboard_says_what_models_are_and_what_is_invented(evaluated):
    """In words, with the licences of what they read."""
    board = load(evaluated / "leaderboard.json")
    keras = board["models"]["keras"]
    assert keras["description"] == "GloVe + ELMo, frozen, dense head"
    assert keras["licences"] == {"glove": "<PDDL>", "sentences": "invented"}
    assert board["models"]["both"]["description"] == "mean of tfidf and keras"
    vectors = ["word2vec", "fasttext", "elmo"]
    assert board["invented"] == {"texts": True, "vectors": vectors}
    assert board["class_counts"] == {"a": 20, "b": 20}
    assert keras["by_class"]["a"] == {"precision": 0.95, "recall": 0.95, "f1": 0.95}


def test_the_texts_to_read_name_the_class_that_each_model_predicts(evaluated):
    """`tfidf` alone gets the first text wrong, which is of class a."""
    texts = load(evaluated / "errors.json")["disagreements"]["texts"]
    (first,) = [text for text in texts if text["row"] == 0]
    assert ODD not in (evaluated / "errors.json").read_text(encoding="utf-8")
    assert "win 1" not in (evaluated / "errors.json").read_text(encoding="utf-8")
    assert (first["label"], first["predicted"]["tfidf"], first["predicted"]["keras"]) == (
        "a",
        "b",
        "a",
    )


def test_tables_count_what_was_predicted(evaluated):
    """Of 20 texts per class, `keras` gets one wrong; so few are one point of the curve."""
    lines = [x for x in read(evaluated / "plots/confusion.csv") if x["model"] == "keras"]
    counts = {(x["actual"], x["predicted"]): float(x["texts"]) for x in lines}
    assert counts == {("a", "a"): 19, ("a", "b"): 1, ("b", "a"): 1, ("b", "b"): 19}
    lines = [x for x in read(evaluated / "plots/calibration.csv") if x["model"] == "keras"]
    found = [[float(x[name]) for name in ("confidence", "frequency", "texts")] for x in lines]
    assert found == [[pytest.approx(0.5), pytest.approx(0.5), 40]]


def test_the_recommended_model_costs_what_the_table_says(evaluated):
    """Bytes to download, and bytes of the model."""
    chosen = load(evaluated / "answer.json")["recommendation"]
    costs = load(evaluated / "costs.json")[chosen["model"]]
    sizes = {name: costs[name] for name in ("download_bytes", "model_bytes")}
    assert chosen["cost"] == sizes and sizes["download_bytes"] != sizes["model_bytes"]


def test_only_models_with_words_or_epochs_have_lines_of_them(evaluated):
    """Most tokens, the digits, have no vector; learned vectors are of all words, or of none."""
    lines = read(evaluated / "plots/unknown_words.csv")
    assert {line["model"] for line in lines} == {"keras"}
    assert {line["unknown_share"] for line in lines} == {"25–50 %", "over 50 %"}
    assert [line["loss"] for line in read(evaluated / "plots/loss.csv")] == ["0.5", "0.6"] * 3


def test_learning_curves_become_one_table(evaluated):
    """Of the models that exist; what is not defined stays empty."""
    lines = read(evaluated / "learning.csv")
    assert [line["model"] for line in lines] == list(WRONG)
    assert (lines[0]["f1"], lines[0]["pr_auc"]) == ("0.5", "")


def test_costs_are_those_of_all_entries_behind_a_model(evaluated):
    """An encoder's time per text is part of the model's."""
    costs = load(evaluated / "costs.json")
    milliseconds = {name: cost["ms_one"] for name, cost in costs.items()}
    assert milliseconds == {"tfidf": 1.0, "keras": 3.0, "shuffled": 3.0, "both": 4.0, "best": 3.0}
    assert costs["keras"]["download_bytes"] == 21 and costs["tfidf"]["model_bytes"] == 3
    assert costs["keras"]["build_cpu_seconds"] == 4.0
    assert (costs["both"]["model_bytes"], costs["best"]["model_bytes"]) == (6, 3)
    assert costs["best"]["train_cpu_seconds"] == 4.0
    (environment,) = load(evaluated / "environment.json")
    assert environment["python"] == "3.11"


def test_a_learning_curve_that_is_missing_is_one_line(project, evaluated):
    """With what makes it."""
    (evaluated / "learning/keras.csv").unlink()
    done = project.run("evaluate")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("`dvc repro` makes what is missing")
