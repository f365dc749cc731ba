"""Targets, classes, and the loss of the whole and the sampled softmax."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from bakeoff.encoders.bilm.bilm import Bilm
from bakeoff.encoders.bilm.corpus import BEGIN, END, build_corpus
from bakeoff.encoders.bilm.language_model import MARK, UNKNOWN, LanguageModel, unigram_perplexity
from bakeoff.encoders.bilm.options import Options
from tests.encoders.tiny import grammar, options

# b and c are classes of their own, 2 and 3; the rare a, number 4, is unknown
TOY = build_corpus([["b", "c"], ["a"], ["b", "b", "c"]], max_tokens=9, name="toy")
FORWARD = [2, 3, MARK, UNKNOWN, MARK, 2, 2, 3, MARK]
BACKWARD = [MARK, 2, 3, MARK, UNKNOWN, MARK, 2, 2, 3]


def make(words, vocabulary, samples=None, layers=1):
    """Make a language model from a fixed seed."""
    keras.utils.set_random_seed(1)
    bilm = Bilm(Options.model_validate(options(layers=layers)))
    return LanguageModel(bilm, words, vocabulary, samples)


def batch_of(corpus):
    """Give the whole corpus as one batch."""
    return tf.constant(corpus.ids), tf.constant(corpus.lengths)


@pytest.fixture(scope="module")
def toy():
    """Make a model of two layers for the toy."""
    return make(TOY.words, vocabulary=2, layers=2)


@pytest.fixture(scope="module")
def loss_of():
    """Give a function that makes a model for a longer text: a function from seeds to its loss."""
    corpus = build_corpus(grammar(20), max_tokens=9, name="grammar")

    def make_it(samples):
        model = make(corpus.words, 1000, samples)
        return lambda *seed: model.loss(*batch_of(corpus), tf.constant(seed)).numpy()

    return make_it


def whole_loss(model, corpus):
    """Compute both directions' negative log-likelihood in NumPy, in nats per word."""
    weights, bias = model.softmax.numpy().astype(np.float64), model.bias.numpy()
    found = []
    for hidden, targets in model.predict(*batch_of(corpus)):
        logits = hidden.numpy() @ weights.T + bias
        logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        found.append(-np.mean(logs[np.arange(len(logs)), targets.numpy()]))
    return np.mean(found)


def test_targets_are_the_next_class_and_the_one_before(toy):
    """In each sentence for itself, up to its end or its begin."""
    (_, forward), (_, backward) = toy.predict(*batch_of(TOY))
    assert TOY.words == ["b", "c", "a"] and toy.classes == 4
    assert forward.numpy().tolist() == FORWARD
    assert backward.numpy().tolist() == BACKWARD


def test_neither_direction_sees_what_it_predicts(toy):
    """A changed word changes just what forward predicts after it, and backward before it."""
    ids = np.array([BEGIN, 2, 3, 2, 3, END], np.int32)
    changed = np.array([BEGIN, 2, 3, 4, 3, END], np.int32)
    pairs = [toy.predict(tf.constant(each), tf.constant([6])) for each in (ids, changed)]
    (forward, backward), (other_forward, other_backward) = (
        [hidden.numpy() for hidden, _ in pair] for pair in pairs
    )
    same = np.isclose(forward, other_forward, atol=1e-6).all(axis=1)
    assert same.tolist() == [True, True, True, False, False]
    same = np.isclose(backward, other_backward, atol=1e-6).all(axis=1)
    assert same.tolist() == [False, False, False, True, True]


def test_a_sentence_is_predicted_as_if_it_stood_alone(toy):
    """Whatever stands beside it in the batch."""
    together = toy.predict(*batch_of(TOY))
    alone = toy.predict(tf.constant([BEGIN, 4, END]), tf.constant([3]))
    for (hidden, _), (expected, _) in zip(together, alone, strict=True):
        np.testing.assert_allclose(hidden[3:5], expected, atol=1e-6)


def test_rare_words_are_one_class_and_the_marks_another(toy):
    """Whatever their numbers are."""
    assert toy.class_of(np.arange(9)).numpy().tolist() == [MARK, MARK, 2, 3, *[UNKNOWN] * 5]
    assert toy.class_of(np.array([BEGIN, END])).numpy().tolist() == [MARK, MARK]


