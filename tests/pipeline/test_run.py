"""The pipeline run small, by DVC, as a user runs it."""

import csv
import subprocess
import sys

import numpy as np
import pytest

from bakeoff.core.files import read_json
from tests.pipeline.conftest import MODELS
from tests.pipeline.project import environment, run, stages_run


def test_running_again_runs_nothing(first_run):
    """What is up to date is skipped."""
    printed = run(first_run, "dvc", "repro")
    assert stages_run(printed) == set()
    assert "up to date" in printed


def test_git_sees_nothing_but_metrics_and_the_lock(first_run):
    """Data and models are DVC's."""
    changed = run(first_run, "git", "status", "--porcelain").split("\n")[:-1]
    assert {line[3:].split("/")[0] for line in changed} == {"dvc.lock", "metrics"}


def test_git_tracks_no_text(first_run):
    """Nor a quotable piece of one, in metrics or in the lock."""
    from bakeoff.core.table import load_table

    listed = run(first_run, "git", "ls-files", "-co", "--exclude-standard", "metrics", "dvc.lock")
    files = [first_run / name for name in listed.splitlines()]
    assert len(files) > 20
    held = "".join(path.read_text(encoding="utf-8") for path in files)
    for text in load_table(first_run / "data/prepared/texts.csv").texts:
        piece = text.text[:25]
        assert len(piece) < 15 or piece not in held


def test_every_model_is_scored_on_every_slice(first_run):
    """The leaderboard has means, deviations and the four slices."""
    board = read_json(first_run / "metrics/leaderboard.json")
    assert set(board["models"]) == MODELS | {"both"}
    for scores in board["models"].values():
        assert set(scores["slices"]) == {"seen", "synonym", "misspelt", "context"}
        assert {"accuracy", "f1", "mcc", "pr_auc", "roc_auc", "log_loss"} <= set(scores["mean"])
    assert board["models"]["tfidf"]["mean"]["f1"] > 0.5


def test_the_answer_is_about_every_text_and_every_pair(first_run):
    """Each text is held out once per repeat."""
    answer = read_json(first_run / "metrics/answer.json")
    assert answer["texts"] == read_json(first_run / "metrics/data.json")["kept"]
    models = len(MODELS | {"both"})
    assert len(answer["against_baseline"]) == models - 1
    assert len(answer["pairs"]) == (models - 1) * (models - 2) // 2
    assert answer["recommendation"]["model"] in MODELS | {"both"}


def test_slices_of_the_texts_are_told_apart(first_run):
    """Each has rows, and together they are all texts."""
    data = read_json(first_run / "metrics/data.json")
    assert sum(data["slices"].values()) == data["kept"]


def test_metrics_are_one_score_per_model(first_run):
    """Compared with a commit that lacks them, `dvc metrics diff` has one line for each."""
    printed = run(first_run, "dvc", "metrics", "diff", "--md")
    rows = [line.split("|") for line in printed.splitlines() if line.startswith("| metrics/")]
    assert {row[1].strip() for row in rows} == {"metrics/scores.json"}
    assert sorted(row[2].strip() for row in rows) == sorted(MODELS | {"both"})


def test_plots_show_renders_each_declared_plot(first_run, tmp_path):
    """The few of the report, in one page."""
    run(first_run, "dvc", "plots", "show", "--out", str(tmp_path))
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    for title in (
        "F1 by number",
        "Precision by recall",
        "Calibration",
        "by class and predicted class",
        "Loss by epoch",
    ):
        assert title in page


def test_the_table_names_every_model_and_ends_with_the_recommendation(first_run):
    """What `make repro` ends with, in 80 columns."""
    printed = run(first_run, sys.executable, "-m", "bakeoff", "answer")
    assert all(name in printed for name in MODELS)
    lines = printed.rstrip("\n").split("\n")
    assert max(map(len, lines)) <= 80
    sentence = read_json(first_run / "metrics/answer.json")["recommendation"]["sentence"]
    ending = " ".join(printed.split()).removesuffix(f"{sentence} Full report: report/index.html")
    assert "This page holds " in ending and not ending.endswith("index.html")


@pytest.mark.parametrize("name", ["keras", "glove", "word2vec", "fasttext", "glove_fasttext"])
def test_projector_files_agree(first_run, name):
    """As many vectors as descriptions; no word holds a tab or a newline."""
    folder = first_run / "data/projector" / name
    tensor = (folder / "tensor.tsv").read_text(encoding="utf-8").split("\n")[:-1]
    text = (folder / "metadata.tsv").read_text(encoding="utf-8")
    header, *words = [line.split("\t") for line in text.split("\n")[:-1]]
    assert header == ["word", "class", "count", "share_spam", "in_file"]
    assert len(tensor) == len(words) > 500
    assert all(len(cells) == 5 for cells in words)
    assert len({line.count("\t") for line in tensor}) == 1


