"""The stage that scores models and ensembles, and gathers what was measured of each."""

import csv
import json

import numpy as np
import pytest

from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.messages import Message, write_messages
from bakeoff.core.predictions import Predictions, save_predictions

SECOND = {"tfidf": [0.2, 0.9, 0.6], "keras": [0.4, 0.1, 0.3]}  # probabilities of class b
LEARNING = b"rows,draw,f1,pr_auc,accuracy\n25,1,0.5,0.6,0.9\n25,2,0.4,,0.8\n"
COSTS = {
    **{"cpu_seconds": 2.0, "peak_memory_mb": 5.0, "environment": {"python": "3.11"}},
    **{"source_bytes": 7, "ms_one": 1.0, "ms_thousand": 0.5},
}


@pytest.fixture
def evaluated(project):
    """Run the stage on two models of one seed, and their ensemble."""
    project.params["models"] = {
        "tfidf": {"input": "data/prepared/train.csv"},
        "keras": {"input": "data/mixes/two"},
    }
    project.params["mix"] = {"two": ["data/embeddings/glove.npz", "data/features/elmo"]}
    project.params["ensemble"] = {"both": ["tfidf", "keras"]}
    project.params["evaluate"]["draws"] = 50
    messages = [Message(i, f"win {i}", label, "") for i, label in enumerate("aba")]
    for split in ("train", "valid", "test"):
        write_messages(project.folder / f"data/prepared/{split}.csv", messages)
    project.write("data/prepared/classes.txt", b"a\nb\n")
    for name, second in SECOND.items():
        seeds = np.array([[[1 - b, b] for b in second]], np.float32)
        path = project.folder / f"data/predictions/{name}.npz"
        save_predictions(path, Predictions(seeds, seeds))
        runs = {"runs": [{"seed": 1, "epochs": {"train_loss": [0.5], "valid_loss": [0.6]}}]}
        project.write(f"metrics/training/{name}.json", json.dumps(runs).encode())
        project.write(f"metrics/learning/{name}.csv", LEARNING)
    project.write("metrics/learning/old.csv", LEARNING)
    found = np.array([False, False, True])
    embedding = Embedding(["[PAD]", "[UNK]", "win"], np.ones((3, 2), np.float32), found, found)
    save_embedding(project.folder / "models/keras/embedding.npz", embedding)
    entries = ["embed/glove", "encode/elmo"]
    entries += [f"{stage}/{name}" for stage in ("train", "predict") for name in SECOND]
    for entry in entries:
        project.write(f"metrics/costs/{entry}.json", json.dumps(COSTS).encode())
    done = project.run("evaluate")
    assert done.returncode == 0, done.stderr
    return project.folder / "metrics"


def read(path):
    """Read a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_ensemble_is_scored_as_the_mean_of_its_members(evaluated):
    """Of probabilities; other tables have its lines too."""
    errors = json.loads((evaluated / "errors.json").read_text(encoding="utf-8"))
    texts = {text["row"]: text["probabilities"] for kind in errors.values() for text in kind}
    assert texts[1] == pytest.approx({"tfidf": 0.9, "keras": 0.1, "both": 0.5})
    models = {line["model"] for line in read(evaluated / "plots/roc.csv")}
    assert models == {"tfidf", "keras", "both"}
    scores = json.loads((evaluated / "test/both.json").read_text(encoding="utf-8"))
    assert scores["accuracy"] == 1.0


def test_the_leaderboard_names_the_preset_and_the_split(evaluated):
    """All texts are leaked here."""
    board = json.loads((evaluated / "leaderboard.json").read_text(encoding="utf-8"))
    assert (board["preset"], board["split"], board["rows"]) == ("sample", "stratified", 3)
    assert all(model["without_leaks"] is None for model in board["models"].values())


def test_only_models_with_words_or_epochs_have_lines_of_them(evaluated):
    """Half of the tokens, the numbers, have no vector."""
    (line,) = read(evaluated / "plots/unknown_words.csv")
    assert (line["model"], line["unknown_share"]) == ("keras", "25–50 %")
    assert [line["loss"] for line in read(evaluated / "plots/loss.csv")] == ["0.5", "0.6"] * 2


def test_learning_curves_become_one_table(evaluated):
    """Of the models that exist; what is not defined stays empty."""
    lines = read(evaluated / "learning.csv")
    assert list(dict.fromkeys(line["model"] for line in lines)) == ["tfidf", "keras"]
    assert lines[0].items() >= {"rows": "25", "draw": "1", "f1": "0.5"}.items()
    assert lines[1]["pr_auc"] == ""


def test_costs_are_those_of_all_entries_behind_a_model(evaluated):
    """An encoder's time per text is part of the model's."""
    costs = json.loads((evaluated / "costs.json").read_text(encoding="utf-8"))
    assert {name: cost["ms_one"] for name, cost in costs.items()} == {
        "tfidf": 2.0,
        "keras": 4.0,
        "both": 6.0,
    }
    assert costs["keras"]["build_cpu_seconds"] == 4.0
    (environment,) = json.loads((evaluated / "environment.json").read_text(encoding="utf-8"))
    assert environment["python"] == "3.11"


def test_a_learning_curve_that_is_missing_is_one_line(project, evaluated):
    """With what makes it."""
    (evaluated / "learning/keras.csv").unlink()
    done = project.run("evaluate")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("`dvc repro` makes what is missing")
