"""A model is found by its name, by its folder, or because it is recommended."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

import bakeoff
from bakeoff.core.errors import BakeoffError
from tests.inference.small import CLASSES, TEXTS, change


@pytest.mark.parametrize("name", ["tfidf", "glove"])
def test_a_model_gives_what_it_gave_when_it_was_saved(small, name):
    """Texts are read in batches of similar length, which changes the last bits at most."""
    found = bakeoff.load(name, small.folder).predict_proba(TEXTS)
    assert found.shape == (40, 2) and found.dtype == np.float32
    np.testing.assert_allclose(found, small.finals[name].classify(TEXTS), atol=1e-6)


def test_the_recommended_model_is_the_default(small):
    """Its threshold is that of the leaderboard."""
    model = bakeoff.load(project=small.folder)
    assert (model.name, model.classes, model.threshold) == ("tfidf", CLASSES, 0.3)


def test_an_ensemble_is_the_mean_of_its_members(small):
    """It has a threshold of its own."""
    model = bakeoff.load("both", small.folder)
    mean = np.mean([final.classify(TEXTS) for final in small.finals.values()], axis=0)
    np.testing.assert_allclose(model.predict_proba(TEXTS), mean, atol=1e-6)
    assert model.threshold == 0.4


def test_a_choice_is_the_member_that_most_rounds_took(small):
    """Its name stays that of the choice."""
    model = bakeoff.load("best", small.folder)
    expected = small.finals["glove"].classify(TEXTS)
    np.testing.assert_allclose(model.predict_proba(TEXTS), expected, atol=1e-6)
    assert model.name == "best"


def test_a_folder_of_the_project_has_the_threshold_of_its_line(small):
    """The path may start in the project, or be absolute."""
    for path in ("models/tfidf", small.folder / "models/tfidf"):
        assert bakeoff.load(path, small.folder).threshold == 0.3


def test_a_folder_without_a_project_is_enough(small, tmp_path):
    """So models can be copied; half is the threshold unless model.json states one."""
    shutil.copytree(small.folder / "models/tfidf", tmp_path / "m")
    assert bakeoff.load(tmp_path / "m", tmp_path).threshold == 0.5
    change(tmp_path / "m/model.json", threshold=0.2)
    assert bakeoff.load(tmp_path / "m", tmp_path).threshold == 0.2


def test_an_exported_ensemble_has_a_folder_per_member(small, tmp_path):
    """Its model.json names them."""
    shutil.copytree(small.folder / "models", tmp_path / "both")
    shutil.copy(tmp_path / "both/tfidf/model.json", tmp_path / "both/model.json")
    change(tmp_path / "both/model.json", name="both", threshold=0.4, members=["tfidf", "glove"])
    found = bakeoff.load(tmp_path / "both", tmp_path)
    expected = bakeoff.load("both", small.folder)
    assert (found.name, found.threshold) == ("both", 0.4)
    np.testing.assert_array_equal(found.predict_proba(TEXTS), expected.predict_proba(TEXTS))


def test_with_more_than_two_classes_there_is_no_threshold(small, tmp_path):
    """The most probable class is chosen."""
    shutil.copytree(small.folder / "models/tfidf", tmp_path / "m")
    change(tmp_path / "m/model.json", classes=["a", "b", "c"])
    assert bakeoff.load(tmp_path / "m", tmp_path).threshold is None


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tfidff", r"no model 'tfidff'; there are .*; did you mean tfidf\?"),
        ("$(x)", r"no model '\$\(x\)'; there are both, best, tfidf, glove"),
        (".", r"model\.json: expected the names of the model's classes, got no file"),
    ],
)
def test_an_unknown_model_is_refused(small, name, message):
    """The error names the models that are there."""
    with pytest.raises(BakeoffError, match=message):
        bakeoff.load(name, small.folder)


def test_without_a_run_the_error_says_what_makes_one(tmp_path):
    """The recommended model is not known."""
    with pytest.raises(BakeoffError, match=r"leaderboard.json: expected what `dvc repro` writes"):
        bakeoff.load(project=tmp_path)


def test_a_folder_without_a_saved_model_is_refused(small, tmp_path):
    """The error says what was expected."""
    shutil.copy(small.folder / "models/tfidf/model.json", tmp_path)
    with pytest.raises(BakeoffError, match=r"with model\.keras or model\.skops, got neither"):
        bakeoff.load(tmp_path, small.folder)


def test_members_of_other_classes_are_refused(small, tmp_path):
    """Their mean would say nothing."""
    shutil.copytree(small.folder, tmp_path / "p")
    change(tmp_path / "p/models/glove/model.json", classes=["x", "y"])
    with pytest.raises(BakeoffError, match=r"glove: expected the classes \['without', 'with a'\]"):
        bakeoff.load("both", tmp_path / "p")


def test_the_import_loads_no_library():
    """What a program does not use costs it nothing."""
    code = "import sys, bakeoff; print({'numpy', 'tensorflow', 'pydantic'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("models/tfidf/model.skops", b"PK", "models/tfidf: expected a whole saved model"),
        ("models/tfidf/tokens.json", b"{", "models/tfidf: expected a whole saved model"),
        ("models/tfidf/model.json", b"[" * 10**5, "model.json: expected JSON"),
        ("metrics/leaderboard.json", b"[]", "leaderboard.json: "),
        ("metrics/leaderboard.json", b'{"models": {"tfidf": 1}}', "leaderboard.json: models.tfidf"),
        (
            "metrics/leaderboard.json",
            b'{"models": {"tfidf": {"threshold": 0.5, "members": ["../../x"]}}}',
            "leaderboard.json: models.tfidf.members.0",
        ),
        ("metrics/answer.json", b"{}", "answer.json: recommendation"),
    ],
)
def test_a_damaged_file_is_one_line(small, tmp_path, file, content, expected):
    """It names the file or the folder, and the key."""
    folder = shutil.copytree(small.folder, tmp_path / "copy")
    (folder / file).write_bytes(content)
    with pytest.raises(BakeoffError) as caught:
        bakeoff.load(project=folder)
    assert expected in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"PK", None])
def test_a_damaged_or_missing_network_is_one_line(small, tmp_path, content):
    """Keras raises many kinds of errors."""
    folder = shutil.copytree(small.folder, tmp_path / "copy")
    (folder / "models/glove/model.keras").unlink()
    if content is not None:
        (folder / "models/glove/model.keras").write_bytes(content)
    with pytest.raises(BakeoffError, match="models/glove: expected "):
        bakeoff.load("glove", folder)


@pytest.mark.parametrize(("key", "value"), [("classes", ["a", "a"]), ("threshold", 5)])
def test_what_cannot_be_of_a_model_is_refused(small, tmp_path, key, value):
    """Two classes of one name; a threshold that no probability reaches."""
    folder = shutil.copytree(small.folder / "models/tfidf", tmp_path / "copy")
    change(folder / "model.json", **{key: value})
    with pytest.raises(BakeoffError, match=f"copy/model.json: {key}: "):
        bakeoff.load(folder)


def test_a_model_has_a_probability_per_class(small, tmp_path):
    """A model.json of another model is noticed."""
    folder = shutil.copytree(small.folder / "models/tfidf", tmp_path / "copy")
    change(folder / "model.json", classes=["a", "b", "c"])
    with pytest.raises(BakeoffError, match="each of 3 classes"):
        bakeoff.load(folder).predict(["a"])