def test_a_saved_network_needs_no_file_beside_it(first_run, tmp_path):
    """Moved away, it takes raw strings in a new process, in safe mode."""
    moved = tmp_path / "model.keras"
    moved.write_bytes((first_run / "models/keras/model.keras").read_bytes())
    code = (
        "import keras, bakeoff.models.fit.train.network, tensorflow as tf;"
        f"model = keras.saving.load_model({str(moved)!r}, safe_mode=True);"
        "print(model(tf.constant(['Free entry! txt WIN to 80086', '', '\\x00'])).numpy().shape)"
    )
    assert "(3, 1)" in run(first_run, sys.executable, "-c", code)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_predictions_are_of_the_texts_that_a_round_validates_on_or_holds_out(first_run, name):
    """Of no other; they are probabilities."""
    from bakeoff.core.predictions import load_predictions
    from bakeoff.core.table import load_table

    roles = load_table(first_run / "data/prepared/texts.csv").roles
    found = load_predictions(first_run / f"data/predictions/{name}.npz")
    assert found.partitions.tolist() == list(range(10)) == list(range(len(roles)))
    predicted = np.isfinite(found.probabilities).all(axis=2)
    np.testing.assert_array_equal(predicted, np.isin(roles, ["valid", "test"]))
    np.testing.assert_allclose(found.probabilities[predicted].sum(axis=1), 1, atol=1e-5)


def test_the_saved_model_has_learned_all_texts(first_run):
    """It alone is trained on those that every round holds out or validates on."""
    from bakeoff.core.table import load_table
    from bakeoff.models.fit.lbfgs.counted import load_linear

    texts = load_table(first_run / "data/prepared/texts.csv").texts
    found = load_linear(first_run / "models/tfidf")([text.text for text in texts])
    spam = np.array([text.label == "spam" for text in texts])
    assert (found[:, 1] > 0.5).tolist() == spam.tolist()


def test_an_ensemble_is_scored_and_costs_what_its_members_do(first_run):
    """As a model is: its probabilities are the mean of theirs, in each round."""
    from bakeoff.core.classes import load_classes
    from bakeoff.core.predictions import load_predictions
    from bakeoff.core.table import load_table
    from bakeoff.evaluation.held_out import hold_out
    from bakeoff.evaluation.scoring.scores import score

    tfidf, keras = (
        load_predictions(first_run / f"data/predictions/{name}.npz") for name in ("tfidf", "keras")
    )
    table = load_table(first_run / "data/prepared/texts.csv")
    held = hold_out(table, load_classes(first_run / "data/prepared/classes.txt"))
    losses = np.zeros(len(held.labels))
    for number, partition in enumerate(tfidf.partitions):
        rows = table.rows(partition, "test")
        mean = (tfidf.probabilities[number] + keras.probabilities[number])[rows] / 2
        loss = score(held.labels[rows], mean)["log_loss"]
        losses[rows] += loss / table.repeats
    board = read_json(first_run / "metrics/leaderboard.json")["models"]["both"]
    assert board["mean"]["log_loss"] == pytest.approx(losses.mean(), abs=1e-5)
    costs = read_json(first_run / "metrics/costs.json")
    sizes = [costs[name]["model_bytes"] for name in ("tfidf", "keras")]
    assert costs["both"]["model_bytes"] == sum(sizes)


COMMANDS = [
    "stages.download spam",
    "stages.prepare",
    "stages.build_vocabulary",
    "stages.embed glove",
    "stages.mix glove_fasttext",
    "stages.train tfidf",
    "stages.learn tfidf",
    "stages.evaluate",
    "stages.project glove",
    "stages.report",
    "bakeoff check",
    "bakeoff answer",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_tensorflow_is_loaded_where_none_is_needed(scratch_run, command):
    """Not even by a library that a stage imports; the baseline needs none either."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", *command.split()],
        cwd=scratch_run,
        env=environment() | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not {"tensorflow", "keras"} & loaded
    assert "bakeoff.core.errors" in loaded


def test_help_of_a_stage_says_what_it_does(first_run):
    """Each command answers --help."""
    printed = run(first_run, sys.executable, "-m", "stages.train", "--help")
    assert "Train one model in every round" in printed


def test_losses_of_every_epoch_are_in_the_plot_table(first_run):
    """Train and validation, for each round of each network."""
    with (first_run / "metrics/plots/loss.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    kinds = {(line["model"], line["seed"], line["split"]) for line in lines}
    networks = MODELS - {"tfidf"}
    seeds = [str(number) for number in range(1, 11)]
    assert kinds == {(m, s, split) for m in networks for s in seeds for split in ("train", "valid")}
