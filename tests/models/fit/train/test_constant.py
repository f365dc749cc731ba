"""Heads on constant inputs: the runs of rounds and of subsets, and what class weights do."""

from dataclasses import replace

import numpy as np
import pytest

from bakeoff.models.fit.train.constant import Constants, fit_constant, run_of
from bakeoff.models.fit.train.kind import is_constant
from bakeoff.models.heads import cnn, pool
from bakeoff.models.learned import Settings as Learned
from tests.models.tasks import (
    draw_texts,
    make_round,
    make_task,
    pretrained,
    train_settings,
    write_words,
)

TEXTS, LABELS = draw_texts(60)
ROUND = make_round(range(30), range(30, 45), range(45, 60))
POOL = pool.Settings(hidden=8, dropout=0.0)


def fit(folder, *rounds, labels=LABELS, **settings):
    """Train a small head on pooled words."""
    write_words(folder, TEXTS)
    task = make_task(pretrained(folder), POOL, train_settings(**settings), TEXTS, labels)
    return list(fit_constant(task.model.design(task), task, rounds))


def test_a_run_of_a_round_stops_early():
    """It reads each training text once per epoch."""
    run = run_of(ROUND, train_settings(epochs=7, patience=3))
    assert (run.seed, run.epochs, run.patience, run.steps) == (1, 7, 3, None)
    np.testing.assert_array_equal(run.train, ROUND.train)


def test_few_texts_come_again_until_they_are_an_epoch():
    """All of them as often; enough texts come once."""
    few = replace(ROUND, train=np.array([4, 6]), epoch_rows=5)
    assert run_of(few, train_settings()).train.tolist() == [4, 6, 4, 6, 4, 6]
    enough = replace(few, epoch_rows=2)
    assert run_of(enough, train_settings()).train.tolist() == [4, 6]


def test_a_number_of_steps_takes_the_place_of_early_stopping(tmp_path):
    """As many are taken, and the last weights are kept, though the validation loss grows."""
    labels = np.where(np.arange(60) < 30, LABELS, 1 - LABELS)
    (outcome,) = fit(tmp_path, replace(ROUND, steps=11), labels=labels, epochs=2, patience=1)
    losses = outcome.history["epochs"]["valid_loss"]
    assert losses == sorted(losses)
    assert outcome.steps == 11
    assert outcome.history["kept_epoch"] == 3


def test_the_best_epoch_of_a_round_is_kept(tmp_path):
    """By the loss of its validation texts."""
    (outcome,) = fit(tmp_path, ROUND, epochs=30, patience=5, learning_rate=0.05)
    losses = outcome.history["epochs"]["valid_loss"]
    assert outcome.history["kept_epoch"] == int(np.argmin(losses)) + 1
    assert outcome.steps == 4 * outcome.history["kept_epoch"]
    own = outcome.valid[np.arange(15), LABELS[30:45]]
    assert -np.log(own).mean() == pytest.approx(min(losses), abs=1e-5)


def test_class_weights_make_a_rare_class_likelier(tmp_path):
    """One text in ten is of it."""
    rare = np.where(np.arange(60) % 10 == 0, 1, 0)
    plain, balanced = (
        fit(tmp_path, ROUND, labels=rare, class_weight=rule, epochs=20, patience=None)[0]
        for rule in ("none", "balanced")
    )
    assert balanced.test[:, 1].mean() > 1.5 * plain.test[:, 1].mean()


def test_heads_that_pool_fixed_vectors_have_constant_inputs(tmp_path):
    """Those of a learned layer change, and a CNN does not pool."""
    learned = Learned(
        kind="learned", input="data/vocabulary.txt", dimension=4, head="pool", fit="train"
    )
    filters = cnn.Settings(widths=[2], filters=2, dropout=0.0)
    expected = [
        (pretrained(tmp_path), POOL, True),
        (pretrained(tmp_path, trainable=True), POOL, False),
        (pretrained(tmp_path), filters, False),
        (learned, POOL, False),
    ]
    for model, head, answer in expected:
        assert is_constant(make_task(model, head, train_settings(), TEXTS, LABELS)) is answer


def test_subsets_of_a_round_share_their_inputs_as_long_as_one_needs_them(tmp_path):
    """Another seed shuffles other vectors."""
    write_words(tmp_path, TEXTS)
    model = pretrained(tmp_path, shuffled=True)
    task = make_task(model, POOL, train_settings(), TEXTS, LABELS)
    rounds = [ROUND, replace(ROUND, seed=2), replace(ROUND, train=ROUND.train[:9])]
    constants = Constants(model.design(task), rounds)
    first, other, again = (constants(number) for number in range(3))
    assert first is again and not constants.kept
    assert not np.array_equal(first["words"], other["words"])
