"""Scores of repeats, and of parts of the texts."""

import numpy as np
import pytest

from bakeoff.evaluation.pooled import PooledScorer
from bakeoff.evaluation.repeats import score_parts
from bakeoff.evaluation.scoring.scores import score
from benchmarks.answer import make_world


def test_the_mean_over_repeats_is_the_score_of_the_answer():
    """For every score, those of ranks as well."""
    tested, models = make_world(300, 1, 2, 2)
    everything = np.ones((1, 300))
    whole = PooledScorer(tested.labels, models["model0"], 0.9).score(everything, everything.T)
    (part,) = score_parts(tested.labels, models["model0"], [everything[0] > 0], 0.9)
    assert part["mean"] == pytest.approx({k: x[0] for k, x in whole.items()}, abs=1e-6)
    assert part["rows"] == 300


def test_the_deviation_is_that_of_the_repeats():
    """As scikit-learn scores each."""
    tested, models = make_world(300, 1, 2, 2)
    pooled = models["model0"]
    f1 = [score(tested.labels, repeat)["f1"] for repeat in pooled.probabilities]
    (part,) = score_parts(tested.labels, pooled, [np.ones(300, bool)])
    assert part["sd"]["f1"] == pytest.approx(np.std(f1, ddof=1), abs=1e-6)
    assert part["mean"]["f1"] == pytest.approx(np.mean(f1), abs=1e-6)


def test_a_part_is_scored_by_itself():
    """A part without positives has no F1, but an accuracy."""
    tested, models = make_world(300, 1, 1, 2)
    pooled, negative = models["model0"], tested.labels == 0
    half = np.arange(300) < 150
    first, second = score_parts(tested.labels, pooled, [half, negative])
    expected = score(tested.labels[half], pooled.probabilities[0, half])
    assert first["mean"]["f1"] == pytest.approx(expected["f1"], abs=1e-6)
    assert "f1" not in second["mean"]
    right = (pooled.chosen[0] == 0)[negative].mean()
    assert second["mean"]["accuracy"] == pytest.approx(right, abs=1e-6)
