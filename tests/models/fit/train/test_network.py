"""Networks: shapes, what is trained, and what a saved one is."""

import unicodedata

import keras
import numpy as np
import pytest
import tensorflow as tf

from bakeoff.core.embedding import Embedding
from bakeoff.models.fit.train.design import Design
from bakeoff.models.fit.train.final import text_to_ids
from bakeoff.models.fit.train.network import (
    batches_of,
    build_network,
    fixed_length,
    load_network,
    predict,
    read_strings,
    save_network,
)
from bakeoff.models.fit.train.words import read_words
from bakeoff.models.heads import cnn, flatten, pool
from tests.models.tasks import TEXT, make_round, make_task

WORDS = ["[PAD]", "[UNK]", "free", "entry", "tonight"]
MATRIX = np.random.default_rng(0).standard_normal((5, 3)).astype(np.float32)
MATRIX[0] = 0
EMBEDDING = Embedding(WORDS, MATRIX, np.arange(5) > 1, np.arange(5) > 1)
TEXTS = ["free entry", "tonight", "free free entry tonight", "tonight " * 6]
ROUND = make_round([0, 1], [2], [3])
HEADS = [
    flatten.Settings(dropout=0.0),
    pool.Settings(hidden=4, dropout=0.1),
    cnn.Settings(widths=[3, 4, 5], filters=2, dropout=0.1),
]
heads = pytest.mark.parametrize("head", HEADS, ids=["flatten", "pool", "cnn"])


def design(**settings):
    """Describe a small network on the words of the texts."""
    return Design(read_words(EMBEDDING, TEXTS, TEXT), **settings)


def task(head, classes=2):
    """Describe its head."""
    return make_task(None, head, None, TEXTS, [0, 1, 0, 1], classes=classes)


def build_ids(head, classes=2, spec=ROUND, **settings) -> keras.Model:
    """Build a network from rows of words."""
    return build_network(design(**settings), task(head, classes), spec)


def build(head, classes=2) -> keras.Model:
    """Build a network from raw texts."""
    words = read_words(EMBEDDING, TEXTS[:3], TEXT)
    return read_strings(build_ids(head, classes), text_to_ids(words, task(head)))


@heads
@pytest.mark.parametrize("classes", [2, 3])
def test_probabilities_of_all_classes_sum_to_one(head, classes):
    """For texts of any kind, the empty one too."""
    found = predict(build(head, classes), ["Free entry!", "", "zzz \x00 🎉"])
    assert found.shape == (3, classes)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-6)


@heads
def test_a_text_does_not_depend_on_its_neighbours(head):
    """Nor on their length, nor on the order."""
    model = build(head)
    texts = ["free entry", "tonight", "free free entry tonight"]
    together = predict(model, texts)
    alone = np.concatenate([predict(model, [text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-6)


@heads
def test_a_frozen_embedding_has_no_weights_to_train(head):
    """The matrix is as it was given."""
    network = build_ids(head)
    np.testing.assert_array_equal(network.get_layer("embedding").matrix, MATRIX)
    assert not network.get_layer("embedding").trainable_variables


def test_the_seed_alone_decides_the_weights():
    """Same seed, same network; another seed, another."""
    first, same, other = (
        build_ids(HEADS[1], spec=make_round([0], seed=seed)) for seed in (1, 1, 2)
    )
    weights = [model.get_weights()[-2] for model in (first, same, other)]
    np.testing.assert_array_equal(weights[0], weights[1])
    assert not np.array_equal(weights[0], weights[2])


@heads
def test_a_saved_network_is_the_same_bytes_and_predicts_the_same(head, tmp_path):
    """No date, no address of memory; loaded in safe mode."""
    texts = ["free entry", "", "unheard of"]
    for name in ("a", "b"):
        keras.backend.clear_session()
        save_network(build(head), tmp_path / f"{name}.keras")
    assert (tmp_path / "a.keras").read_bytes() == (tmp_path / "b.keras").read_bytes()
    loaded = load_network(tmp_path / "a.keras")
    np.testing.assert_allclose(predict(loaded, texts), predict(build(head), texts))


def test_the_initial_weights_do_not_depend_on_the_words():
    """Nor on how many of them are trained: what a held-out text holds is no chance."""
    kernels = []
    for texts in (["free"] * 4, TEXTS):
        words = read_words(EMBEDDING, texts, TEXT)
        network = build_network(Design(words, trainable=True), task(HEADS[1]), ROUND)
        kernels.append(network.get_weights()[-2])
    np.testing.assert_array_equal(*kernels)


def test_a_head_with_weights_by_position_has_the_length_of_a_known_text():
    """A longer one that is held out is cut; other heads read any length."""
    assert fixed_length(design(), task(HEADS[0]), ROUND) == 4
    assert fixed_length(design(), task(HEADS[1]), ROUND) is None
    assert build_ids(HEADS[0]).inputs[0].shape == (None, 4)


@heads
@pytest.mark.parametrize("texts", [[""], ["   "], ["---"], ["", "\n", "\x00-"]])
def test_texts_without_tokens_get_the_answer_for_no_words(head, texts):
    """Also a batch of nothing else; the answer is that of the empty text beside others."""
    model = build(head)
    beside = predict(model, ["free entry", ""])[1:]
    np.testing.assert_allclose(predict(model, texts), np.repeat(beside, len(texts), 0), atol=1e-6)


def test_no_texts_get_no_answers():
    """As many as texts."""
    assert predict(build(HEADS[1]), []).shape == (0, 2)


def test_decomposed_texts_are_composed():
    """As they were in training; the graph finds their words too."""
    embedding = Embedding([*WORDS[:2], "café"], MATRIX[:3], np.arange(3) > 1, np.arange(3) > 1)
    words = read_words(embedding, ["café"], TEXT)
    model = read_strings(build_ids(HEADS[1]), text_to_ids(words, task(HEADS[1])))
    composed, plain = (unicodedata.normalize(form, "café!") for form in ("NFC", "NFD"))
    assert predict(model, [plain]).tolist() == predict(model, [composed]).tolist()
    np.testing.assert_array_equal(*(model(tf.constant([text])) for text in (plain, composed)))


def test_long_texts_are_predicted_in_small_batches():
    """A batch is padded to its longest text; the order of the answers is that of the texts."""
    texts = ["a" * length for length in (1, 3 * 2**13, 5, 2**13, 2, 2**13)] + ["a"] * 300
    batches = [batch.tolist() for batch in batches_of(texts)]
    assert sorted(row for batch in batches for row in batch) == [*range(306)]
    assert batches[-2:] == [[3, 5], [1]] and len(batches[0]) == 256
    assert len(next(batches_of(texts, least=2**12))) == 4
