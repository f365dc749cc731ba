"""Word similarity and analogies."""

import json

import numpy as np
import pytest
from gensim.models import KeyedVectors
from gensim.test.utils import datapath
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.embedding import Embedding
from bakeoff.vectors.intrinsic import PAIRS, QUESTIONS, measure_pairs, measure_vectors, read_lines

# All words of one question, all words of some pairs of WordSim-353, and another.
WORDS = ["athens", "greece", "baghdad", "iraq", "love", "sex", "tiger", "cat", "book", "paper", "x"]


def embedding_of(vectors, found=None):
    """Make a matrix from a dict of words and vectors, all of them found by default."""
    matrix = np.array([*vectors.values()], np.float32)
    has = np.array([True] * len(matrix) if found is None else found)
    return Embedding([*vectors], matrix, has, has)


def accuracy(vectors):
    """Answer the questions of which the words are given; give the share of right answers."""
    return measure_vectors(embedding_of(vectors), lower=True)["analogies"]["accuracy"]


@pytest.fixture(scope="module")
def embedding():
    """Make vectors of most words of the files, each the sum of a place, a role and noise."""
    draw = np.random.default_rng(1)
    questions = [line.split() for line in read_lines(QUESTIONS, lower=True) if line[0] != ":"]
    pairs = [line.split("\t") for line in read_lines(PAIRS["wordsim353"], lower=True)]
    vectors = {}
    for first, second, *_ in questions[::9]:
        place = draw.normal(size=20)
        vectors.setdefault(first, place)
        vectors.setdefault(second, place + np.linspace(-1, 1, 20) + draw.normal(0, 0.4, 20))
    vectors |= {word: draw.normal(size=20) for pair in pairs[::2] for word in pair[:2]}
    return embedding_of(vectors | {f"w{n}": draw.normal(size=20) for n in range(300)})


@pytest.fixture(scope="module")
def keyed_vectors(embedding):
    """Give the same vectors to gensim."""
    vectors = KeyedVectors(20)
    vectors.add_vectors(embedding.words, embedding.matrix)
    return vectors


@pytest.mark.parametrize("name", PAIRS)
def test_similarity_is_that_of_gensim(embedding, keyed_vectors, name):
    """For the pairs that are covered."""
    found = measure_vectors(embedding, lower=True)[name]
    _, (rho, _), missing = keyed_vectors.evaluate_word_pairs(datapath(PAIRS[name]))
    assert found["spearman"] == pytest.approx(rho, abs=6e-5)
    assert 100 * (1 - found["pairs_covered"] / found["pairs"]) == pytest.approx(missing)


def test_answers_are_those_of_gensim(embedding, keyed_vectors):
    """To all questions that are covered, of which some are answered right."""
    found = measure_vectors(embedding, lower=True)["analogies"]
    expected, sections = keyed_vectors.evaluate_word_analogies(datapath(QUESTIONS))
    covered = len(sections[-1]["correct"]) + len(sections[-1]["incorrect"])
    assert found["covered"] == covered > 1000
    assert found["accuracy"] == pytest.approx(expected, abs=6e-5)
    assert 0.1 < expected < 0.9


def test_the_files_are_complete(embedding):
    """They hold as many pairs and questions as their authors published."""
    found = measure_vectors(embedding, lower=False)
    assert (found["wordsim353"]["pairs"], found["simlex999"]["pairs"]) == (353, 999)
    assert found["analogies"]["questions"] == 19544


def test_words_are_lower_cased_if_those_of_the_matrix_are():
    """Otherwise the files' own case counts."""
    athens, asked = "Athens Greece Baghdad Iraq", read_lines(QUESTIONS, lower=False)[1]
    assert asked == athens and read_lines(QUESTIONS, lower=True)[1] == athens.lower()


def test_the_given_words_are_no_answers():
    """Though they are the nearest."""
    near = {"athens": [1, 0], "greece": [1, 0.1], "baghdad": [1, 0.2], "iraq": [0, 1]}
    assert accuracy(near) == 1
    assert accuracy(near | {"other": [1, 0.3]}) < 1


def test_words_without_a_vector_are_not_covered():
    """Their rows are zero or random; "love, sex" and "tiger, tiger" are covered."""
    vectors = {word: [1.0, 2.0] for word in ("love", "sex", "tiger", "cat")}
    found = measure_vectors(embedding_of(vectors, [True, True, True, False]), lower=True)
    assert found["wordsim353"] == {"spearman": None, "pairs_covered": 2, "pairs": 353}
    assert found["analogies"]["accuracy"] is None


def test_three_pairs_have_a_correlation_and_two_have_none():
    """Between two pairs it could only be 1 or -1."""
    row_of = {"a": 0, "b": 1, "c": 2, "d": 3}
    unit = np.array([[1, 0], [1, 0], [0.6, 0.8], [0, 1]], np.float32)
    lines = ["a\tb\t9", "a\tc\t5", "a\td\t1"]
    assert measure_pairs(row_of, unit, lines)["spearman"] == 1
    assert measure_pairs(row_of, unit, lines[:2])["spearman"] is None


def test_a_matrix_without_a_vector_covers_nothing():
    """It is no error."""
    empty = Embedding(["[PAD]"], np.zeros((1, 2), np.float32), *np.zeros((2, 1), bool))
    found = measure_vectors(empty, lower=True)
    assert found["simlex999"] == {"spearman": None, "pairs_covered": 0, "pairs": 999}
    assert found["analogies"] == {"accuracy": None, "covered": 0, "questions": 19544}


@given(st.lists(st.tuples(*[st.sampled_from([0, 0, 1, -1, 1e-20])] * 2), min_size=4, max_size=11))
def test_every_matrix_is_measured(rows):
    """Duplicates, zeros, constants: the correlation is between -1 and 1, or undefined."""
    found = measure_vectors(embedding_of(dict(zip(WORDS, rows, strict=False))), lower=True)
    rho = found["wordsim353"]["spearman"]
    assert rho is None or -1 <= rho <= 1
    json.dumps(found, allow_nan=False)
