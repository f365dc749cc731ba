"""An export holds what the model needs, in every format that it can take."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

import bakeoff
from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json, write_json
from bakeoff.export.exporting import export_model
from bakeoff.export.folder import list_files
from tests.export.networks import WILD, change

NETWORK_FILES = [
    "README.md",
    "model.json",
    "model.keras",
    "onnx/model.onnx",
    "onnx/tokenizer.json",
    "saved_model/1/saved_model.pb",
    "saved_model/1/variables/variables.data-00000-of-00001",
    "saved_model/1/variables/variables.index",
]


@pytest.mark.parametrize(("form", "members"), [("onnx", ()), ("savedmodel", ["keras", "glove"])])
def test_an_export_without_the_native_form_is_called_so(project, tmp_path, form, members):
    """Its model.json lists the files that the next export may replace."""
    folder = shutil.copytree(project, tmp_path / "project", ignore=shutil.ignore_patterns("export"))
    path = folder / "metrics/leaderboard.json"
    change(path, lambda board: board["models"]["both"].update(members=members))
    exported = export_model("both" if members else "keras", tmp_path / "here", form, folder)
    assert "model.json" in exported.files
    with pytest.raises(BakeoffError, match="here: expected an export in the format native, got"):
        bakeoff.load(tmp_path / "here", tmp_path)


@pytest.mark.parametrize("name", ["keras", "tfidf", "both", "best"])
def test_an_exported_model_answers_as_the_saved_one(project, tmp_path, name):
    """Anywhere: a linear model, a network, an ensemble and a choice."""
    exported = export_model(name, tmp_path / "here", "native", project)
    shutil.move(exported.folder, tmp_path / "there")
    ours, theirs = bakeoff.load(name, project), bakeoff.load(tmp_path / "there", tmp_path)
    assert (theirs.name, theirs.classes, theirs.threshold) == (name, ours.classes, ours.threshold)
    np.testing.assert_array_equal(theirs.predict_proba(WILD), ours.predict_proba(WILD))


def test_the_recommended_model_is_the_default(project):
    """It goes to export/<name>, in all formats."""
    exported = export_model(None, None, "all", project)
    assert (exported.model, exported.left_out) == ("keras", {})
    assert Path(exported.folder) == project / "export/keras"
    assert exported.files == list_files(project / "export/keras") == NETWORK_FILES
    assert read_json(project / "export/keras/model.json")["threshold"] == 0.3


def test_a_choice_becomes_the_member_that_most_rounds_took(project, tmp_path):
    """It keeps its own name."""
    export_model("best", tmp_path / "here", "native", project)
    assert read_json(tmp_path / "here/model.json")["name"] == "best"
    kept, taken = tmp_path / "here/model.keras", project / "models/cnn/model.keras"
    assert kept.read_bytes() == taken.read_bytes()


def test_an_ensemble_has_a_folder_per_member(project, tmp_path):
    """A member that is no network leaves it with its native form."""
    exported = export_model("both", tmp_path / "here", "all", project)
    assert read_json(tmp_path / "here/model.json")["members"] == ["tfidf", "glove"]
    assert {"tfidf/model.skops", "tfidf/tokens.json", "glove/model.keras"} < {*exported.files}
    assert exported.left_out == dict.fromkeys(
        ("savedmodel", "onnx"), "tfidf is a linear model, which stays a skops file"
    )


def test_an_ensemble_of_networks_is_one_saved_model(project, tmp_path):
    """But no ONNX, because each member has its own vocabulary."""
    folder = shutil.copytree(project, tmp_path / "project", ignore=shutil.ignore_patterns("export"))
    path = folder / "metrics/leaderboard.json"
    change(path, lambda x: x["models"]["both"].update(members=["keras", "glove"]))
    exported = export_model("both", None, "all", folder)
    assert "saved_model/1/saved_model.pb" in exported.files
    assert list(exported.left_out) == ["onnx"] and "a vocabulary each" in exported.left_out["onnx"]


def test_members_of_different_classes_are_refused(project, tmp_path):
    """As `bakeoff.load` refuses them."""
    folder = shutil.copytree(project, tmp_path / "project", ignore=shutil.ignore_patterns("export"))
    change(
        folder / "models/glove/model.json", lambda described: described.update(classes=["x", "y"])
    )
    with pytest.raises(BakeoffError, match="models/glove: expected the classes"):
        export_model("both", None, "native", folder)
    assert not (folder / "export").exists()


def test_two_classes_always_have_a_threshold(project, tmp_path):
    """Half, as for `bakeoff.load`, where the leaderboard states none."""
    folder = shutil.copytree(project, tmp_path / "project", ignore=shutil.ignore_patterns("export"))
    path = folder / "metrics/leaderboard.json"
    change(path, lambda board: board["models"]["tfidf"].update(threshold=None))
    export_model("tfidf", None, "native", folder)
    assert read_json(folder / "export/tfidf/model.json")["threshold"] == 0.5


@pytest.mark.parametrize(
    ("name", "form", "line"),
    [
        ("tfidf", "onnx", "--format onnx: tfidf has no such form: tfidf is a linear model"),
        ("both", "savedmodel", "--format savedmodel: both has no such form"),
        ("glov", "native", r"no model 'glov'; there are .*; did you mean glove\?"),
    ],
)
def test_what_cannot_be_written_is_refused(project, tmp_path, name, form, line):
    """In one line; nothing is written."""
    with pytest.raises(BakeoffError, match=line):
        export_model(name, tmp_path / "here", form, project)
    assert not list(tmp_path.iterdir())


def test_a_network_that_reads_an_encoder_stays_native(project, tmp_path):
    """Its recipe says which encoder it needs."""
    folder = shutil.copytree(project, tmp_path / "project", ignore=shutil.ignore_patterns("export"))
    recipe = {"sha256": "", "layers": 1, "width": 1, "pooling": []}
    recipe["settings"] = {"input": "data/raw/elmo"}
    write_json(folder / "models/keras/elmo.json", recipe)
    exported = export_model("keras", None, "all", folder)
    assert exported.files == ["README.md", "elmo.json", "model.json", "model.keras"]
    assert "keras reads the encoder elmo" in exported.left_out["savedmodel"]


def test_a_missing_package_is_named(project, tmp_path, monkeypatch):
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(BakeoffError, match=r"needs the package onnx: pip install '\.\[export\]'"):
        export_model("keras", tmp_path / "here", "onnx", project)
