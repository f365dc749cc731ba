"""The batches of a stack: each run's own rows, and its own chance."""

import numpy as np
import pytest

from bakeoff.models.fit.train.stack.batches import draw_epoch, draw_kept
from bakeoff.models.fit.train.stack.inputs import Inputs
from bakeoff.models.fit.train.stack.runs import Progress
from bakeoff.models.fit.train.stack.scaling import Scaling
from tests.models.fit.train.stack.problems import make_run

LABELS = (np.arange(100) % 3 == 0).astype(np.int32)
SCALING = Scaling(np.zeros(1, np.float32), np.ones(1, np.float32))
INPUTS = Inputs({"x": np.zeros((100, 1), np.float32)})


def begin(seed, rows):
    """Begin a run with batches of 8, in which the second class weighs 2."""
    weights, kept = np.array([1, 2], np.float32), np.zeros(1, np.float32)
    options = {"inputs": INPUTS, "class_weights": weights, "scaling": SCALING}
    return Progress(make_run(seed, rows), 8, kept, **options)


def test_an_epoch_has_each_row_of_a_run_once():
    """In batches of its own; what only fills weighs nothing and is a row of the run."""
    rows = [range(40), range(50, 71), [99]]
    epoch = draw_epoch([begin(1, own) for own in rows], LABELS)
    assert epoch.rows.shape == (3, 5, 8)
    assert [epoch.active(step) for step in range(5)] == [3, 2, 2, 1, 1]
    for number, own in enumerate(rows):
        real = epoch.weights[number] > 0
        assert sorted(epoch.rows[number][real]) == list(own)
        assert set(epoch.rows[number].ravel()) <= set(own)
        assert real.sum(axis=1).tolist() == epoch.counts[number].tolist()


def test_rows_weigh_as_their_class_and_the_size_of_their_batch():
    """So a step follows the mean over the batch, the last one too."""
    epoch = draw_epoch([begin(1, range(12))], LABELS)
    expected = (1 + LABELS[epoch.rows[0]]) / np.array([[8], [4]])
    np.testing.assert_allclose(epoch.weights[0, 0], expected[0])
    np.testing.assert_allclose(epoch.weights[0, 1, :4], expected[1, :4])
    assert not epoch.weights[0, 1, 4:].any()


def test_epochs_and_seeds_have_orders_of_their_own():
    """Each permutes the same rows."""
    first, second = begin(1, range(30)), begin(2, range(30))
    orders = [draw_epoch([run], LABELS).rows.tolist() for run in (first, first, second)]
    assert orders[0] != orders[1] != orders[2] != orders[0]


@pytest.mark.parametrize("dropout", [0.1, 0.5, 0.9])
def test_dropout_keeps_its_share_and_the_mean(dropout):
    """What is kept makes up for what is not."""
    kept = draw_kept([begin(1, range(8)), begin(2, range(8))], 33, 501, dropout)
    assert kept.shape == (2, 33, 501)
    assert (kept == 0).mean() == pytest.approx(dropout, abs=0.02)
    assert kept.max() == pytest.approx(1 / (1 - dropout), rel=1e-3)
    assert not np.array_equal(kept[0], kept[1])


def test_dropout_of_a_run_is_the_same_beside_others():
    """It depends on the seed and on the number of draws before."""
    alone, beside = begin(2, range(8)), [begin(1, range(8)), begin(2, range(8))]
    for _ in range(2):
        expected = draw_kept([alone], 8, 5, 0.5)
        np.testing.assert_array_equal(draw_kept(beside, 8, 5, 0.5)[1:], expected)


def test_without_dropout_nothing_is_drawn():
    """A run's generator stays where it is."""
    assert draw_kept([begin(1, range(8))], 8, 5, 0.0) is None
