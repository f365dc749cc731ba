"""Tests of the variance that training adds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from bakeoff.evaluation.training_variance import (
    CHANCE,
    COMMON,
    COMMON_OF_SCORES,
    combine,
    training_variance,
)
from bakeoff.evaluation.variance_components import Components
from tests.evaluation.drawn_values import deal, draw


def test_the_difficulty_of_texts_cancels():
    """Texts that are harder for all models change neither differences nor rounds."""
    generator = np.random.default_rng(3)
    values, rounds = draw(generator)
    harder = values + 100 * generator.standard_normal(300)
    before, after = (training_variance(v, rounds, np.arange(300)) for v in (values, harder))
    assert after.differences == pytest.approx(before.differences)


def test_a_model_equal_to_another_has_no_variance_of_the_difference():
    """Its score still has."""
    values, rounds = draw(np.random.default_rng(4), models=1, effect=1.0)
    found = training_variance(np.concatenate([values, values]), rounds, np.arange(300))
    assert found.differences == pytest.approx(np.zeros((2, 2)))
    assert found.scores[0] == found.scores[1] > 0


def test_chance_alone_counts_as_the_mean_of_independent_rounds():
    """Ten rounds of two models, each with variance .5; a little more is allowed for noise."""
    generator = np.random.default_rng(5)
    found = []
    for _ in range(200):
        values, rounds = draw(generator, persistent=0.0, effect=0.5)
        found.append(training_variance(values, rounds, np.arange(300)).differences[0, 1])
    assert 0.9 < np.mean(found) / (CHANCE * 2 * 0.5 / 10) < 1.5


def test_what_lasts_in_all_repeats_raises_the_variance_of_a_difference():
    """Then the rounds may have more in common than a mean over rounds shows."""
    chance, lasting = (
        training_variance(
            *draw(np.random.default_rng(6), persistent=persistent, effect=0.5), np.arange(300)
        ).differences[0, 1]
        for persistent in (0.0, 9.0)
    )
    assert lasting > 3 * chance


def test_splits_with_one_training_set_count_the_variance_between_seeds():
    """Divided by the number of seeds; a model without chance has none."""
    generator = np.random.default_rng(7)
    effects = np.array([-0.3, 0.0, 0.3])
    values = effects[None, :, None] + 1e-6 * generator.standard_normal((2, 3, 50))
    values[1] = 0.0  # a model without chance
    rounds = np.repeat(np.arange(3)[:, None], 50, axis=1)
    found = training_variance(values, rounds, np.arange(50))
    variance = CHANCE * 0.09 / 3 * 2 / chi2.median(2)
    assert found.scores == pytest.approx([variance, 0.0])
    assert found.differences[0, 1] == pytest.approx(variance)


def test_a_single_round_says_nothing_of_training():
    """One seed and one training set have no spread."""
    values = np.random.default_rng(8).standard_normal((3, 1, 40))
    found = training_variance(values, np.zeros((1, 40), int), np.arange(40))
    assert not found.scores.any() and not found.differences.any()
    right = training_variance(np.ones((3, 1, 40)), np.zeros((1, 40), int), np.arange(40))
    assert not right.scores.any() and not right.differences.any()


def test_one_repeat_still_sees_large_effects():
    """Then the difficulty of texts does not cancel, but its variance is taken off."""
    generator = np.random.default_rng(9)
    values, rounds = draw(generator, repeats=1, effect=1.0)
    quiet = draw(generator, repeats=1)
    assert training_variance(values, rounds, np.arange(300)).differences[0, 1] > 0.1
    assert training_variance(*quiet, np.arange(300)).differences[0, 1] < 0.1


def test_copies_in_one_group_count_once():
    """Two of each text, in one group, say no more than one of each."""
    values, rounds = draw(np.random.default_rng(10), effect=0.1)
    once = training_variance(values, rounds, np.arange(300))
    copied = (np.repeat(x, 2, axis=-1) for x in (values, rounds, np.arange(300)))
    twice = training_variance(*copied)
    assert twice.differences == pytest.approx(once.differences, rel=0.02)
    assert twice.scores == pytest.approx(once.scores, rel=0.02)


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(1, 3), st.integers(5, 30))
def test_variances_are_finite_symmetric_and_not_negative(seed, models, repeats, n):
    """Whatever the values, the groups and the number of repeats."""
    generator = np.random.default_rng(seed)
    values = generator.choice([0.0, 0.0, 1.0, -5.0], (models, repeats, n))
    found = training_variance(values, deal(n, repeats, generator), generator.integers(0, 3, n))
    assert np.isfinite(found.scores).all() and (found.scores >= 0).all()
    assert np.isfinite(found.differences).all() and (found.differences >= 0).all()
    assert (found.differences == found.differences.T).all()
    assert not np.diagonal(found.differences).any()


def test_names_of_rounds_and_the_order_of_texts_do_not_matter():
    """Nor do the names of groups."""
    generator = np.random.default_rng(11)
    values, rounds = draw(generator, effect=0.2)
    order = generator.permutation(300)
    shuffled = training_variance(values[..., order], 90 - 3 * rounds[:, order], order // 2)
    plain = training_variance(values, rounds, np.arange(300) // 2)
    assert shuffled.differences == pytest.approx(plain.differences)
    assert shuffled.scores == pytest.approx(plain.scores)


def test_a_model_that_collapses_in_one_round_keeps_its_own_variance():
    """Its differences vary far more than those of the others, which stay as they are."""
    values, rounds = draw(np.random.default_rng(13), models=5)
    values[0] += np.where(rounds == 3, 5.0, 0.0)
    found = training_variance(values, rounds, np.arange(300))
    assert found.scores[0] > 3 * found.scores[1:].max()
    assert found.differences[0, 1:].min() > 3 * found.differences[1:, 1:].max()


@pytest.mark.parametrize(
    ("lasting", "factor"),
    [
        (0.0, CHANCE / 10),
        (100.0, COMMON * 3.2),
        (2.0, CHANCE / 10 + 0.85 * (COMMON * 3.2 - CHANCE / 10)),
    ],
)
def test_factors_of_the_rounds_variance(lasting, factor):
    """Of two models under five folds, twice; 3.2 is the jackknife's factor of five folds."""
    each = np.eye(2)
    parts = Components(each, 0.4 * each, lasting * each, each, 0 * each, 5, 2)
    found = combine(parts)
    unbiased = 8 / chi2.median(8)
    assert found.differences[0, 1] == pytest.approx(factor * 2 * 0.4 * unbiased)
    assert found.scores == pytest.approx(COMMON_OF_SCORES * 3.2 * 0.4 * unbiased * np.ones(2))


