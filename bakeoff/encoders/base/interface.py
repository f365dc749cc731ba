"""What an encoder is, and the settings that encoders of every kind have."""

from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.settings import Count, PatternOfOneGroup, Section


class EncoderSettings(Section):
    """An entry of `encode`: the keys that encoders of every kind have."""

    kind: str  # the package below bakeoff/encoders
    input: str  # the folder of the encoder
    symbols: PatternOfOneGroup | None  # tokens of their own; null: split at white space only
    dtype: Literal["float16", "float32"]  # of the features on disk
    batch_tokens: Count  # tokens per batch, padding included


class Encoder(Protocol):
    """Turns texts into vectors with frozen weights: `layers` per text, each of `width` numbers."""

    layers: int
    width: int

    def length(self, text: str) -> int:
        """Count the tokens of a text."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Encode a batch: (texts, layers, width), the mean over each text's tokens, or zeros.

        A text's vectors do not depend on the other texts in the batch.
        """

    def skip(self, texts: list[str]) -> None:
        """Pass over a batch that was encoded before, so that the next ones get the same bits."""
