"""Intervals of single scores."""

import numpy as np
import pytest

from bakeoff.evaluation.intervals import accelerate
from bakeoff.evaluation.score_intervals import bound_score

DRAWS = np.random.default_rng(1).normal(0.9, 0.01, 10_000)


def test_training_rows_stretch_the_accelerated_ends():
    """By √(3² + 4²) / 3, where their standard error is four thirds of the texts'."""
    found = bound_score("f1", 0.9, DRAWS, variance=(4 / 3 * DRAWS.std()) ** 2)
    ends = 0.9 + (accelerate(0.9, DRAWS) - 0.9) * 5 / 3
    assert [found["low"], found["high"]] == pytest.approx(ends, abs=1e-6)


def test_only_training_rows_matter_where_all_draws_are_the_same():
    """1.96 standard errors, within the bounds of the score."""
    found = bound_score("f1", 1.0, np.ones(50), variance=0.01**2)
    assert (found["low"], found["high"]) == (pytest.approx(1 - 0.0196, abs=1e-5), 1.0)
    assert bound_score("mcc", 0.0, np.zeros(50))["low"] == 0.0


def test_scores_stay_within_their_bounds():
    """Log loss has no upper one, MCC reaches below 0."""
    wide = np.random.default_rng(1).normal(0, 2, 1000)
    ends = {name: bound_score(name, 0.0, wide) for name in ("f1", "mcc", "log_loss")}
    assert (ends["f1"]["low"], ends["f1"]["high"]) == (0.0, 1.0)
    assert (ends["mcc"]["low"], ends["mcc"]["high"]) == (-1.0, 1.0)
    assert ends["log_loss"]["low"] == 0.0 and ends["log_loss"]["high"] > 2


def test_draws_without_the_score_do_not_count():
    """Without any other there is no interval."""
    found = bound_score("f1", 0.9, np.append(DRAWS, np.nan))
    assert found == bound_score("f1", 0.9, DRAWS) and found["draws"] == 10_000
    nothing = bound_score("f1", 0.9, np.full(5, np.nan))
    assert nothing == {"value": 0.9, "low": None, "high": None, "draws": 0}
