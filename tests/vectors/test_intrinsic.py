"""Word similarity and analogies."""

import json
from itertools import pairwise

import numpy as np
import pytest
from gensim.models import KeyedVectors
from gensim.test.utils import datapath
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from bakeoff.errors import BakeoffError
from bakeoff.vectors.embedding import Embedding
from bakeoff.vectors.intrinsic import (
    measure_analogies,
    measure_pairs,
    read_pairs,
    read_questions,
    shipped,
    spearman,
    to_directions,
)

QUESTIONS = {"capitals": [["athens", "greece", "oslo", "norway"]]}


def embedding_of(vectors, found=None):
    """Make a matrix of a dict of words and vectors, all of them found by default."""
    matrix = np.array([*vectors.values()], np.float32)
    held = np.ones(len(matrix), bool) if found is None else np.array(found)
    return Embedding([*vectors], matrix, held)


def accuracy(vectors):
    """Answer the one question; give the share of right answers."""
    return measure_analogies(to_directions(embedding_of(vectors)), QUESTIONS)["accuracy"]


@pytest.fixture(scope="module")
def made():
    """Make vectors of most words that are asked for: a place, a role and chance; also gensim's."""
    drawn = np.random.default_rng(1)
    questions = read_questions(shipped("questions-words.txt"), lower=True)
    pairs = read_pairs(shipped("wordsim353.tsv"), lower=True)
    vectors = {}
    for a, b, *_ in [question for its in questions.values() for question in its[::9]]:
        place = drawn.normal(size=20)
        vectors.setdefault(a, place)
        vectors.setdefault(b, place + np.linspace(-1, 1, 20) + drawn.normal(0, 0.4, 20))
    vectors |= {word: drawn.normal(size=20) for pair in pairs[::2] for word in pair[:2]}
    vectors |= {f"w{n}": drawn.normal(size=20) for n in range(300)}
    embedding = embedding_of(vectors)
    theirs = KeyedVectors(20)
    theirs.add_vectors(embedding.words, embedding.matrix)
    return to_directions(embedding), theirs


@pytest.mark.parametrize("name", ["wordsim353.tsv", "simlex999.txt"])
def test_similarity_is_as_gensim_measures_it(made, name):
    """On the pairs that are covered."""
    ours, theirs = made
    found = measure_pairs(ours, read_pairs(shipped(name), lower=True))
    _, (rho, _), missing = theirs.evaluate_word_pairs(datapath(name))
    assert found["spearman"] == pytest.approx(rho, abs=6e-5)
    assert 100 * (1 - found["pairs_covered"] / found["pairs"]) == pytest.approx(missing)


def test_analogies_are_answered_as_gensim_answers_them(made):
    """All that are covered, and neither all right nor all wrong."""
    ours, theirs = made
    found = measure_analogies(ours, read_questions(shipped("questions-words.txt"), lower=True))
    expected, sections = theirs.evaluate_word_analogies(datapath("questions-words.txt"))
    asked = len(sections[-1]["correct"]) + len(sections[-1]["incorrect"])
    assert found["covered"] == asked > 1000
    assert found["accuracy"] == pytest.approx(expected, abs=6e-5)
    assert 0.1 < expected < 0.9


def test_the_files_are_whole():
    """As many as their authors published."""
    assert len(read_pairs(shipped("wordsim353.tsv"), lower=False)) == 353
    assert len(read_pairs(shipped("simlex999.txt"), lower=False)) == 999
    sections = read_questions(shipped("questions-words.txt"), lower=False)
    assert len(sections) == 14 and sum(map(len, sections.values())) == 19544
    assert all(len(question) == 4 for its in sections.values() for question in its)


def test_case_is_folded_where_it_is_asked_for():
    """As in the texts that the words of a matrix are of."""
    first = "capital-common-countries"
    asked = {lower: read_questions(shipped("questions-words.txt"), lower=lower) for lower in (0, 1)}
    assert asked[0][first][0] == ["Athens", "Greece", "Baghdad", "Iraq"]
    assert asked[1][first][0] == ["athens", "greece", "baghdad", "iraq"]


def test_a_file_that_gensim_lacks_is_named():
    """With what to do."""
    with pytest.raises(BakeoffError, match=r"none\.txt: expected .* got none; install"):
        shipped("none.txt")


def test_the_three_given_words_are_no_answers():
    """Though they are nearest."""
    near = {"athens": [1, 0], "greece": [1, 0.1], "oslo": [1, 0.2], "norway": [0, 1]}
    assert accuracy(near) == 1
    assert accuracy(near | {"other": [1, 0.3]}) == 0


def test_a_question_that_answers_itself_is_answered_wrong():
    """As gensim has it; also where there is no other word."""
    words = to_directions(embedding_of({"a": [1, 0], "b": [0, 1], "c": [1, 1]}))
    found = measure_analogies(words, {"s": [["a", "b", "c", "a"]]})
    assert found == {"accuracy": 0, "covered": 1, "questions": 1}


def test_words_without_a_vector_are_not_covered():
    """Their rows are zero or chance."""
    vectors = {"a": [1, 0], "b": [0, 1], "c": [1, 1]}
    words = to_directions(embedding_of(vectors, found=[True, False, True]))
    found = measure_pairs(words, [("a", "b", 1), ("a", "c", 2)])
    assert found == {"spearman": None, "pairs_covered": 1, "pairs": 2}
    assert measure_analogies(words, QUESTIONS)["accuracy"] is None


def test_a_matrix_without_a_word_is_no_error():
    """It covers nothing."""
    empty = to_directions(Embedding(["[PAD]"], np.zeros((1, 2), np.float32), np.zeros(1, bool)))
    assert measure_pairs(empty, [("a", "b", 1)])["spearman"] is None
    assert measure_analogies(empty, QUESTIONS) == {"accuracy": None, "covered": 0, "questions": 1}


NUMBERS = st.lists(st.tuples(*[st.sampled_from([0, 0.5, 1, 2, -3])] * 2), min_size=3, max_size=30)


@given(NUMBERS)
def test_the_rank_correlation_is_that_of_scipy(pairs):
    """Ties have their mean rank; where it is not defined, there is none."""
    first, second = np.array(pairs, float).T
    constant = len(set(first)) == 1 or len(set(second)) == 1
    expected = None if constant else pytest.approx(spearmanr(first, second)[0], abs=6e-5)
    assert spearman(first, second) == expected


@given(st.lists(st.tuples(*[st.sampled_from([0, 0, 1, -1, 1e-20])] * 2), min_size=4, max_size=9))
def test_every_matrix_is_measured(rows):
    """Duplicates, zeros, constants: a number from -1 to 1, or none."""
    words = [*QUESTIONS["capitals"][0], "u", "v", "w", "x", "y"][: len(rows)]
    directions = to_directions(embedding_of(dict(zip(words, rows, strict=True))))
    pairs = [(a, b, mark) for mark, (a, b) in enumerate(pairwise(words))]
    rho = measure_pairs(directions, pairs)["spearman"]
    assert rho is None or -1 <= rho <= 1
    json.dumps(measure_analogies(directions, QUESTIONS), allow_nan=False)
