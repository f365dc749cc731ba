"""What an encoder makes of texts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Encoded:
    """The vectors of n texts, of each layer apart.

    Attributes:
        means: float32 (n, layers, width), over a text's real tokens; zeros for a text of none.
        tokens: float32 (sum of lengths, layers, width), texts one after the other; None unless
            they were asked for.
        lengths: int64 (n,), real tokens.
    """

    means: NDArray[np.float32]
    tokens: NDArray[np.float32] | None
    lengths: NDArray[np.int64]
