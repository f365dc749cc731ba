"""The final model: trained on all texts, saved, and loaded in safe mode."""

import keras
import numpy as np
import pytest

from bakeoff.core.embedding import load_embedding
from bakeoff.core.rounds import Outcome
from bakeoff.models.fit.train import fitting
from bakeoff.models.fit.train.final import FILE
from bakeoff.models.fit.train.network import load_network, predict
from bakeoff.models.heads import cnn, flatten, pool
from tests.models.tasks import (
    draw_texts,
    make_round,
    make_task,
    pretrained,
    train_settings,
    write_words,
)

TEXTS, LABELS = draw_texts(40)
ROUNDS = [make_round(range(30), range(30, 35), range(35, 40), seed) for seed in (1, 2, 3)]
NONE = np.zeros((0, 2), np.float32)
OUTCOMES = [Outcome(NONE, NONE, steps, {}, {}) for steps in (9, 3, 7)]
ODD = ["A b!", "", "\x00", "🎉", "a b c d e f g h a b c"]
HEADS = {
    "pool": pool.Settings(hidden=8, dropout=0.2),
    "cnn": cnn.Settings(widths=[1, 2], filters=4, dropout=0.2),
    "flatten": flatten.Settings(dropout=0.2),
}
CASES = [("pool", False), ("pool", True), ("cnn", False), ("flatten", True)]


def describe(folder, head, trainable):
    """Describe a model on the vectors in a folder."""
    model = pretrained(folder, head=head, trainable=trainable)
    return make_task(model, HEADS[head], train_settings(), TEXTS, LABELS)


def fit(folder, head="pool", trainable=False):
    """Train a final model, and save it in a folder."""
    folder.mkdir(exist_ok=True)
    write_words(folder, TEXTS)
    task = describe(folder, head, trainable)
    return fitting.fit_final(task, ROUNDS, OUTCOMES, folder / "model")


def test_it_is_trained_for_the_median_of_the_rounds_steps(tmp_path):
    """Of an even number of rounds the lower one of the middle."""
    assert fit(tmp_path).description == {"steps": 7}


@pytest.mark.parametrize(("head", "trainable"), CASES)
def test_the_loaded_model_predicts_what_its_training_gave(head, trainable, tmp_path):
    """And takes raw texts, odd ones too."""
    final = fit(tmp_path, head, trainable)
    whole = make_round(range(40), test=range(40), steps=7)
    (outcome,) = fitting.fit_rounds(describe(tmp_path, head, trainable), [whole])
    np.testing.assert_allclose(final.classify(TEXTS), outcome.test, atol=1e-5)
    assert final.model_bytes == (tmp_path / "model" / FILE).stat().st_size
    loaded = load_network(tmp_path / "model" / FILE)
    np.testing.assert_allclose(predict(loaded, ODD).sum(axis=1), 1, atol=1e-6)
    matrix = load_embedding(tmp_path / "model/embedding.npz").matrix
    np.testing.assert_array_equal(matrix, layer_of(loaded).matrix)


def layer_of(model):
    """Find the embedding, in a network within the network too."""
    for layer in model.layers:
        if layer.name == "embedding":
            return layer
        if hasattr(layer, "layers") and (found := layer_of(layer)) is not None:
            return found
    return None


def test_the_same_model_is_the_same_bytes(tmp_path):
    """No date, no address of memory."""
    for name in ("a", "b"):
        keras.backend.clear_session()  # numbers the names of layers anew
        fit(tmp_path / name)
    first, second = ((tmp_path / name / "model" / FILE).read_bytes() for name in ("a", "b"))
    assert first == second
