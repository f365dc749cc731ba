"""Predictions pooled over rounds; ensembles and choices."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.predictions import Predictions
from bakeoff.evaluation.held_out import average, choose, choose_thresholds, pool
from tests.evaluation.held import make_held, make_predictions, two


def model(rounds, draw=1, classes=2):
    """Make up predictions of a model in a split of one partition."""
    probabilities = np.random.default_rng(draw).dirichlet(np.ones(classes), (rounds, 7))
    zeros = np.zeros(rounds, np.int64)
    return Predictions(zeros, np.arange(rounds), probabilities.astype(np.float32))


def test_probabilities_are_averaged_round_by_round():
    """A single round counts for each of the others."""
    plain, network = model(1), model(5, draw=2)
    found = average([plain, network])
    assert found.repeats.tolist() == [0, 1, 2, 3, 4]
    expected = (plain.probabilities[0] + network.probabilities[3]) / 2
    np.testing.assert_allclose(found.probabilities[3], expected, rtol=1e-6)


@given(st.lists(st.sampled_from([1, 3]), min_size=2, max_size=5), st.integers(2, 4))
def test_an_ensemble_gives_probabilities(rounds, classes):
    """They add up to 1, and lie between those of the members."""
    members = [model(count, draw=i, classes=classes) for i, count in enumerate(rounds)]
    found = average(members).probabilities
    assert found.dtype == np.float32
    np.testing.assert_allclose(found.sum(axis=2), 1, atol=1e-5)
    every = np.concatenate([member.probabilities for member in members])
    assert (every.min(axis=0) - 1e-6 <= found).all() and (found <= every.max(axis=0) + 1e-6).all()


def test_each_round_takes_the_member_with_the_lower_validation_loss():
    """Held-out texts have no say: there the other member is right."""
    held = make_held([0, 1, 0, 1])
    good, bad = two(0.1, 0.9, 0.1, 0.9), two(0.8, 0.2, 0.8, 0.2)
    rounds = []
    for partition, better_first in enumerate([True, False, True, True]):
        valid = held.table.roles[partition] == "valid"
        first = np.where((valid == better_first)[:, None], good, bad)
        rounds.append((first, good + bad - first))
    members = [make_predictions(held, values) for values in zip(*rounds, strict=True)]
    found, picked = choose(held, members)
    assert picked.tolist() == [0, 1, 0, 0]
    for number, member in enumerate(picked):
        expected = members[member].probabilities[number]
        assert found.probabilities[number].tolist() == expected.tolist()
    assert choose(held, members[:1] * 2)[1].tolist() == [0, 0, 0, 0]


def test_each_text_is_pooled_from_the_round_that_held_it_out():
    """With the class that this round's threshold gives."""
    held = make_held([0, 1, 0, 1])
    rounds = np.stack([two(*([0.1 * number + 0.3] * 4)) for number in range(4)])
    found = pool(held, make_predictions(held, rounds), [0.5, 0.2, 0.5, 0.7])
    assert found.rounds.tolist() == [[0, 1, 0, 1], [3, 2, 3, 2]]
    assert found.probabilities[0, :, 1] == pytest.approx([0.3, 0.4, 0.3, 0.4])
    assert found.chosen.tolist() == [[0, 1, 0, 1], [0, 1, 0, 1]]


def test_a_threshold_is_chosen_on_validation_texts():
    """.4 tells the classes apart there; held-out texts would choose another."""
    held = make_held([0, 0, 1, 1, 0, 0, 1, 1], repeats=1)
    first = two(0.7, 0.2, 0.9, 0.4, 0.7, 0.2, 0.9, 0.4)  # the first fold holds 0, 2, 4, 6 out
    second = two(0.1, 0.9, 0.3, 0.1, 0.1, 0.9, 0.3, 0.1)
    model = make_predictions(held, np.stack([first, second]))
    assert choose_thresholds(held, model, "half") == [0.5, 0.5]
    assert choose_thresholds(held, model, "valid") == pytest.approx([0.4, 0.3])


def test_a_choice_is_pooled_where_there_is_one_repeat():
    """Of two models, both folds take the second, which knows every label."""
    held = make_held([0, 1, 1, 0, 1, 1], repeats=1)
    bad, good = two(*[0.5] * 6), two(0.1, 0.9, 0.8, 0.2, 0.7, 0.6)
    found, picked = choose(held, [make_predictions(held, values) for values in (bad, good)])
    pooled = pool(held, found, [0.5, 0.5])
    assert picked.tolist() == [1, 1] and pooled.chosen.tolist() == [[0, 1, 1, 0, 1, 1]]
    assert pooled.probabilities[0] == pytest.approx(good)
