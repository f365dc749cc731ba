"""Models, choices and ensembles, pooled."""

import numpy as np
import pytest

from bakeoff.evaluation.scored_models import pool_all
from tests.evaluation.held import make_held, make_predictions, two


def test_choices_and_ensembles_are_pooled_like_models():
    """A choice says how many rounds took each member."""
    held = make_held([0, 0, 1, 1])
    good, bad = two(0.1, 0.1, 0.9, 0.9), two(0.6, 0.6, 0.6, 0.6)
    found = {
        "first": make_predictions(held, np.stack([good, bad, bad, bad])),
        "second": make_predictions(held, np.stack([bad, good, good, good])),
    }
    both = ["first", "second"]
    scored = pool_all(held, found, {"best": both}, {"mean": both}, "half")
    assert list(scored) == ["first", "second", "best", "mean"]
    assert scored["best"].chosen == {"first": 1, "second": 3} and scored["first"].chosen == {}
    assert scored["best"].pooled.probabilities[0, :, 1] == pytest.approx([0.1, 0.1, 0.9, 0.9])
    assert scored["mean"].pooled.probabilities[1, :, 1] == pytest.approx([0.35, 0.35, 0.75, 0.75])
    assert scored["mean"].thresholds == [0.5] * 4
