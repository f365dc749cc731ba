"""Stacked training against plain Keras, and what is saved of it."""

import keras
import numpy as np
import pytest

from bakeoff.models.fit.train.network import all_classes, load_network, save_network
from bakeoff.models.fit.train.runs import WEIGHTS, generator
from bakeoff.models.fit.train.settings import Settings
from bakeoff.models.fit.train.stack.inputs import Inputs
from bakeoff.models.fit.train.stack.saving import build_model, set_weights, to_keras
from bakeoff.models.fit.train.stack.scaling import fit_scaling
from bakeoff.models.fit.train.stack.training import train_runs
from bakeoff.models.fit.train.training import Trainer
from tests.models.fit.train.stack.problems import (
    SHAPES,
    make_inputs,
    make_options,
    make_run,
    make_sizes,
)

SIZES = {
    "mix and words": make_sizes(),
    "three classes": make_sizes(3),
    "one Dense": make_sizes(hidden=None),
    "words": make_sizes(shapes={"words": (5,)}),
    "two mixes": make_sizes(3, None, shapes={"elmo": (3, 6), "bert": (2, 4)}),
}
SETTINGS = Settings(
    seeds=[1],
    epochs=40,
    batch_size=16,
    learning_rate=0.01,
    patience=2,
    class_weight="none",
    max_memory=100,
)
named = pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)


def start(sizes, run, values):
    """Build the Keras model of a run, with the run's initial weights."""
    model = build_model(sizes, fit_scaling(Inputs(values), run.train))
    set_weights(model, sizes, first_weights(sizes, run.seed))
    return model


def first_weights(sizes, seed):
    """Give the initial weights of a seed by name."""
    flat = sizes.draw(generator(seed, WEIGHTS))[None]
    return {name: found[0] for name, found in sizes.split(flat).items()}


def problem(sizes):
    """Draw the inputs that a network reads."""
    return make_inputs(classes=sizes.classes, shapes=sizes.inputs)


@named
@pytest.mark.parametrize("class_weight", ["none", "balanced"])
def test_an_epoch_gives_the_weights_of_keras(sizes, class_weight):
    """With Adam, the same batches and Keras' own class weights, and the last batch a small one."""
    values, labels = problem(sizes)
    run = make_run(epochs=1)
    model = start(sizes, run, values)
    binary = keras.losses.BinaryCrossentropy()
    model.compile(
        keras.optimizers.Adam(0.01),
        binary if sizes.outputs == 1 else keras.losses.SparseCategoricalCrossentropy(),
    )
    counts = np.bincount(labels[run.train], minlength=sizes.classes)
    balanced = dict(enumerate(len(run.train) / sizes.classes / counts))
    order = np.random.default_rng(run.seed).permutation(run.train)
    for rows in np.split(order, range(16, 70, 16)):
        batch = {name: found[rows] for name, found in values.items()}
        model.train_on_batch(
            batch, labels[rows], class_weight=balanced if class_weight == "balanced" else None
        )
    (found,) = train_runs(values, labels, [run], sizes, make_options(class_weight=class_weight))
    ours = to_keras(sizes, found).get_weights()
    for weight, expected in zip(ours, model.get_weights(), strict=True):
        np.testing.assert_allclose(weight, expected, atol=1e-5)


@named
def test_a_saved_model_predicts_what_its_run_did(sizes, tmp_path):
    """It is loaded in safe mode."""
    values, labels = problem(sizes)
    (found,) = train_runs(values, labels, [make_run()], sizes, make_options())
    save_network(to_keras(sizes, found), tmp_path / "model.keras")
    loaded = load_network(tmp_path / "model.keras")
    np.testing.assert_allclose(all_classes(loaded(values).numpy()), found.probabilities, atol=1e-6)


def test_early_stopping_keeps_what_the_trainer_of_single_runs_keeps():
    """The same epoch, losses and weights."""
    sizes = make_sizes()
    values, labels = make_inputs()
    run = make_run(epochs=40, patience=2)
    trainer = Trainer(start(sizes, run, values), values, None, labels, 2, SETTINGS, trim=True)
    expected = trainer.run(run, start(sizes, run, values))
    (found,) = train_runs(values, labels, [run], sizes, make_options())
    assert found.kept_epoch == expected.kept_epoch < 38
    np.testing.assert_allclose(found.train_loss, expected.train_loss, atol=1e-4)
    np.testing.assert_allclose(found.valid_loss, expected.valid_loss, atol=1e-4)
    ours = to_keras(sizes, found).get_weights()
    for weight, theirs in zip(ours, trainer.network.get_weights(), strict=True):
        np.testing.assert_allclose(weight, theirs, atol=1e-3)


def test_initial_weights_are_spread_as_those_of_keras():
    """Glorot uniform for kernels, the same constants for the rest."""
    sizes = make_sizes(hidden=200, shapes={"words": (300,)})
    keras.utils.set_random_seed(1)
    model = build_model(
        sizes, fit_scaling(Inputs({"words": np.eye(300, dtype=np.float32)}), np.arange(9))
    )
    theirs = model.get_weights()
    ours = first_weights(sizes, 1)
    assert ours["kernel"].std() == pytest.approx(theirs[0].std(), rel=0.02)
    assert abs(ours["kernel"]).max() == pytest.approx(abs(theirs[0]).max(), rel=0.01)
    assert not ours["bias"].any() and not ours["last_bias"].any()


def test_mixes_start_as_those_of_keras():
    """At the mean of the layers."""
    model = start(make_sizes(), make_run(), make_inputs()[0])
    assert model.get_layer("elmo_mix").s == pytest.approx([1 / 3] * 3)
    assert model.get_layer("elmo_mix").gamma == 1.0
    assert set(SHAPES) == {"elmo", "words"}
