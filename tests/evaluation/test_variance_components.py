"""Tests of the components of variance."""

import numpy as np
import pytest

from bakeoff.evaluation.variance_components import decompose, pairs
from tests.evaluation.drawn_values import draw


def test_components_are_right_on_average():
    """Of rounds, of texts in all repeats and of texts in one repeat."""
    generator = np.random.default_rng(1)
    found = []
    for _ in range(300):
        values, rounds = draw(generator, n=200, persistent=2.0, passing=0.5, effect=0.04)
        parts = decompose(values, rounds, np.arange(200))
        found.append([parts.rounds[0, 0], parts.persistent[0, 0], parts.passing[0, 0]])
    assert np.mean(found, axis=0) == pytest.approx([0.04, 2.0, 0.5], rel=0.08)


def test_rounds_without_an_effect_have_no_variance_on_average():
    """The variance of texts within a round is taken off."""
    generator = np.random.default_rng(2)
    found = [decompose(*draw(generator), np.arange(300)).rounds[0, 1] for _ in range(300)]
    assert abs(np.mean(found)) < 4 * np.std(found) / np.sqrt(300)


def test_the_difficulty_of_texts_cancels():
    """Texts that are harder for all models change neither differences nor rounds."""
    generator = np.random.default_rng(3)
    values, rounds = draw(generator)
    harder = values + 100 * generator.standard_normal(300)
    before, after = (decompose(v, rounds, np.arange(300)) for v in (values, harder))
    assert after.rounds == pytest.approx(before.rounds)
    assert after.passing == pytest.approx(before.passing)
    assert (np.diagonal(after.persistent) > 1000).all()


def test_variances_of_differences_come_from_covariances():
    """Var(a - b) = Var(a) + Var(b) - 2 Cov(a, b), along leading axes too."""
    covariances = np.array([[[4.0, 1.0], [1.0, 9.0]], [[1.0, 0.0], [0.0, 1.0]]])
    assert pairs(covariances)[:, 0, 1] == pytest.approx([11.0, 2.0])
    assert not np.diagonal(pairs(covariances), axis1=1, axis2=2).any()


def test_the_variance_over_texts_is_that_of_a_mean():
    """Of the mean over repeats, as NumPy has it."""
    values, rounds = draw(np.random.default_rng(12))
    parts = decompose(values, rounds, np.arange(300))
    assert parts.texts == pytest.approx(np.cov(values.mean(axis=1)) / 300)


def test_a_single_round_has_no_variance_between_rounds():
    """Nor can its texts be told apart from what they have in one repeat only."""
    values = np.random.default_rng(13).standard_normal((2, 1, 50))
    parts = decompose(values, np.zeros((1, 50), int), np.arange(50))
    assert not parts.rounds.any() and not parts.passing.any()
    assert parts.persistent == pytest.approx(np.cov(values[:, 0]))
    assert not decompose(0 * values, np.zeros((1, 50), int), np.arange(50)).rounds.any()


def test_the_variance_between_seeds_is_right_on_average():
    """Of a thousand worlds of one training set: the noise of ten texts is taken off."""
    generator, rounds = np.random.default_rng(14), np.repeat(np.arange(4)[:, None], 10, axis=1)
    found = []
    for _ in range(1000):
        effects = np.sqrt(0.1) * generator.standard_normal((1, 4, 1))
        values = effects + generator.standard_normal((1, 4, 10))
        parts = decompose(values, rounds, np.arange(10))
        found.append([parts.rounds[0, 0], parts.passing[0, 0], parts.noise[0, 0]])
    assert np.mean(found, axis=0) == pytest.approx([0.1, 1.0, 0.1], abs=0.02)
