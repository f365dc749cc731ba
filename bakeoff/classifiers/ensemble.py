"""An ensemble: the mean of what several models say of a message."""

import numpy as np

from bakeoff.classifiers.predictions import Predictions
from bakeoff.errors import BakeoffError


def average(members: dict[str, Predictions]) -> Predictions:
    """Average probabilities seed by seed, every member weighing alike.

    Nothing is chosen, so no label is needed. A model that has no chance in it has one seed, which
    stands in every seed of the ensemble.

    Args:
        members: name to predictions of the same messages; of one seed, or of as many as the others.

    Returns:
        Predictions with the seeds of the member that has most.

    Raises:
        BakeoffError: the members speak of other messages, or have other seeds.
    """
    try:
        return Predictions(
            np.mean(np.broadcast_arrays(*(its.valid for its in members.values())), axis=0),
            np.mean(np.broadcast_arrays(*(its.test for its in members.values())), axis=0),
        )
    except ValueError:
        shapes = {name: its.test.shape for name, its in members.items()}
        raise BakeoffError(
            f"predictions: expected the same seeds and messages of each member, got {shapes}; "
            "predict with each of them again"
        ) from None
