"""The interface of encoders, and the settings that all kinds share."""

from typing import ClassVar, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.features import Pooling
from bakeoff.core.settings import Count, PatternOfOneGroup, Section


class EncoderSettings(Section):
    """An entry of `encode`: the keys that encoders of every kind have.

    Attributes:
        tensorflow: whether encoders of the kind run in TensorFlow, which takes seconds to load.
    """

    tensorflow: ClassVar[bool] = False
    kind: str  # the package below bakeoff/encoders
    input: str  # the folder of the encoder
    dtype: Literal["float16", "float32"]  # of the features on disk
    batch_tokens: Count  # tokens per batch, padding included


class WordEncoderSettings(EncoderSettings):
    """An entry of an encoder of words, which has no tokenizer of its own."""

    tensorflow: ClassVar = True
    symbols: PatternOfOneGroup | None  # tokens of their own; null: split at white space only


class Encoder(Protocol):
    """Turns texts into vectors with frozen weights.

    Attributes:
        layers: per text.
        width: numbers per layer.
        pooling: how each layer of a text is pooled from those of its tokens.
    """

    layers: int
    width: int
    pooling: list[Pooling]

    def length(self, text: str) -> int:
        """Count the tokens of a text."""

    def form(self, length: int) -> int:
        """Give the number of tokens that a text of some length is padded to; 0: nothing pads it.

        The bytes of a text that nothing pads depend on nothing else in its batch, nor on its size.
        """

    def prepare(self, texts: list[str]) -> None:
        """Compute what the batches of these texts share, such as the vectors of words."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Encode a batch: (texts, layers, width); zeros for a text without tokens.

        In batches of one form and size, a text has the same bytes whatever the other texts are.
        """
