"""Words as 50 codes each, as bilm-tf codes them."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.encoders.bilm.characters import boundary_codes, word_codes, word_codes_in_graph

WORDS = st.lists(st.text(max_size=60), max_size=4)
LENGTHS = st.integers(3, 61)


def inner(word, length=50):
    """Give the codes of a word between its begin and its end."""
    row = word_codes([word], length)[0].tolist()
    assert row[0] == 259
    end = row.index(260)
    assert row[end + 1 :] == [261] * (length - end - 1)
    return row[1:end]


def test_a_short_word_has_the_codes_of_bilm_tf():
    """Begin of word, c, a, t, end of word, and padding."""
    codes = word_codes(["cat"])
    assert codes.tolist() == [[259, 100, 98, 117, 260, *[261] * 45]]
    assert codes.dtype == np.int32


def test_the_marks_of_a_sentence_have_the_codes_of_bilm_tf():
    """They are words of one character that no text can hold."""
    begin, end = boundary_codes().tolist()
    assert begin == [259, 257, 260, *[261] * 47]
    assert end == [259, 258, 260, *[261] * 47]


def test_a_character_of_several_bytes_has_several_codes():
    """Those of its UTF-8 bytes, each plus one."""
    assert inner("é") == [0xC3 + 1, 0xA9 + 1]
    assert inner("😀") == [0xF0 + 1, 0x9F + 1, 0x98 + 1, 0x80 + 1]


def test_an_empty_word_is_its_begin_and_its_end():
    """And a byte 0 is no empty word."""
    assert inner("") == []
    assert inner("\0") == [1]


@pytest.mark.parametrize("size", [47, 48, 49, 500])
def test_of_a_long_word_48_bytes_count(size):
    """The begin and the end of the word stay."""
    assert inner("a" * size) == [98] * min(size, 48)


def test_a_long_word_may_be_cut_within_a_character():
    """Bytes are counted, not characters."""
    assert inner("a" + "é" * 40) == [98, *[0xC3 + 1, 0xA9 + 1] * 23, 0xC3 + 1]


def test_half_of_a_surrogate_pair_is_left_out():
    """It has no bytes."""
    assert inner("a\ud83d\udc00b\udfff") == inner("ab")


@pytest.mark.parametrize("length", [3, 4, 9, 50])
def test_the_marks_fit_every_length(length):
    """Three characters are the least."""
    padding = [261] * (length - 3)
    assert boundary_codes(length).tolist() == [[259, mark, 260, *padding] for mark in (257, 258)]


@given(WORDS, LENGTHS)
def test_no_word_has_the_codes_of_a_mark(words, length):
    """Whatever a text says, it begins and ends no sentence."""
    codes = word_codes(words, length)
    assert codes.shape == (len(words), length)
    assert not np.isin(codes, [0, 257, 258]).any()
    assert ((codes == 259).sum(1) == 1).all() and ((codes == 260).sum(1) == 1).all()


@settings(max_examples=60)
@given(WORDS, LENGTHS)
def test_the_graph_codes_words_alike(words, length):
    """For any text and any length."""
    content = tf.constant([word.encode("utf-8") for word in words], tf.string)
    in_graph = word_codes_in_graph(content, length)
    assert in_graph.dtype == tf.int32
    np.testing.assert_array_equal(in_graph.numpy(), word_codes(words, length))
