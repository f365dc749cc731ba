"""Training round after round: every weight learns, rounds are apart, the best epoch is kept."""

import keras
import numpy as np
import pytest

from bakeoff.models.fit.train import training
from bakeoff.models.fit.train.network import build_network
from bakeoff.models.fit.train.runs import Run
from bakeoff.models.fit.train.sequential import fit_sequential, make_trainer
from bakeoff.models.heads import cnn, flatten, pool
from tests.models.tasks import (
    draw_texts,
    make_round,
    make_task,
    pretrained,
    train_settings,
    write_words,
)

TEXTS, LABELS = draw_texts(60)
ROUND = make_round(range(50), range(50, 55), range(55, 60))
HEADS = {
    "pool": pool.Settings(hidden=8, dropout=0.0),
    "cnn": cnn.Settings(widths=[1, 3], filters=4, dropout=0.0),
    "flatten": flatten.Settings(dropout=0.0),
}


def prepare(folder, head=HEADS["pool"], classes=2, trainable=True, **settings):
    """Describe a model, fine-tuned or not; give its design, its task and a trainer."""
    write_words(folder, TEXTS)
    labels = LABELS if classes == 2 else np.arange(60) % classes
    model = pretrained(folder, trainable=trainable)
    task = make_task(model, head, train_settings(**settings), TEXTS, labels, classes=classes)
    design = model.design(task)
    return design, task, make_trainer(design, task, ROUND)


def run_of(seed=1, epochs=12, patience=None, **others):
    """Describe a run on the first 50 texts."""
    return Run(seed, np.arange(50), np.arange(50, 60), epochs, patience, **others)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("classes", [2, 3])
def test_training_changes_every_weight(head, classes, tmp_path):
    """Nothing that should learn is left out; the loss falls."""
    design, task, trainer = prepare(tmp_path, HEADS[head], classes)
    fresh = build_network(design, task, ROUND)
    before = [weight.numpy() for weight in fresh.trainable_variables]
    course = trainer.run(run_of(), fresh)
    after = [weight.numpy() for weight in trainer.network.trainable_variables]
    assert not any(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    assert course.train_loss[-1] < course.train_loss[0]


def test_a_round_gives_the_same_whatever_ran_before(tmp_path):
    """Weights, optimizer and dropout start anew for each round."""
    first = make_round(range(30), range(30, 40), range(40, 60), seed=3)
    second = make_round(range(20, 50), range(10), range(50, 60), seed=4)
    design, task, _ = prepare(tmp_path, pool.Settings(hidden=8, dropout=0.5))
    a, b, again = fit_sequential(design, task, [first, second, first])
    assert a.history == again.history and a.test.tobytes() == again.test.tobytes()
    assert a.history != b.history


def test_the_epoch_with_the_lowest_validation_loss_is_kept(tmp_path):
    """Training stops `patience` epochs after it, and its weights come back."""
    design, task, trainer = prepare(tmp_path, learning_rate=0.05)
    course = trainer.run(run_of(epochs=60, patience=3), build_network(design, task, ROUND))
    losses = course.valid_loss
    assert course.kept_epoch == int(np.argmin(losses)) + 1
    assert len(losses) in (60, course.kept_epoch + 3)
    found = trainer.predict(np.arange(50, 60))[:, 0]
    own = np.where(LABELS[50:], found, 1 - found)
    assert -np.log(own).mean() == pytest.approx(min(losses), abs=1e-5)


def test_training_agrees_with_keras_fit(tmp_path):
    """An epoch of one batch is what Model.fit does with it, class weights included."""
    settings = {"batch_size": 50, "class_weight": "balanced"}
    design, task, trainer = prepare(tmp_path, trainable=False, **settings)
    reference = build_network(design, task, ROUND)
    reference.compile("adam", "binary_crossentropy")
    reference.optimizer.learning_rate = 0.01
    counts = np.bincount(LABELS[:50])
    weights = {number: 50 / 2 / count for number, count in enumerate(counts)}
    inputs = {"ids": keras.utils.pad_sequences(design.words.tokens[:50], padding="post")}
    reference.fit(inputs, LABELS[:50], batch_size=50, epochs=3, verbose=0, class_weight=weights)
    trainer.run(run_of(epochs=3), build_network(design, task, ROUND))
    for ours, theirs in zip(trainer.network.get_weights(), reference.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_the_epoch_is_traced_once_for_all_rounds_and_sizes(tmp_path):
    """Tracing takes longer than many an epoch."""
    design, task, trainer = prepare(tmp_path)
    for size in (3, 8, 17, 40):
        run = Run(1, np.arange(size), np.arange(50, 60), epochs=1)
        trainer.run(run, build_network(design, task, ROUND))
    assert trainer._epoch.experimental_get_tracing_count() == 1


@pytest.mark.parametrize("head", HEADS)
def test_long_texts_are_evaluated_in_small_batches(head, tmp_path, monkeypatch):
    """With the same result."""
    _, _, trainer = prepare(tmp_path, HEADS[head])
    rows = np.arange(60)[::-1].copy()
    found, loss = trainer.predict(rows), trainer._valid_loss(rows)
    monkeypatch.setattr(training, "LONG", 3)
    monkeypatch.setattr(training, "EVALUATED", 20)
    assert [size for _, size in trainer._parts(rows)][-1] == 4
    np.testing.assert_allclose(trainer.predict(rows), found, atol=1e-6)
    assert trainer._valid_loss(rows) == pytest.approx(loss, rel=1e-6)
