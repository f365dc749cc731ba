"""The mix of layers that a task learns."""

import keras
import numpy as np
import pytest

from bakeoff.models.fit.train.scalar_mix import ScalarMix

LAYERS, WIDTH = 3, 4


@pytest.fixture
def layers():
    """Draw the layers of eight tokens."""
    return np.random.default_rng(1).normal(size=(8, LAYERS, WIDTH)).astype(np.float32)


def make_mix(scores=(0, 0, 0), gamma=1.0):
    """Make a mix with weights."""
    mix = ScalarMix()
    mix.build((None, LAYERS, WIDTH))
    mix.scores.assign(scores)
    mix.scale.assign(gamma)
    return mix


def model_of(mix):
    """Put a mix alone into a model."""
    inputs = keras.Input((LAYERS, WIDTH))
    return keras.Model(inputs, mix(inputs))


def test_it_starts_as_the_mean_of_the_layers(layers):
    """With gamma 1."""
    mix = ScalarMix()
    np.testing.assert_allclose(mix(layers), layers.mean(axis=1), atol=1e-6)
    assert mix.s == pytest.approx([1 / 3] * 3) and mix.gamma == 1.0


def test_it_is_equation_1_of_the_paper(layers):
    """By hand: gamma times the layers, weighted by the softmax of the scores."""
    mix = make_mix((1.0, -2.0, 0.5), gamma=3.0)
    powers = np.exp([1.0, -2.0, 0.5])
    s = powers / powers.sum()
    assert mix.s == pytest.approx(s) and mix.gamma == 3.0
    expected = 3.0 * (s[0] * layers[:, 0] + s[1] * layers[:, 1] + s[2] * layers[:, 2])
    np.testing.assert_allclose(mix(layers), expected, atol=1e-5)


@pytest.mark.parametrize("scores", [(0, 1, 2), (-90, 90, 0), (1e4, -1e4, 1e4), (3e-8, 0, 0)])
def test_the_weights_sum_to_one(layers, scores):
    """However large the scores are; plain numbers, for a metrics file."""
    mix = make_mix(scores)
    assert sum(mix.s) == pytest.approx(1, abs=1e-12)
    assert {type(weight) for weight in mix.s} == {float} and type(mix.gamma) is float
    assert np.isfinite(mix(layers)).all()


def test_the_mean_over_tokens_may_be_taken_before_or_after(layers):
    """Both are linear."""
    mix = make_mix((0.3, -1.0, 2.0), gamma=0.7)
    before = mix(layers.mean(axis=0, keepdims=True))[0]
    np.testing.assert_allclose(before, np.mean(mix(layers), axis=0), atol=1e-6)


def test_it_learns_which_layer_matters(layers):
    """Twenty steps on a task that is layer 2."""
    mix = ScalarMix()
    model = model_of(mix)
    model.compile(keras.optimizers.Adam(0.1), "mse")
    losses = [model.train_on_batch(layers, 2 * layers[:, 2]) for _ in range(20)]
    assert losses[-1] < losses[0] / 2
    assert mix.s[2] > 0.6 and mix.gamma > 1.2
    assert sum(mix.s) == pytest.approx(1)


def test_it_survives_a_file(layers, tmp_path):
    """In safe mode; the weights and what the model gives."""
    mix = make_mix((0.3, -1.0, 2.0), gamma=0.7)
    model = model_of(mix)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras", safe_mode=True)
    (again,) = (layer for layer in loaded.layers if isinstance(layer, ScalarMix))
    assert (again.s, again.gamma) == (mix.s, mix.gamma)
    np.testing.assert_array_equal(loaded.predict_on_batch(layers), model.predict_on_batch(layers))
