"""Settings and functions of encoders that have a tokenizer and give one vector per text."""

import logging
from pathlib import Path

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


class CutWarning:
    """Warns how many texts are cut, unless it has warned of as many before."""

    def __init__(self, path: Path, limit: str) -> None:
        """Take the tokenizer's path, and the limit in words, such as 512 tokens."""
        self._path, self._limit, self._most = path, limit, 0

    def __call__(self, cut: int, texts: int) -> None:
        """Warn that `cut` of so many texts are longer than the limit."""
        if cut > self._most:
            self._most = cut
            logging.warning(
                "%s: %d of %d texts are longer than %s; what follows is left out",
                *(self._path, cut, texts, self._limit),
            )


def is_empty(text: str) -> bool:
    """Tell whether a text is empty or white space; it gets zeros, with a prefix or without."""
    return not text.strip()


def normalize_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale each row of (rows, width) to length 1; zeros stay zeros. No row affects another."""
    lengths = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
    unit: NDArray[np.float32] = vectors / (lengths + TINY)
    return unit
