"""The words of a network: which ones a round knows, and the matrices that it starts from."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from bakeoff.core.embedding import Embedding
from bakeoff.core.errors import BakeoffError
from bakeoff.core.tokens import RESERVED, UNKNOWN
from bakeoff.models.fit.train.words import draw_matrix, read_words, shuffle_vectors
from tests.models.tasks import TEXT, make_round

WORDS = [*RESERVED, "a", "b", "c", "d", "e"]
MATRIX = np.arange(14, dtype=np.float32).reshape(7, 2)
FOUND = np.array([False, False, True, True, True, False, True])
COMMON = np.array([False, False, False, False, False, False, True])
EMBEDDING = Embedding(WORDS, MATRIX, FOUND, COMMON)
TEXTS = ["a b", "a c c", "D lol", ""]


def read(**rule):
    """Read the words of the texts."""
    return read_words(EMBEDDING, TEXTS, TEXT.model_copy(update=rule))


def test_words_become_rows_text_after_text():
    """Case is folded, as the rule says; a long text is cut."""
    assert read().tokens == [[2, 3], [2, 4, 4], [5, UNKNOWN], []]
    assert read().ids.flat.tolist() == [2, 3, 2, 4, 4, 5, UNKNOWN]
    assert read().ids.lengths.tolist() == [2, 3, 2, 0]
    assert read(max_length=1).tokens == [[2], [2], [5], []]


def test_words_that_a_round_does_not_know_are_unknown():
    """But those at the top of the file of vectors are known to all."""
    assert read().row_map(np.array([0])).tolist() == [0, 1, 2, 3, 1, 1, 6]
    assert read(min_count=2).row_map(np.array([0, 1])).tolist() == [0, 1, 2, 1, 4, 1, 6]
    assert read(max_words=1).row_map(np.array([0, 1, 2])).tolist() == [0, 1, 2, 1, 1, 1, 6]


def test_a_saved_model_has_the_words_that_it_knows():
    """With their vectors."""
    kept = read().compact(make_round([0], unlabelled=np.array([0])))
    assert kept.words == [*RESERVED, "a", "b", "e"]
    assert kept.matrix.tolist() == MATRIX[[0, 1, 2, 3, 6]].tolist()
    assert kept.found.tolist() == [False, False, True, True, True]


def test_a_drawn_vector_depends_on_the_word_and_the_seed_not_on_the_row():
    """Padding is zero, and the range is that of Keras."""
    first, moved, other = (
        draw_matrix(words, 3, seed) for words, seed in ((WORDS, 1), (WORDS[::-1], 1), (WORDS, 2))
    )
    assert not first[0].any() and (np.abs(first) <= 0.05).all()
    np.testing.assert_array_equal(first[1:6], moved[5:0:-1])
    assert not np.isclose(first[1:], other[1:]).any()


def test_shuffled_vectors_are_those_of_other_words():
    """Of known words with a vector; the others keep theirs."""
    known = np.array([True] * 6 + [False])
    shuffles = [shuffle_vectors(EMBEDDING, known, seed).matrix for seed in range(20)]
    for matrix in shuffles:
        assert sorted(matrix[2:5, 0].tolist()) == [4, 6, 8]
        np.testing.assert_array_equal(matrix[[0, 1, 5, 6]], MATRIX[[0, 1, 5, 6]])
    assert len({matrix.tobytes() for matrix in shuffles}) > 3


def test_a_shuffle_depends_on_the_words_not_on_their_rows():
    """So what other rounds know changes nothing."""
    order = np.array([0, 1, 6, 4, 2, 5, 3])
    moved = Embedding([WORDS[row] for row in order], MATRIX[order], FOUND[order], COMMON[order])
    first = shuffle_vectors(EMBEDDING, np.ones(7, bool), 3).matrix
    second = shuffle_vectors(moved, np.ones(7, bool), 3).matrix
    np.testing.assert_array_equal(second, first[order])


def test_occurrences_are_counted_by_text():
    """Unknown words under their row."""
    rows = [Counter(text) for text in read().tokens]
    expected = [[counts[row] for row in range(7)] for counts in rows]
    assert read().counts.toarray().tolist() == expected


def test_a_round_that_knows_no_word_is_one_line():
    """It would learn from padding."""
    rare = Embedding(WORDS, MATRIX, FOUND, np.zeros(7, bool))
    words = read_words(rare, TEXTS, TEXT.model_copy(update={"min_count": 9}))
    with pytest.raises(BakeoffError, match=r"text\.min_count: .*2 training texts hold 9 times"):
        words.known(np.array([0, 1]))


def test_a_word_that_prediction_has_a_vector_for_is_known_to_every_round():
    """With subwords those are all words that have one, those of held-out texts too."""
    words = read_words(replace(EMBEDDING, subwords="{}"), TEXTS, TEXT)
    assert words.row_map(np.array([0])).tolist() == [0, 1, 2, 3, 4, 1, 6]
