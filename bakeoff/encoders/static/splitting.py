"""Split texts into token ids, as the own library of a static model does."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bakeoff.encoders.base.sentences import CutWarning, is_empty
from bakeoff.encoders.base.tokenizer import split_texts

TEXTS, CHARACTERS = 1024, 10**6  # at most, that are split together


class Splitter:
    """Splits texts into token ids, and cuts long texts.

    Only as many characters of a text are read as `max_tokens` tokens may have, so that a text of a
    million takes no longer than one of some thousands. model2vec assumes tokens of the median
    length, and leaves out unknown ones after it has cut. The other libraries have no limit and keep
    all tokens; for them each token is assumed to be as long as the longest.
    """

    def __init__(
        self, tokenizer: Tokenizer, path: Path, *, prefix: str, max_tokens: int, model2vec: bool
    ) -> None:
        """Take the tokenizer that `path` holds; `prefix` and `max_tokens` are those of an entry."""
        self._tokenizer, self._path = tokenizer, path
        self._prefix, self._max_tokens = prefix, max_tokens
        sizes = [len(token) for token in tokenizer.get_vocab()]
        length = int(median(sizes) if model2vec else max(sizes))
        self._max_characters = max_tokens * max(length, 1)  # a token may be empty
        self._left_out = _unknown(tokenizer) if model2vec else None
        limit = f"{max_tokens} tokens or {self._max_characters} characters"
        self._warn = CutWarning(path, limit)

    def split(self, texts: list[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Split texts, and warn of those that are cut, unless it has warned of as many before.

        Returns:
            The ids of all texts, one text after the other; and (texts + 1,) where each begins, and
            the end of the last.
        """
        ids, counts, cut = [np.zeros(0, np.int32)], [np.zeros(1, np.int64)], 0
        for part in self._parts(texts):
            flat, sizes, long = self._split(part)
            ids.append(flat)
            counts.append(sizes)
            cut += long
        self._warn(cut, len(texts))
        return np.concatenate(ids), np.cumsum(np.concatenate(counts))

    def _parts(self, texts: list[str]) -> Iterator[list[str]]:
        """Yield the texts that are split together."""
        sizes = np.cumsum([0, *(min(len(text), self._max_characters) for text in texts)])
        start = 0
        while start < len(texts):
            fit = int(np.searchsorted(sizes, sizes[start] + CHARACTERS, "right")) - 1
            end = min(max(fit, start + 1), start + TEXTS)
            yield texts[start:end]
            start = end

    def _split(self, texts: list[str]) -> tuple[NDArray[np.int32], NDArray[np.int64], int]:
        """Give the ids of some texts, how many each has, and how many texts are too long."""
        whole = ["" if is_empty(text) else self._prefix + text for text in texts]
        short = [text[: self._max_characters] for text in whole]
        encodings = split_texts(self._tokenizer, short, self._path, special=False)
        long = sum(
            len(text) > self._max_characters or len(encoding) > self._max_tokens
            for text, encoding in zip(whole, encodings, strict=True)
        )
        rows = [encoding.ids[: self._max_tokens] for encoding in encodings]
        sizes = np.fromiter(map(len, rows), np.int64, len(rows))
        flat = np.fromiter(chain.from_iterable(rows), np.int32, int(sizes.sum()))
        if self._left_out is None:
            return flat, sizes, long
        kept = flat != self._left_out
        text_of = np.repeat(np.arange(len(rows)), sizes)
        return flat[kept], np.bincount(text_of[kept], minlength=len(rows)), long


def _unknown(tokenizer: Tokenizer) -> int | None:
    """Give the id of unknown tokens, if the tokenizer has one."""
    if hasattr(tokenizer.model, "unk_token"):
        token = tokenizer.model.unk_token
        return None if token is None else tokenizer.token_to_id(token)
    # This can only be a key: in a string the quotes would be escaped. Parsing takes a second.
    number = re.search(r'"unk_id": *([0-9]+)', tokenizer.to_str())
    return int(number[1]) if number else None
