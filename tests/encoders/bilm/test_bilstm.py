"""Both stacks of LSTM layers, against plain NumPy that reads one text at a time."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.encoders.bilm.bilstm import BiLstm, pack
from tests.encoders.plain import run_stack
from tests.encoders.small import KINDS, options, randomize

KIND_OF_LSTM = [
    *("as published", "without skip connections", "without clips", "with tight clips"),
    *("without projections", "one layer", "three layers"),
]
every_kind = pytest.mark.parametrize("kind", KIND_OF_LSTM)


class Both:
    """The layer, and the same in plain NumPy."""

    def __init__(self, kind):
        """Draw random weights."""
        self.options = options(**KINDS[kind]).lstm
        self.layer = randomize(BiLstm(self.options))
        self.width = self.options.projection_dim

    def draw(self, lengths):
        """Draw vectors of texts; give them text by text."""
        random = np.random.default_rng(2)
        return [random.normal(size=(n, self.width)).astype(np.float32) for n in lengths]

    def draw_states(self, texts):
        """Draw states, of each direction and layer, for each text."""
        random = np.random.default_rng(3)
        return [
            [
                tuple(random.normal(size=(texts, n)).astype(np.float32) / 9 for n in sizes)
                for sizes in [(self.width, self.options.dim)] * self.options.n_layers
            ]
            for _ in range(2)
        ]

    def run(self, texts, states):
        """Run the layer; give the layers of each text, and the states after."""
        lengths = [len(each) for each in texts]
        layers, after = self.layer(np.concatenate(texts), tf.constant(lengths), states)
        return np.split(layers.numpy(), np.cumsum(lengths)[:-1]), after

    def by_hand(self, text, states):
        """Run one text; give its layers and the states after, as lists of arrays."""
        own = self.options.model_dump()
        ends, halves = [], []
        for sign, stack, before in zip((1, -1), self.stacks(), states, strict=True):
            outputs, end = run_stack(text[::sign], before, stack, own)
            halves.append(outputs[:, ::sign])
            ends.append(end)
        layers = np.concatenate([[np.concatenate([text] * 2, 1)], np.concatenate(halves, 2)])
        return layers.transpose(1, 0, 2), ends

    def stacks(self):
        """Give each direction's weights, layer by layer."""
        layers = self.layer.forward, self.layer.backward
        return [[[v.numpy() for v in layer.variables] for layer in stack] for stack in layers]


def of_text(states, number):
    """Take one text's states."""
    return [[(h[number], c[number]) for h, c in direction] for direction in states]


def assert_states_equal(states, expected):
    """Compare h and c of every direction and layer."""
    for direction, other_direction in zip(states, expected, strict=True):
        for state, other_state in zip(direction, other_direction, strict=True):
            for array, other in zip(state, other_state, strict=True):
                np.testing.assert_allclose(array, other, atol=1e-5)


@every_kind
def test_every_layer_and_state_is_that_of_the_formula(kind):
    """Messages in no order of length, an empty one among them, from states that are not zero."""
    both = Both(kind)
    texts, states = both.draw([3, 0, 6, 1, 3]), both.draw_states(5)
    layers, after = both.run(texts, states)
    for number, text in enumerate(texts):
        expected, ends = both.by_hand(text, of_text(states, number))
        np.testing.assert_allclose(layers[number], expected, atol=1e-5)
        assert_states_equal(of_text(after, number), ends)


def test_skip_connections_and_tight_clips_make_a_difference():
    """Or the comparisons above would show nothing."""
    layers = {}
    for kind in KIND_OF_LSTM[:4]:
        both = Both(kind)
        layers[kind] = both.run(both.draw([6]), both.draw_states(1))[0][0]
    published = layers.pop("as published")
    np.testing.assert_allclose(layers.pop("without clips"), published, atol=1e-6)
    for other in layers.values():
        assert np.abs(other[:, 2] - published[:, 2]).max() > 0.05


@every_kind
def test_states_are_carried_from_one_sentence_to_the_next(kind):
    """As bilm-tf carries them: each direction begins a sentence as it ended the one before."""
    both = Both(kind)
    states, by_hand = both.layer.zero_states(2), [None, None]
    for lengths in ([4, 7], [5, 3], [2, 6]):  # with marks, sentences of two streams
        texts = both.draw(lengths)
        before = by_hand if by_hand[0] else [of_text(states, n) for n in range(2)]
        layers, states = both.run(texts, states)
        for number, text in enumerate(texts):
            expected, by_hand[number] = both.by_hand(text, before[number])
            np.testing.assert_allclose(layers[number], expected, atol=1e-5)
            assert_states_equal(of_text(states, number), by_hand[number])


