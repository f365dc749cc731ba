"""A trained model of any kind is loaded from its folder or by its file."""

import numpy as np
import pytest

from bakeoff.classifier import load_classifier
from bakeoff.core.errors import BakeoffError
from bakeoff.models.counts import Settings as Counts
from bakeoff.models.fit.lbfgs import fitting as lbfgs
from bakeoff.models.heads import linear, pool
from tests.models.tasks import (
    draw_texts,
    make_round,
    make_task,
    pretrained,
    train_settings,
    write_words,
)

TEXTS, LABELS = draw_texts(40)
ROUNDS = [make_round(range(30), range(30, 35), range(35, 40))]


def save_linear(folder):
    """Fit and save a linear model."""
    model = Counts(
        kind="counts",
        input="data/prepared/texts.csv",
        words=[1, 1],
        characters=None,
        weights="binary",
        min_count=1,
        sublinear=False,
        head="linear",
        fit="lbfgs",
    )
    head = linear.Settings(C=[1.0], class_weight=["none"])
    task = make_task(model, head, lbfgs.Settings(max_iter=100), TEXTS, LABELS)
    return lbfgs.fit_final(task, ROUNDS, list(lbfgs.fit_rounds(task, ROUNDS)), folder / "model")


def save_network(folder):
    """Train and save a network on words."""
    write_words(folder, TEXTS)
    model = pretrained(folder)
    task = make_task(model, pool.Settings(hidden=8, dropout=0.0), train_settings(), TEXTS, LABELS)
    return model.fit_final(task, ROUNDS, list(model.fit_rounds(task, ROUNDS)), folder / "model")


@pytest.mark.parametrize(
    ("save", "name"), [(save_linear, "model.skops"), (save_network, "model.keras")]
)
def test_a_model_is_loaded_from_its_folder_or_by_its_file(tmp_path, save, name):
    """It gives what it gave when it was saved: (texts, classes) float32."""
    final = save(tmp_path)
    for path in (tmp_path / "model", str(tmp_path / "model" / name)):
        found = load_classifier(path)(TEXTS)
        assert found.shape == (40, 2) and found.dtype == np.float32
        np.testing.assert_array_equal(found, final.classify(TEXTS))


@pytest.mark.parametrize("name", ["absent", "model.keras", "model.skops", "."])
def test_a_folder_without_a_model_is_refused(tmp_path, name):
    """The error says what was expected."""
    with pytest.raises(BakeoffError, match=r"with model\.keras or model\.skops, got neither"):
        load_classifier(tmp_path / name)
