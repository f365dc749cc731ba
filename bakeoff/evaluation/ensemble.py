"""An ensemble: the mean of what several models predict."""

from collections.abc import Sequence

import numpy as np

from bakeoff.core.predictions import Predictions


def average(members: Sequence[Predictions]) -> Predictions:
    """Average probabilities seed by seed, with equal weights, so no label is needed.

    Args:
        members: predictions of the same texts; a model without chance in it has one seed, which
            counts for every seed of the others.
    """
    valid = np.broadcast_arrays(*(member.valid for member in members))
    test = np.broadcast_arrays(*(member.test for member in members))
    return Predictions(np.mean(valid, axis=0), np.mean(test, axis=0))
