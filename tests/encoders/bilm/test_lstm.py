"""One layer of one direction, against the formula in plain NumPy."""

import numpy as np
import pytest
import tensorflow as tf

from bakeoff.encoders.bilm.lstm import ProjectedLstm
from tests.encoders.plain import run_lstm
from tests.encoders.small import randomize

INPUTS, CELLS, OUTPUTS = 3, 7, 4
LENGTHS = [6, 3, 3, 1, 0]  # falling, as packed sequences are
NO_ROWS = tf.zeros((0, INPUTS)), tf.constant([0])
CLIPS = [(None, None), (3.0, 3.0), (0.2, None), (None, 0.1), (0.3, 0.15)]
every_clip = pytest.mark.parametrize("clips", CLIPS, ids=str)
every_size = pytest.mark.parametrize("cells", [CELLS, OUTPUTS], ids=["projected", "not projected"])


def make_layer(cells=CELLS, cell_clip=None, output_clip=None, matmul="float32"):
    """Make a layer with random weights."""
    return randomize(ProjectedLstm(INPUTS, cells, OUTPUTS, cell_clip, output_clip, matmul))


def draw(lengths=LENGTHS, cells=CELLS, seed=2):
    """Draw sequences, and h and c before each."""
    random = np.random.default_rng(seed)
    sequences = [random.normal(size=(length, INPUTS)).astype(np.float32) for length in lengths]
    h, c = (random.normal(size=(len(lengths), n)).astype(np.float32) / 9 for n in (OUTPUTS, cells))
    return sequences, h, c


def pack(sequences):
    """Lay sequences out step after step; give the rows, and how many a step has."""
    steps = [[rows[t] for rows in sequences if len(rows) > t] for t in range(len(sequences[0]))]
    rows = [row for step in steps for row in step]
    return np.array(rows, np.float32), tf.constant([len(step) for step in steps])


@every_size
@every_clip
def test_every_output_and_state_is_that_of_the_formula(cells, clips):
    """Of sequences of several lengths, from states that are not zero."""
    layer = make_layer(cells, *clips)
    sequences, h, c = draw(cells=cells)
    packed, (last_h, last_c) = layer(*pack(sequences), (h, c))
    weights = [variable.numpy() for variable in layer.variables]
    assert len(weights) == (2 if cells == OUTPUTS else 3)
    expected = [run_lstm(*each, weights, *clips) for each in zip(sequences, h, c, strict=True)]
    by_hand, _ = pack([outputs for outputs, _, _ in expected])
    np.testing.assert_allclose(packed, by_hand, atol=1e-5)
    np.testing.assert_allclose(last_h, [h for _, h, _ in expected], atol=1e-5)
    np.testing.assert_allclose(last_c, [c for _, _, c in expected], atol=1e-5)


def test_clips_bite():
    """Tight ones; in the states too."""
    sequences, h, c = draw()
    free, _ = make_layer()(*pack(sequences), (h, c))
    packed, (_, last_c) = make_layer(CELLS, 0.3, 0.15)(*pack(sequences), (h, c))
    assert np.abs(free).max() > 2 * 0.15
    assert np.abs(packed).max() == np.float32(0.15)
    assert np.abs(last_c[:4]).max() == np.float32(0.3)


def test_a_sequence_may_be_run_in_two_parts():
    """With the states after the first one."""
    layer = make_layer()
    (rows,), h, c = draw([6])
    whole, after = layer(rows, tf.ones(6, tf.int32), (h, c))
    first, between = layer(rows[:2], tf.ones(2, tf.int32), (h, c))
    second, after_both = layer(rows[2:], tf.ones(4, tf.int32), between)
    np.testing.assert_allclose(np.concatenate([first, second]), whole, atol=1e-6)
    for state, expected in zip(after_both, after, strict=True):
        np.testing.assert_allclose(state, expected, atol=1e-6)


def test_sequences_of_no_rows_keep_their_states():
    """One empty step, as `pack` gives for empty texts."""
    _, h, c = draw([0, 0])
    packed, (last_h, last_c) = make_layer()(*NO_ROWS, (h, c))
    assert packed.shape == (0, OUTPUTS)
    np.testing.assert_array_equal(last_h, h)
    np.testing.assert_array_equal(last_c, c)


def test_products_in_bfloat16_are_close_to_those_in_float32():
    """The results differ a little and stay float32."""
    sequences, h, c = draw()
    exact, _ = make_layer()(*pack(sequences), (h, c))
    coarse, states = make_layer(matmul="bfloat16")(*pack(sequences), (h, c))
    assert {each.dtype for each in (coarse, *states)} == {tf.float32}
    assert 1e-5 < np.abs(coarse - exact).max() < 0.05


@every_size
def test_a_gradient_reaches_every_weight(cells):
    """Through every step, as numeric differences say."""
    layer = make_layer(cells)
    sequences, h, c = draw(cells=cells)
    rows, counts = pack(sequences)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(layer(rows, counts, (h, c))[0] ** 2)
    gradients = tape.gradient(loss, [variable.value for variable in layer.variables])
    for variable, gradient in zip(layer.variables, gradients, strict=True):
        kept, direction = variable.numpy(), np.sign(gradient)
        losses = []
        for step in (1e-2, -1e-2):
            variable.assign(kept + step * direction / direction.size)
            losses.append(float(tf.reduce_sum(layer(rows, counts, (h, c))[0] ** 2)))
        variable.assign(kept)
        slope = (losses[0] - losses[1]) / 2e-2
        np.testing.assert_allclose(np.abs(gradient).mean(), slope, rtol=0.02)
        assert (gradient != 0).numpy().all()


def test_a_new_layer_has_biases_of_zero_and_weights_that_are_not():
    """A forget gate is open all the same, by what the formula adds."""
    kernel, bias, projection = (
        variable.numpy() for variable in ProjectedLstm(INPUTS, CELLS, OUTPUTS).variables
    )
    assert kernel.all() and projection.all() and not bias.any()
