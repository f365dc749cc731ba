"""From the vectors of tokens to those of texts: normalise each, then mean, maximum and minimum."""

import numpy as np
from numpy.typing import NDArray

EPSILON = 1e-12  # added to variances, as bilm-tf does where it normalises layers


def pool_tokens(
    vectors: NDArray[np.float32], lengths: NDArray[np.int32], width: int
) -> NDArray[np.float32]:
    """Normalise the vector of each token and pool those of each text.

    Normalised as by layer normalisation (Ba et al. 2016, arXiv:1607.06450) without parameters:
    each vector gets a mean of 0 and a variance of 1, so that no layer or token outweighs others by
    its scale. A text's tokens are added in their order; what follows them has no effect.

    Args:
        vectors: (texts, tokens, numbers), which this overwrites.
        lengths: (texts,) how many of the tokens are real.
        width: a multiple of `numbers`; these are repeated to fill it.

    Returns:
        (texts, 3 * width): means, maxima, minima; zeros for a text without tokens.
    """
    vectors -= vectors.mean(axis=2, keepdims=True)
    vectors /= np.sqrt(np.square(vectors).mean(axis=2, keepdims=True) + np.float32(EPSILON))
    padding = np.nonzero(np.arange(vectors.shape[1]) >= lengths[:, None])
    pools = np.zeros((len(vectors), 3, vectors.shape[2]), np.float32)
    for pool, (ufunc, neutral) in enumerate(
        ((np.add, 0), (np.maximum, -np.inf), (np.minimum, np.inf))
    ):
        vectors[padding] = neutral
        ufunc.reduce(vectors, axis=1, out=pools[:, pool])
    pools[:, 0] /= np.maximum(lengths, 1)[:, None]
    pools[lengths == 0] = 0
    return np.tile(pools, width // pools.shape[2]).reshape(len(pools), 3 * width)
