"""A change reruns what it can affect, and nothing else."""

import json

import pytest

from bakeoff.core.parameters import read_yaml
from checks.runs import clone
from tests.conftest import ROOT
from tests.pipeline.project import edit_params, run, stages_run

PARAMS = read_yaml(ROOT / "presets/sample.yaml")
FITTING = ("train", "learn")


def fitting(key, value, params=PARAMS):
    """Name the stages that fit the models in which a key has a value."""
    names = [name for name, model in params["models"].items() if model[key] == value]
    return {f"{stage}@{name}" for stage in FITTING for name in names}


def entries(stage, section):
    """Name a stage with each entry of a section."""
    return {f"{stage}@{name}" for name in PARAMS[section]}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Clone the last commit."""
    return clone(tmp_path_factory.mktemp("reruns") / "project")


def changed(folder, path):
    """Append a comment to a file; name the stages that DVC says depend on it."""
    content = (folder / path).read_bytes()
    comment = {".py": b"# a comment\n", ".css": b"/* a comment */\n"}[f".{path.split('.')[-1]}"]
    (folder / path).write_bytes(content + comment)
    try:
        status = json.loads(run(folder, "dvc", "status", "--json"))
    finally:
        (folder / path).write_bytes(content)
    return {stage for stage, changes in status.items() if modified(changes)}


def modified(changes):
    """Tell whether a dep is modified.

    In a fresh clone all data are missing, which is no change; models/ and data/maps hold only the
    file that keeps them in Git.
    """
    return any(
        state == "modified" and path not in ("models", "data/maps")
        for change in changes
        if isinstance(change, dict)
        for path, state in change.get("changed deps", {}).items()
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("bakeoff/models/heads/dense.py", fitting("head", "dense")),
        ("bakeoff/models/heads/linear.py", fitting("head", "linear")),
        ("bakeoff/models/heads/cnn.py", fitting("head", "cnn")),
        ("bakeoff/models/heads/flatten.py", set()),
        ("bakeoff/models/pretrained.py", fitting("kind", "pretrained")),
        ("bakeoff/models/counts.py", fitting("kind", "counts")),
        ("bakeoff/models/fit/train/layers.py", fitting("fit", "train")),
        ("bakeoff/models/fit/lbfgs/fitting.py", fitting("fit", "lbfgs")),
        ("bakeoff/vectors/readers.py", entries("embed", "embed")),
        ("bakeoff/encoders/hub/encoder.py", {"encode@elmo"}),
        ("bakeoff/encoders/bilm/lstm.py", entries("pretrain", "pretrain")),
        ("bakeoff/sources/http.py", entries("download", "sources")),
        ("bakeoff/texts/repair.py", {"prepare"}),
        ("bakeoff/texts/profile/tokens.py", {"prepare", "report"}),
        ("bakeoff/projector/maps.py", entries("project", "project")),
        ("bakeoff/evaluation/families.py", {"evaluate"}),
        ("bakeoff/report/check/slices.py", {"report"}),
        ("bakeoff/report/page.css", {"report"}),
        ("bakeoff/checking/check.py", set()),
        ("bakeoff/presets/overlay.py", set()),
    ],
)
def test_a_comment_names_only_the_stages_that_use_the_file(fresh, path, expected):
    """As `dvc status` sees it."""
    assert changed(fresh, path) == expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("train.learning_rate", 0.01, fitting("fit", "train")),
        ("lbfgs.max_iter", 999, fitting("fit", "lbfgs")),
        ("runtime.train.threads", 2, fitting("fit", "train")),
        ("runtime.train.onednn", False, fitting("fit", "train")),
        ("runtime.encode.onednn", False, {"encode@elmo"}),
        ("runtime.pretrain.threads", 2, {"pretrain@elmo"}),
        ("heads.cnn.filters", 32, fitting("head", "cnn")),
        ("models.glove.trainable", True, {f"{s}@glove" for s in FITTING} | {"evaluate"}),
        ("embed.glove.seed", 2, {"embed@glove", "evaluate", "report"}),
        ("sources.glove.licence", "CC0", {"download@glove", "evaluate"}),
        ("prepare.table.html", False, {"prepare"}),
        ("evaluate.metric", "accuracy", {"prepare", "evaluate"}),
        (
            "text.max_length",
            50,
            {"build_vocabulary", "report"}  # they and embed count the texts that are cut
            | {f"embed@{name}" for name in PARAMS["embed"]}
            | {f"{s}@{m}" for s in FITTING for m in PARAMS["models"]},
        ),
    ],
)
def test_a_parameter_names_only_the_stages_that_read_it(fresh, key, value, expected):
    """As `dvc status` sees it."""
    text = (fresh / "params.yaml").read_text(encoding="utf-8")
    edit_params(fresh, {key: value})
    try:
        status = json.loads(run(fresh, "dvc", "status", "--json"))
    finally:
        (fresh / "params.yaml").write_text(text, encoding="utf-8")
    assert {
        stage
        for stage, changes in status.items()
        if any(
            "params.yaml" in change.get("changed deps", {})
            for change in changes
            if isinstance(change, dict)
        )
    } == expected


def test_dvc_repro_runs_these_and_what_reads_their_costs(scratch_run):
    """Predictions come out the same; the records of costs do not."""
    params = read_yaml(scratch_run / "params.yaml")
    with (scratch_run / "bakeoff/models/heads/linear.py").open("a", encoding="utf-8") as file:
        file.write("# a comment\n")
    ran = stages_run(run(scratch_run, "dvc", "repro"))
    assert ran == fitting("head", "linear", params) | {"evaluate", "report"}
