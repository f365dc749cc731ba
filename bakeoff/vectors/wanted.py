"""The words whose vectors are wanted, and the vectors that were found."""

from collections.abc import Callable, Collection, Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Vectors(Mapping[str, NDArray[np.float32]]):
    """Vectors of words as rows of one matrix; a mapping from word to vector."""

    row_of: dict[str, int] = field(default_factory=dict)
    # (rows, dimension); rows without a word hold no defined numbers
    matrix: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0), np.float32))

    def __getitem__(self, word: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.matrix[self.row_of[word]]
        return vector

    def __iter__(self) -> Iterator[str]:
        return iter(self.row_of)

    def __len__(self) -> int:
        return len(self.row_of)

    def take(self, words: Iterable[str]) -> NDArray[np.float32]:
        """Give the vectors of some words, (words, dimension) float32; a word may occur twice.

        If they are the first rows of the matrix in this order, this makes no copy.
        """
        rows = np.array([self.row_of[word] for word in words], np.intp)
        if np.array_equal(rows, np.arange(len(rows))):
            return self.matrix[: len(rows)]
        return self.matrix.take(rows, axis=0)


@dataclass
class Wanted:
    """The words whose vectors are wanted, and a number of words from the top of the file.

    Published files are sorted by frequency, so the first words are those that other texts are most
    likely to hold.
    """

    words: Collection[str]  # as they are in the file; rows of vectors have this order
    extra: int = 0  # how many words from the top are still to be taken, wanted or not
    accept: Callable[[str], bool] = lambda word: True  # which words these may be; none with a space
    subwords: set[str] = field(default_factory=set)  # to be composed if the file lacks them
    found: Vectors = field(init=False, default_factory=Vectors)  # words in the order of the file
    composed: Vectors = field(init=False, default_factory=Vectors)  # from subwords; same matrix
    common: set[str] = field(init=False, default_factory=set)  # those taken from the top

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of each wanted word, and of each extra word that was admitted."""
        return {word: row for row, word in enumerate(dict.fromkeys(self.words))}

    @cached_property
    def awaited(self) -> dict[bytes, str]:
        """The wanted words that were not admitted yet, by their bytes in a file."""
        return {word.encode(): word for word in self.row_of}

    @cached_property
    def probes(self) -> KeysView[bytes]:
        """The wanted words, each up to its first space.

        Most words of a file are none of these. To find that out, a dict mostly looks at 2 bytes
        and a set at 16, so the dict's table stays in a core's cache: 32 KiB for 9,000 words.
        """
        if b" " not in b"".join(self.awaited):
            return self.awaited.keys()
        return dict.fromkeys(name.partition(b" ")[0] for name in self.awaited).keys()

    def may_hold(self, key: bytes) -> bool:
        """Whether `key` may be a wanted word, or its part before the first space."""
        if key in self.probes or key in self.awaited:
            return True
        return bool(self.extra) and self.accept(key.decode("utf-8", "replace"))

    def take(self, names: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Keep the vectors, (names, dimension), of those whole words that are wanted."""
        if not self.found:  # rows that stay empty use no memory
            rows = len(self.row_of) + self.extra
            self.found = Vectors({}, np.empty((rows, vectors.shape[1]), np.float32))
        words = [self.admit(name) for name in names]
        row_of = {word: self.row_of[word] for word in words if word is not None}
        if len(row_of) < len(words):
            vectors = vectors[[word is not None for word in words]]
        self.found.matrix[[*row_of.values()]] = vectors
        self.found.row_of.update(row_of)

    def admit(self, name: bytes) -> str | None:
        """Decode a whole name and mark it as taken; None if its vector is not wanted.

        The first occurrence of a word counts, as in gensim. No text holds invalid UTF-8.
        """
        wanted = self.awaited.pop(name, None)
        if not self.extra:
            return wanted
        try:
            word = name.decode()
        except UnicodeDecodeError:
            return None
        if (wanted is None and word in self.row_of) or " " in word or not self.accept(word):
            return wanted
        self.row_of.setdefault(word, len(self.row_of))
        self.common.add(word)
        self.extra -= 1
        return word