@every_kind
def test_padded_layers_are_those_of_the_words(kind):
    """Step after step, from the same states before every text; the words' own are half as wide."""
    both, lengths = Both(kind), [3, 0, 9, 1]
    texts, state = both.draw(lengths), both.draw_states(1)
    expected, _ = both.run(texts, [[[np.repeat(x, 4, 0) for x in s] for s in d] for d in state])
    words, *lstms = both.layer.padded(np.concatenate(texts), tf.constant(lengths), state)
    assert words.shape == (9, 4, both.width)
    for number, layer in enumerate([tf.tile(words, (1, 1, 2)), *lstms]):
        for text, length in enumerate(lengths):
            own = expected[text][:, number]
            np.testing.assert_allclose(layer[:length, text], own, atol=1e-5)


@pytest.mark.parametrize("lengths", [[], [0], [0, 0, 0]])
def test_there_may_be_no_word_at_all(lengths):
    """The states stay; padded, there is a step all the same."""
    both = Both("as published")
    states = both.draw_states(len(lengths))
    arguments = tf.zeros((0, both.width)), tf.constant(lengths, tf.int32), states
    layers, after = both.layer(*arguments)
    assert layers.shape == (0, 3, 2 * both.width)
    assert_states_equal(after, states)
    padded = both.layer.padded(*arguments[:2], both.draw_states(1))
    assert [layer.shape[:2] for layer in padded] == [(1, len(lengths))] * 3


def test_the_states_after_a_mark_are_those_after_reading_it():
    """The begin forward, the end backward, for as many texts as are asked for."""
    both = Both("as published")
    (marks,) = both.draw([2])
    states = both.layer.states_after_marks(marks, 3)
    zeros = of_text(both.layer.zero_states(1), 0)
    (_, (forward, _)), (_, (_, backward)) = (both.by_hand(mark[None], zeros) for mark in marks)
    for number in range(3):
        assert_states_equal(of_text(states, number), [forward, backward])


def test_a_gradient_reaches_every_weight():
    """Of both directions and every layer."""
    both = Both("as published")
    vectors, lengths = both.draw([9])[0], tf.constant([5, 0, 4])
    weights = [variable.value for variable in both.layer.variables]
    assert len(weights) == 2 * 2 * 3
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(both.layer(vectors, lengths, both.draw_states(3))[0] ** 2)
    for gradient in tape.gradient(loss, weights):
        assert (gradient != 0).numpy().all()


LENGTHS = st.lists(st.integers(0, 6), max_size=6)


def pack_both(lengths, is_fixed):
    """Pack texts; give the step and the number of each packed row by hand, too."""
    order = sorted(range(len(lengths)), key=lambda number: -lengths[number])
    arguments = tf.constant(lengths, tf.int32), tf.constant(order, tf.int32)
    packing = [value.numpy().tolist() for value in pack(*arguments, is_fixed)]
    steps = range(max([1, *lengths]))
    places = [(step, n) for step in steps for n in order if is_fixed or step < lengths[n]]
    return packing, places, np.cumsum([0, *lengths]).tolist()


@given(LENGTHS)
def test_packed_rows_are_the_flat_ones_step_after_step(lengths):
    """Ties stay in their order; a text read backward takes the rows of its other end."""
    (rows, mirrored, text_of, counts), places, starts = pack_both(lengths, is_fixed=False)
    assert rows == [starts[n] + step for step, n in places]
    assert [rows[row] for row in mirrored] == [starts[n + 1] - 1 - step for step, n in places]
    assert text_of == [n for _, n in places]
    assert counts == [sum(step < n for n in lengths) for step in range(max([1, *lengths]))]


@given(LENGTHS)
def test_in_a_fixed_form_every_step_has_a_row_for_each_text(lengths):
    """What follows a text is padding, a row of its own after the flat ones."""
    (rows, mirrored, text_of, counts), places, starts = pack_both(lengths, is_fixed=True)
    real = [step < lengths[n] for step, n in places]
    assert counts == [len(lengths)] * max([1, *lengths])
    assert text_of == [n if is_word else -1 for is_word, (_, n) in zip(real, places, strict=True)]
    for is_word, row, back, (step, n) in zip(real, rows, mirrored, places, strict=True):
        assert row == (starts[n] + step if is_word else starts[-1])
        assert rows[back] == (starts[n + 1] - 1 - step if is_word else starts[-1])
