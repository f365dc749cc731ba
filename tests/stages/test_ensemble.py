"""The stage that averages what models predict."""

import numpy as np

from bakeoff.classifiers.predictions import Predictions, load_predictions, save_predictions


def add_predictions(project, name, said):
    """Write the predictions of a model of one seed."""
    split = np.array([[[1 - each, each] for each in said]], np.float32)
    path = project.folder / f"data/predictions/{name}.npz"
    path.parent.mkdir(parents=True, exist_ok=True)
    save_predictions(path, Predictions(split, split))


def test_every_ensemble_is_averaged(project):
    """Of its own members; other predictions are left alone."""
    for name, said in {"tfidf": [0.2, 0.9], "keras": [0.4, 0.1], "glove": [0.6, 0.5]}.items():
        add_predictions(project, name, said)
    project.params["ensemble"] = {"two": ["tfidf", "keras"], "three": ["tfidf", "keras", "glove"]}
    done = project.run("ensemble")
    assert done.returncode == 0 and "two: the mean of tfidf, keras" in done.stderr
    for name, expected in {"two": [0.3, 0.5], "three": [0.4, 0.5]}.items():
        found = load_predictions(project.folder / f"data/ensembles/{name}.npz")
        np.testing.assert_allclose(found.test[0, :, 1], expected, rtol=1e-6)


def test_no_ensemble_is_no_error(project):
    """The folder is there for evaluate, and empty."""
    project.params["ensemble"] = {}
    assert project.run("ensemble").returncode == 0
    assert list((project.folder / "data/ensembles").iterdir()) == []
