"""The outputs of a trained network, a block of rows at a time."""

import numpy as np
from numpy.typing import NDArray

from bakeoff.models.fit.train.stack.inputs import Inputs
from bakeoff.models.fit.train.stack.network import Array, Network
from bakeoff.models.fit.train.stack.scaling import Scaling

BLOCK = 512  # rows


def score(network: Network, scaling: Scaling, inputs: Inputs, rows: NDArray[np.int64]) -> Array:
    """Give the logits (rows, outputs) float32.

    Args:
        network: a stack of one.
        scaling: of the run.
        inputs: of all rows.
        rows: which ones.
    """
    found = np.empty((len(rows), network.sizes.outputs), np.float32)
    for start in range(0, len(rows), BLOCK):
        block = scaling.apply(inputs.take(rows[start : start + BLOCK]))
        joined, _ = network.join(block[None])
        found[start : start + BLOCK] = network.finish(network.activate(joined))[0]
    return found
