"""Which words of a file are read, and what was found of them."""

from collections.abc import Callable, Collection, Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Vectors(Mapping[str, NDArray[np.float32]]):
    """Vectors of words, each a row of one matrix; as a mapping, word to vector.

    Attributes:
        row_of: of each word, in the order of the words.
        matrix: (rows, dimension) float32; rows of no word hold nothing of use.
    """

    row_of: dict[str, int] = field(default_factory=dict)
    matrix: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0), np.float32))

    def __getitem__(self, word: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.matrix[self.row_of[word]]
        return vector

    def __iter__(self) -> Iterator[str]:
        return iter(self.row_of)

    def __len__(self) -> int:
        return len(self.row_of)

    def take(self, words: Iterable[str]) -> NDArray[np.float32]:
        """Give a matrix of some words' vectors, (words, dimension) float32; a word may come twice.

        Where they stand in just that order from the first row on, this is no copy.

        Raises:
            KeyError: a word has no vector.
        """
        rows = np.array([self.row_of[word] for word in words], np.intp)
        if np.array_equal(rows, np.arange(len(rows))):
            return self.matrix[: len(rows)]
        return self.matrix.take(rows, axis=0)


@dataclass
class Wanted:
    """The words that are asked for, and the first of the file beside them.

    Attributes:
        words: those asked for, as they stand in the file; their vectors come in this order.
        extra: how many words are taken beside them. Published files are sorted by frequency, so
            the first are those that unseen texts are most likely to hold.
        accept: which words may be extra; none that holds a space is.
        subwords: which words get a vector of their subwords if a file that knows subwords
            (fastText's .bin) does not hold them.
        found: the vectors that came. Words are in the order of the file, rows in that of `words`.
        made: those made of subwords; they stand in the same matrix.
    """

    words: Collection[str]
    extra: int = 0
    accept: Callable[[str], bool] = lambda word: True
    subwords: set[str] = field(default_factory=set)
    found: Vectors = field(init=False, default_factory=Vectors)
    made: Vectors = field(init=False, default_factory=Vectors)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of each word that is asked for, and of each extra word that was admitted."""
        return {word: row for row, word in enumerate(dict.fromkeys(self.words))}

    @cached_property
    def awaited(self) -> dict[bytes, str]:
        """The wanted words that were not admitted yet, as they stand in a file."""
        return {word.encode(): word for word in self.row_of}

    @cached_property
    def probes(self) -> KeysView[bytes]:
        """The wanted words, each up to the first space that it holds.

        Most words of a file are none of these. To find that out, a dict mostly looks at 2 bytes
        and a set at 16, so that the dict's stay in a core's cache: 32 KiB for 9,000 words.
        """
        if b" " not in b"".join(self.awaited):
            return self.awaited.keys()
        return dict.fromkeys(name.partition(b" ")[0] for name in self.awaited).keys()

    def may_hold(self, key: bytes) -> bool:
        """Tell whether a word that is wanted may begin so, up to its first space."""
        return key in self.probes or (
            bool(self.extra) and self.accept(key.decode("utf-8", "replace"))
        )

    def take(self, names: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Keep the vectors of wanted words.

        Args:
            names: the whole words.
            vectors: (names, dimension) float32.
        """
        if not self.found:  # rows to which no vector comes use no memory
            rows = len(self.row_of) + self.extra
            self.found = Vectors({}, np.empty((rows, vectors.shape[1]), np.float32))
        words = [self.admit(name) for name in names]
        row_of = {word: self.row_of[word] for word in words if word is not None}
        if len(row_of) < len(words):
            vectors = vectors[[word is not None for word in words]]
        self.found.matrix[[*row_of.values()]] = vectors
        self.found.row_of.update(row_of)

    def admit(self, name: bytes) -> str | None:
        """Give the word that a whole name is, if its vector is wanted; it is taken then.

        The first of a word counts, as in gensim. What is no UTF-8 is no word of a text.
        """
        asked = self.awaited.pop(name, None)
        if asked is not None or not self.extra:
            return asked
        try:
            word = name.decode()
        except UnicodeDecodeError:
            return None
        if word in self.row_of or " " in word or not self.accept(word):
            return None
        self.row_of[word] = len(self.row_of)
        self.extra -= 1
        return word
