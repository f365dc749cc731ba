"""A change reruns what it can affect, and nothing else."""

import json

import pytest

from bakeoff.core.parameters import read_yaml
from checks.runs import clone
from tests.conftest import ROOT
from tests.pipeline.project import edit_params, run, stages_run

PARAMS = read_yaml(ROOT / "presets/sample.yaml")
FITTING = ("train", "learn")
USING = ("train", "predict", "learn")


def stages_with(stages, key, value):
    """Name the stages of the models in which a key has a value."""
    names = [name for name, model in PARAMS["models"].items() if model[key] == value]
    return {f"{stage}@{name}" for stage in stages for name in names}


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

    In a fresh clone all data are missing, which is no change, and models/ holds only its README.
    """
    return any(
        state == "modified" and path != "models"
        for change in changes
        if isinstance(change, dict)
        for path, state in change.get("changed deps", {}).items()
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("bakeoff/models/heads/dense.py", stages_with(FITTING, "head", "dense")),
        ("bakeoff/models/heads/linear.py", {"train@tfidf", "learn@tfidf"}),
        ("bakeoff/models/heads/cnn.py", set()),
        ("bakeoff/models/pretrained.py", stages_with(USING, "kind", "pretrained")),
        ("bakeoff/models/tfidf.py", stages_with(USING, "kind", "tfidf")),
        ("bakeoff/models/fit/train/layers.py", stages_with(USING, "fit", "train")),
        ("bakeoff/models/fit/lbfgs/fitting.py", stages_with(USING, "fit", "lbfgs")),
        ("bakeoff/vectors/readers.py", entries("embed", "embed")),
        ("bakeoff/encoders/hub/encoder.py", {"encode@elmo"}),
        ("bakeoff/encoders/bilm/lstm.py", entries("pretrain", "pretrain")),
        ("bakeoff/sources/http.py", entries("download", "sources")),
        ("bakeoff/texts/repair.py", {"prepare"}),
        ("bakeoff/projector/maps.py", entries("project", "project")),
        ("bakeoff/evaluation/families.py", {"evaluate"}),
        ("bakeoff/report/slice_section.py", {"report"}),
        ("bakeoff/report/page.css", {"report"}),
        ("bakeoff/check.py", set()),
        ("bakeoff/presets/overlay.py", set()),
    ],
)
def test_a_comment_names_only_the_stages_that_use_the_file(fresh, path, expected):
    """As `dvc status` sees it."""
    assert changed(fresh, path) == expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("train.learning_rate", 0.01, stages_with(FITTING, "fit", "train")),
        ("lbfgs.max_iter", 999, {"train@tfidf", "learn@tfidf"}),
        ("runtime.train.threads", 2, stages_with(USING, "fit", "train")),
        ("runtime.train.onednn", False, stages_with(USING, "fit", "train")),
        ("runtime.encode.onednn", False, {"encode@elmo"}),
        ("runtime.pretrain.threads", 2, {"pretrain@elmo"}),
        ("heads.cnn.filters", 32, set()),
        ("models.glove.trainable", True, {f"{s}@glove" for s in USING} | {"evaluate"}),
        ("embed.glove.seed", 2, {"embed@glove", "report"}),
        ("prepare.table.html", False, {"prepare"}),
        ("text.max_length", 50, {f"{s}@{m}" for s in FITTING for m in PARAMS["models"]}),
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
    """The model comes out the same, so its predictions stand; its cost record changed."""
    with (scratch_run / "bakeoff/models/heads/linear.py").open("a", encoding="utf-8") as file:
        file.write("# a comment\n")
    ran = stages_run(run(scratch_run, "dvc", "repro"))
    assert ran == {"train@tfidf", "learn@tfidf", "evaluate", "report"}
