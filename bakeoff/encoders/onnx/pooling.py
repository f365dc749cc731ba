"""Pool token vectors into one vector per text, as sentence-transformers does."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Pool = Literal["mean", "cls", "max", "output"]  # output: the graph pools, or has a layer after it


def pool(
    vectors: NDArray[np.float32], lengths: NDArray[np.int64], how: Pool
) -> NDArray[np.float32]:
    """Pool the token vectors of each text; padding after them has no effect.

    Args:
        vectors: (texts, tokens, width), or (texts, width) for `output`.
        lengths: (texts,) tokens of each, at least one.
        how: the first token's vector (cls), or the mean or maximum over the tokens, or the
            graph's own vector (output).

    Returns:
        (texts, width).
    """
    if how == "output":
        return vectors
    if how == "cls":
        return vectors[:, 0]
    padding = np.arange(vectors.shape[1]) >= lengths[:, None]
    neutral = np.float32(-np.inf if how == "max" else 0)
    real = np.where(padding[:, :, None], neutral, vectors)
    if how == "max":
        highest: NDArray[np.float32] = real.max(axis=1)
        return highest
    means: NDArray[np.float32] = real.sum(axis=1) / lengths[:, None].astype(np.float32)
    return means
