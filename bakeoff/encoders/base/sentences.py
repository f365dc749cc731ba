"""Settings and functions of encoders that have a tokenizer and give one vector per text."""

import numpy as np
from numpy.typing import NDArray
from pydantic import StrictBool

from bakeoff.core.settings import Count
from bakeoff.encoders.base.interface import EncoderSettings

TINY = np.float32(1e-32)  # no vector is divided by zero


class SentenceEncoderSettings(EncoderSettings):
    """An entry of an encoder that has its own tokenizer."""

    prefix: str  # is put before each text, such as "query: "
    max_tokens: Count | None  # of a text; the rest is cut off. null: as the model says
    normalize: StrictBool | None  # to length 1. null: as the model says


def is_empty(text: str) -> bool:
    """Tell whether a text is empty or white space; it gets zeros, with a prefix or without."""
    return not text.strip()


def normalize_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale each row of (rows, width) to length 1; zeros stay zeros. No row affects another."""
    lengths = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
    unit: NDArray[np.float32] = vectors / (lengths + TINY)
    return unit