def test_with_a_large_vocabulary_no_word_is_unknown():
    """There are as many classes as words, and two."""
    model = make(TOY.words, vocabulary=1000)
    assert model.classes == 5 and model.softmax.shape == (5, 4)
    assert model.class_of(TOY.ids).numpy().tolist() == [1, 2, 3, 1, 1, 4, 1, 1, 2, 2, 3, 1]


def test_the_loss_is_the_mean_negative_log_likelihood(toy):
    """Of both directions, by the whole softmax, as NumPy computes it."""
    loss = toy.loss(*batch_of(TOY), tf.constant([0, 0])).numpy()
    np.testing.assert_allclose(loss, whole_loss(toy, TOY), rtol=1e-5)
    assert loss == pytest.approx(np.log(4), rel=0.5)  # an untrained model guesses


def test_as_many_samples_as_classes_are_the_whole_softmax(loss_of):
    """Nothing is drawn then."""
    whole, all_drawn = loss_of(samples=None), loss_of(samples=29)
    assert whole(0, 0) == whole(1, 1) == all_drawn(0, 0)


def test_which_words_are_drawn_depends_on_the_seed_alone(loss_of):
    """Another seed, another loss."""
    loss = loss_of(samples=5)
    assert loss(3, 4) == loss(3, 4)
    assert len({float(loss(3, seed)) for seed in range(6)}) == 6


def test_a_step_on_the_sampled_loss_lowers_the_whole_one():
    """That is what it stands in for."""
    corpus = build_corpus(grammar(20), max_tokens=9, name="grammar")
    model = make(corpus.words, 1000, samples=8)
    before = whole_loss(model, corpus)
    with tf.GradientTape() as tape:
        loss = model.loss(*batch_of(corpus), tf.constant([1, 2]))
    weights = [model.softmax, model.bias, *model.bilm.trainable_variables]
    gradients = tape.gradient(loss, [weight.value for weight in weights])
    assert all(gradient is not None for gradient in gradients)
    keras.optimizers.SGD(0.1).apply(gradients, weights)
    assert whole_loss(model, corpus) < before - 0.001


def test_frequent_words_are_drawn_more_often():
    """With the log-uniform law's chances, as the bias of each word that is drawn learns."""
    words = [f"w{number}" for number in range(60)]
    model = make(words, 1000, samples=10)
    step = gradient_of_bias(model, tf.constant([BEGIN, 2, END]), tf.constant([3]))
    seeds = [tf.constant([7, 2 * number]) for number in range(400)]
    share = np.mean([step(seed).numpy() != 0 for seed in seeds], axis=0)
    rank = np.arange(model.classes)
    chance = np.log((rank + 2) / (rank + 1)) / np.log(model.classes + 1)
    expected = 1 - (1 - chance) ** 20  # 10 words for each direction
    expected[[MARK, 2]] = 1  # the targets learn always
    np.testing.assert_allclose(share, expected, atol=0.09)


def test_on_average_the_samples_give_the_gradient_of_the_whole_softmax():
    """What is drawn often counts less."""
    words = [f"w{number}" for number in range(600)]
    ids, lengths = tf.constant([BEGIN, 300, END]), tf.constant([3])
    sampled, whole = (
        gradient_of_bias(make(words, 1000, samples), ids, lengths) for samples in (500, None)
    )
    found = np.mean([sampled(tf.constant([5, 2 * number])) for number in range(60)], axis=0)
    expected = whole(tf.constant([0, 0])).numpy()
    frequent = [UNKNOWN, *range(2, 8)]  # of others fewer are drawn, so that their mean is rougher
    np.testing.assert_allclose(found[frequent], expected[frequent], rtol=0.15)
    np.testing.assert_allclose(found[200:300].sum(), expected[200:300].sum(), rtol=0.15)


def gradient_of_bias(model, ids, lengths):
    """Give a function from a seed to the loss's gradient by the classes' bias."""

    @tf.function(input_signature=[tf.TensorSpec((2,), tf.int32)])
    def gradient(seed):
        with tf.GradientTape() as tape:
            loss = model.loss(ids, lengths, seed)
        return tf.convert_to_tensor(tape.gradient(loss, model.bias.value))

    return gradient


def test_the_unigrams_perplexity_is_that_of_their_counts():
    """Each counted once more, so that none is impossible."""
    found = unigram_perplexity(np.array([0, 0, 0, 1]), np.array([0, 1, 2]), classes=3)
    assert found == pytest.approx((4 / 7 * 2 / 7 * 1 / 7) ** (-1 / 3))
