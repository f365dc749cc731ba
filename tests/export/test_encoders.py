"""An exported model brings its encoders along, unless these are programs."""

import shutil

import numpy as np
import pytest

import bakeoff
from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import write_json
from bakeoff.export.exporting import export_model
from tests.encoders.letters import INPUT, TEXTS, add_letters, save_probe
from tests.export.networks import CLASSES, write_metrics


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project whose models `tfidf` and `glove` read one encoder."""
    folder = tmp_path / "project"
    write_metrics(folder)
    add_letters(tmp_path / "kinds", monkeypatch)
    save_probe(folder, "tfidf", monkeypatch)
    shutil.copytree(folder / "models/tfidf", folder / "models/glove")
    for path in (folder / "models").iterdir():
        described = {"name": path.name, "kind": "any", "classes": [*CLASSES]}
        write_json(path / "model.json", described)
    return folder


@pytest.mark.parametrize("name", ["tfidf", "both"])
def test_an_exported_model_works_where_the_project_is_not(project, tmp_path, name):
    """An ensemble has one copy of an encoder that several members read."""
    expected = bakeoff.load(name, project).predict_proba(TEXTS)
    exported = export_model(name, tmp_path / "here", "native", project)
    assert [path for path in exported.files if "alphabet" in path] == [
        "encoders/letters/deep/alphabet.txt"
    ]
    shutil.move(project / INPUT, tmp_path / "gone")
    found = bakeoff.load(tmp_path / "here", tmp_path).predict_proba(TEXTS)
    np.testing.assert_array_equal(found, expected)
    assert "in `encoders/letters` (0.0 MB)" in (tmp_path / "here/README.md").read_text("utf-8")


def test_a_program_is_not_copied(project, tmp_path):
    """It would be trusted nowhere else; the card says how to name its folder."""
    for folder in (project / INPUT, tmp_path / "same"):
        folder.mkdir(exist_ok=True)
        (folder / "saved_model.pb").write_text("a program", encoding="utf-8")
    exported = export_model("tfidf", tmp_path / "here", "native", project)
    assert not [path for path in exported.files if path.startswith("encoders")]
    card = (tmp_path / "here/README.md").read_text(encoding="utf-8")
    assert "not in this folder: a TF-Hub module is a program" in card
    assert 'bakeoff.load("tfidf", encoders={"letters": "path/to/it"})' in card


def test_an_encoder_that_is_not_there_is_left_out(project, tmp_path):
    """The model is exported all the same."""
    shutil.move(project / INPUT, tmp_path / "gone")
    exported = export_model("tfidf", tmp_path / "here", "native", project)
    assert not [path for path in exported.files if path.startswith("encoders")]
    assert "data/raw/letters was not there" in (tmp_path / "here/README.md").read_text("utf-8")


def test_an_encoder_that_has_changed_ends_the_export(project, tmp_path):
    """The model could not be used; nothing is written."""
    (project / INPUT / "deep/alphabet.txt").write_text("abd", encoding="utf-8")
    with pytest.raises(BakeoffError, match="expected the encoder of sha256"):
        export_model("tfidf", tmp_path / "here", "native", project)
    assert not (tmp_path / "here").exists()
