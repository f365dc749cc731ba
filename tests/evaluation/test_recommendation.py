"""The recommendation: against brute force, and in cases that are decided by hand."""

import numpy as np
import pytest

from bakeoff.evaluation.families import Pair, Sample, compare_family, estimate_errors
from bakeoff.evaluation.recommendation import Rule, choose_model, find_bounds, make_rule

GENERATOR = np.random.default_rng(1)
NOISE = GENERATOR.normal(0, 0.01, (4000, 3))


def make_sample(scores, noise=NOISE):
    """Make draws around scores; the models' errors are independent."""
    scores = np.array(scores)
    return Sample(scores, scores + noise[:, : len(scores)], np.zeros((len(scores),) * 2))


def choose(sample, costs, margin, out_of_bag=None):
    """Apply the rule as the answer does; the first model is the baseline."""
    errors, count = estimate_errors(sample), len(sample.scores)
    first, _ = compare_family(sample, errors, [(i, 0) for i in range(1, count)])
    second, _ = compare_family(sample, errors, [(1, 2)] if count > 2 else [])
    rule = make_rule(sample, errors, [*first, *second], costs, margin)
    return choose_model(sample, rule, sample.draws if out_of_bag is None else out_of_bag)


def test_bounds_by_brute_force():
    """Each model in turn is taken for the best, on one side only."""
    sample = make_sample([0.9, 0.91, 0.93])
    sample = Sample(sample.scores, sample.draws, np.full((3, 3), 0.005**2))
    errors = estimate_errors(sample)
    bounds = find_bounds(sample, errors)
    for j in range(3):
        rivals = [i for i in range(3) if i != j]
        largest = []
        for row in sample.draws:
            away = [
                (row[i] - row[j] - (sample.scores[i] - sample.scores[j])) / errors[i, j]
                for i in rivals
            ]
            largest.append(max(away))
        critical = sorted(largest)[3799]
        for i in rivals:
            assert bounds[i, j] == pytest.approx(critical * np.hypot(errors[i, j], 0.005))
    assert (np.diag(bounds) == 0).all()


def test_the_cheapest_that_is_close_to_the_best_is_chosen():
    """The dearest is best, the cheapest too far away, and the one between is close."""
    found = choose(make_sample([0.8, 0.925, 0.93]), [(0, 1), (5, 1), (9, 9)], margin=0.05)
    assert (found.model, found.close) == (1, True)
    assert 0.005 < found.loss <= 0.05


def test_bytes_to_download_count_before_bytes_of_the_model():
    """With the same download, the smaller model."""
    sample = make_sample([0.93, 0.93, 0.93])
    assert choose(sample, [(5, 1), (0, 999), (0, 1000)], margin=0.05).model == 1


def test_of_models_that_cost_the_same_the_better_one_is_chosen():
    """With the same score too, the first."""
    costs = [(3, 3), (3, 3), (4, 0)]
    assert choose(make_sample([0.93, 0.931, 0.94]), costs, margin=0.1).model == 1
    assert choose(make_sample([0.93, 0.93, 0.94]), costs, margin=0.1).model == 0


def test_if_none_is_certain_to_be_close_the_cheapest_that_is_not_worse_is_chosen():
    """With the loss that is not excluded; the cheapest of all is clearly worse."""
    sample = make_sample([0.8, 0.92, 0.93])
    found = choose(sample, [(0, 1), (5, 1), (9, 9)], margin=0.001)
    assert (found.model, found.close) == (1, False)
    errors = estimate_errors(sample)
    assert found.loss == pytest.approx(0.01 + find_bounds(sample, errors)[1, 2])


def test_without_a_margin_only_the_clearly_best_and_its_twins_are_close():
    """Twins predict the same; the cheaper one is chosen."""
    noise = NOISE[:, [0, 1, 1]]
    found = choose(make_sample([0.5, 0.93, 0.93], noise), [(0, 0), (9, 9), (1, 1)], margin=0.0)
    assert (found.model, found.close, found.loss) == (2, True, 0.0)


def test_one_model_is_chosen_without_a_rival():
    """Its loss is 0 and its share 1."""
    found = choose(make_sample([0.9]), [(0, 0)], margin=0.02)
    assert (found.model, found.close, found.loss, list(found.shares)) == (0, True, 0.0, [1.0])


def test_the_choice_of_each_draw_is_scored_on_the_texts_that_were_not_drawn():
    """Draws without that score do not count."""
    rule = Rule(0.0, np.zeros((2, 2)), np.zeros((2, 2)), np.array([0, 1]))
    draws = np.array([[0.9, 0.8], [0.7, 0.8], [0.6, 0.9], [0.9, 0.1]])
    out_of_bag = np.array([[0.5, 0.0], [0.0, 0.3], [0.0, np.nan], [0.7, 0.0]])
    found = choose_model(Sample(draws[0], draws, np.zeros((2, 2))), rule, out_of_bag)
    assert found.out_of_bag == pytest.approx((0.5 + 0.3 + 0.7) / 3)
    assert list(found.shares) == [0.5, 0.5]
    nothing = choose_model(Sample(draws[0], draws, np.zeros((2, 2))), rule, out_of_bag * np.nan)
    assert np.isnan(nothing.out_of_bag)


def test_a_model_that_is_too_far_below_the_best_is_rarely_called_close():
    """The true loss is just above the margin: at most one world in twenty, give or take."""
    worlds, wrong, generator = 400, 0, np.random.default_rng(2)
    for _ in range(worlds):
        observed = np.array([0.88, 0.9005, 0.9005]) + generator.normal(0, 0.01, 3)
        found = choose(make_sample(observed, NOISE[:400]), [(0, 0), (1, 0), (2, 0)], margin=0.02)
        wrong += found.close and found.model == 0
    assert 0 < wrong / worlds <= 0.05 + 3 * 0.011


@pytest.mark.parametrize(("critical", "model"), [(2.0, 0), (1.99, 1)])
def test_a_difference_at_the_critical_value_is_not_worse(critical, model):
    """Two standard errors below the best, the cheapest may be chosen: its pair is undecided."""
    sample = make_sample([0.0, 0.02])
    pair = Pair(0, 1, -0.02, 0.01, 0.0, critical)
    assert pair.word(0.001) == ("worse" if model else "undecided")
    rule = make_rule(sample, estimate_errors(sample), [pair], [(0, 0), (1, 1)], 0.001)
    assert rule.choose(sample.scores[None])[0].tolist() == [model]


def test_models_that_differ_alike_in_all_draws_have_the_normal_bound():
    """Of what training rows add; models that do not differ at all have none."""
    scores = np.array([0.5, 0.9, 0.9])
    sample = Sample(scores, np.tile(scores, (100, 1)), np.full((3, 3), 0.01**2))
    bounds = find_bounds(sample, estimate_errors(sample))
    assert bounds[0] == pytest.approx([0, 0.016449, 0.016449], abs=1e-6)
    assert bounds[1] == pytest.approx([0.016449, 0, 0], abs=1e-6)
