"""The embedding matrix: which vector stands in which row."""

import numpy as np
import pytest

from bakeoff.core.tokens import RESERVED
from bakeoff.vectors.matrix import build_matrix
from bakeoff.vectors.wanted import Vectors

VOCABULARY = [*RESERVED, "free", "rare", "you"]
VECTORS = {
    "you": np.array([1, 2], np.float32),
    "extra": np.array([3, 4], np.float32),
    "free": np.array([5, 6], np.float32),
}


def build(vocabulary=VOCABULARY, vectors=VECTORS, *, dimension=2, missing="zero", **settings):
    """Build a matrix of a dict's vectors."""
    rows = np.array([*vectors.values()], np.float32).reshape(-1, dimension)
    found = Vectors({word: row for row, word in enumerate(vectors)}, rows)
    return build_matrix(vocabulary, found, dimension, missing=missing, **{"seed": 1} | settings)


@pytest.mark.parametrize("missing", ["zero", "random"])
def test_the_row_of_a_word_is_its_vector(missing):
    """Other words of the file come below, in its order."""
    embedding = build(missing=missing, common={"you", "extra", "absent"})
    assert embedding.words == [*VOCABULARY, "extra"]
    for word, vector in VECTORS.items():
        assert np.array_equal(embedding.matrix[embedding.words.index(word)], vector)
    assert embedding.found.tolist() == [False, False, True, False, True, True]
    assert embedding.common.tolist() == [False] * 4 + [True] * 2
    assert embedding.matrix.dtype == np.float32


def test_missing_words_may_be_zero():
    """Unknown too."""
    assert build().matrix[[0, 1, 3]].tolist() == [[0, 0], [0, 0], [0, 0]]


def test_missing_words_may_be_random_but_padding_is_zero():
    """Two rows of random numbers are never alike."""
    matrix = build(missing="random", common=VECTORS).matrix
    assert matrix[0].tolist() == [0, 0] and matrix[1].all() and matrix[3].all()
    assert not np.array_equal(matrix[1], matrix[3])


def test_random_rows_have_the_mean_and_deviation_of_common_words():
    """Of each dimension; vectors of other words have no say."""
    numbers = np.random.default_rng(7).normal((0, 5), (1, 0.1), (500, 2)).astype(np.float32)
    vectors = {f"w{row}": vector for row, vector in enumerate(numbers)}
    words = [*RESERVED, *(f"absent{row}" for row in range(4000))]
    others = {f"rare{row}": np.float32([1e6, -1e6]) for row in range(50)}
    built = build(words, vectors | others, missing="random", common=vectors)
    drawn = built.matrix[1 : len(words)]
    assert np.allclose(drawn.mean(0), numbers.mean(0), atol=0.1)
    assert np.allclose(drawn.std(0), numbers.std(0), rtol=0.05)


def test_the_seed_decides_the_random_rows():
    """The same seed, the same bytes."""
    first, again, other = (
        build(missing="random", seed=seed, common=VECTORS).matrix for seed in (1, 1, 2)
    )
    assert first.tobytes() == again.tobytes() != other.tobytes()


def test_a_random_row_does_not_depend_on_the_other_words():
    """Nor on its place."""
    words = [*RESERVED, "you", "new", "rare", "other"]
    moved = build(words, missing="random", common=VECTORS).matrix
    first = build(missing="random", common=VECTORS).matrix
    assert moved[words.index("rare")].tobytes() == first[VOCABULARY.index("rare")].tobytes()


def test_without_common_words_missing_ones_are_zero():
    """There is no mean to draw around."""
    assert build(missing="random").matrix[[0, 1, 3]].tolist() == [[0, 0]] * 3


@pytest.mark.parametrize("missing", ["zero", "random"])
def test_no_vector_at_all_makes_a_matrix_of_zeros(missing):
    """Texts of no known word are no error."""
    embedding = build(vectors={}, missing=missing)
    assert not embedding.matrix.any() and embedding.matrix.shape == (5, 2)
    assert not embedding.found.any()


def test_a_vocabulary_may_have_no_reserved_rows():
    """Then its first line is a word."""
    embedding = build(["you", "rare"], missing="random", reserved=0, common=VECTORS)
    assert embedding.words == ["you", "rare", "extra", "free"]
    assert embedding.matrix[0].tolist() == [1, 2] and embedding.matrix[1].all()


def test_a_file_that_holds_a_reserved_word_does_not_fill_its_row():
    """Padding stays zero."""
    vectors = {word: np.ones(2, np.float32) for word in RESERVED}
    assert not build(vectors=vectors).matrix.any()


def test_random_rows_do_not_depend_on_the_order_of_the_vocabulary():
    """Held-out texts have a say in it: not even the last bit may follow them."""
    common = [f"w{number}" for number in range(300)]
    values = np.random.default_rng(0).normal(size=(300, 8)).astype(np.float32)
    vectors = dict(zip(common, values, strict=True))
    first, second = (
        build([*RESERVED, "rare", *words], vectors, dimension=8, missing="random", common=common)
        for words in (common, common[:150:-1])
    )
    assert first.matrix[:3].tobytes() == second.matrix[:3].tobytes()