def test_one_repeat_is_scaled_by_the_variance_of_texts():
    """Three models, each as noisy as its texts: the one with larger texts has more."""
    texts = np.diag([1.0, 2.0, 4.0])
    parts = Components(texts, np.eye(3), texts, 0 * texts, 0 * texts, 5, 1)
    found = combine(parts).scores
    assert found / found[0] == pytest.approx([1.0, 2.0, 4.0])


def test_a_model_that_varies_more_does_not_widen_the_intervals_of_others():
    """It keeps the wide ones itself."""
    generator = np.random.default_rng(10)
    values, rounds = draw(generator, models=6, effect=0.1)
    values[5] += 3 * generator.standard_normal(rounds.max() + 1)[rounds]
    found = training_variance(values, rounds, np.arange(300)).differences
    alone = training_variance(values[:5], rounds, np.arange(300)).differences
    others = np.triu_indices(5, 1)
    assert found[others] == pytest.approx(alone[others], rel=0.5)
    assert found[5, :5].min() > 2 * found[others].max()


def test_of_ten_folds_more_may_last():
    """The share of what lasts is 1.7 / 9 of its ratio to what passes; 8.1 is the jackknife's."""
    each = np.eye(2)
    found = combine(Components(each, 0.4 * each, each, each, 0 * each, 10, 2))
    unbiased, alone = 18 / chi2.median(18), CHANCE / 20
    factor = alone + 1.7 / 9 * (COMMON * 8.1 - alone)
    assert found.differences[0, 1] == pytest.approx(factor * 2 * 0.4 * unbiased)


def test_worlds_can_be_estimated_at_once():
    """Axes before the models leave every world as it is alone."""
    generator = np.random.default_rng(14)
    first, rounds = draw(generator, models=3, effect=0.3)
    second = draw(generator, models=3, effect=0.1)[0]
    both = training_variance(np.stack([[first, second]]), rounds, np.arange(300))
    for number, values in enumerate((first, second)):
        alone = training_variance(values, rounds, np.arange(300))
        assert both.scores[0, number] == pytest.approx(alone.scores)
        assert both.differences[0, number] == pytest.approx(alone.differences)
