"""A text to train a language model on: one sentence per line, tokens between spaces."""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.core.errors import BakeoffError

GZIP = b"\x1f\x8b"
BEGIN, END = 0, 1  # the numbers of the marks around every sentence
MARKS = 2


@dataclass(frozen=True)
class Corpus:
    """Sentences as numbers."""

    words: list[str]  # distinct, most frequent first; word n has the number n + 2
    ids: NDArray[np.int32]  # flat; each sentence is BEGIN, the numbers of its words, END
    lengths: NDArray[np.int32]  # (sentences,) with the two marks

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where each sentence starts in `ids`."""
        ends = np.cumsum(self.lengths, dtype=np.int64)
        return ends - self.lengths

    def take(self, sentences: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Give the words of some sentences, flat, and the length of each."""
        lengths = self.lengths[sentences]
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self.ids[np.repeat(self.starts[sentences], lengths) + offsets], lengths


def read_sentences(path: Path) -> Iterator[list[str]]:
    """Yield the tokens of each line that has any. Gzip is recognised by the first bytes."""
    try:
        with path.open("rb") as raw:
            is_gzip = raw.read(2) == GZIP
        with gzip.open(path) if is_gzip else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if tokens := line.decode("utf-8-sig" if number == 1 else "utf-8").split():
                    yield tokens
    except UnicodeDecodeError:
        raise BakeoffError(
            f"{path}: line {number}: expected UTF-8; convert the file (iconv) and try again"
        ) from None
    except (OSError, EOFError, zlib.error) as error:
        raise BakeoffError(f"{path}: expected a text file, plain or gzipped; {error}") from None


def build_corpus(sentences: Iterable[list[str]], *, max_tokens: int, name: str) -> Corpus:
    """Number the words of sentences; a sentence of more than `max_tokens` is cut into several.

    `name` stands for the text in errors and in the progress bar.
    """
    number_of: dict[str, int] = {}
    counts: Counter[int] = Counter()
    pieces, lengths = [], []
    for tokens in tqdm(sentences, desc=f"{name}: sentences", unit="", disable=None):
        for start in range(0, len(tokens), max_tokens):
            piece = [
                number_of.setdefault(token, len(number_of))
                for token in tokens[start : start + max_tokens]
            ]
            counts.update(piece)
            pieces.append(np.array(piece, np.int32))
            lengths.append(len(piece) + MARKS)
    if not pieces:
        raise BakeoffError(f"{name}: expected one sentence per line, got no sentence")
    by_count = [number for number, _ in counts.most_common()]
    place = np.empty(len(by_count), np.int32)
    place[by_count] = np.arange(len(by_count), dtype=np.int32) + MARKS
    words = list(number_of)
    marks = (np.array([BEGIN], np.int32), np.array([END], np.int32))
    flat = np.concatenate(
        list(chain.from_iterable((marks[0], place[piece], marks[1]) for piece in pieces))
    )
    return Corpus([words[number] for number in by_count], flat, np.array(lengths, np.int32))


def hold_out(
    corpus: Corpus, share: float, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw the held-out sentences; give the numbers to train on, then those to test on.

    At least one sentence stays on either side.
    """
    count = len(corpus.lengths)
    if count < 2:
        raise BakeoffError("expected at least two sentences, one of them to test on; got 1")
    order = np.random.default_rng(seed).permutation(count)
    held = min(max(round(share * count), 1), count - 1)
    return np.sort(order[held:]), np.sort(order[:held])
