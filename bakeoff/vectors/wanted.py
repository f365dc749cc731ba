"""Which words of a file are read, and what was found of them."""

from collections.abc import Callable, KeysView, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Vectors = dict[str, NDArray[np.float32]]


@dataclass
class Wanted:
    """The words that are asked for, and the first of the file beside them.

    Attributes:
        words: those asked for, as they stand in the file.
        extra: how many words are taken beside them. Published files are sorted by frequency, so
            the first are those that unseen texts are most likely to hold.
        accept: which words may be extra; none that holds a space is.
        subwords: which words get a vector of their subwords if a file that knows subwords
            (fastText's .bin) does not hold them.
        found: the vectors that came, (dimension,) float32, in the order of the file.
        made: those made of subwords.
    """

    words: set[str]
    extra: int = 0
    accept: Callable[[str], bool] = lambda word: True
    subwords: set[str] = field(default_factory=set)
    found: Vectors = field(init=False, default_factory=dict)
    made: Vectors = field(init=False, default_factory=dict)
    taken: set[str] = field(init=False, default_factory=set)  # of the extra words

    @cached_property
    def awaited(self) -> dict[bytes, str]:
        """The wanted words that were not admitted yet, as they stand in a file."""
        return {word.encode(): word for word in self.words}

    @cached_property
    def probes(self) -> KeysView[bytes]:
        """The wanted words, each up to the first space that it holds.

        Most words of a file are none of these. To find that out, a dict mostly looks at 2 bytes
        and a set at 16, so that the dict's stay in a core's cache: 32 KiB for 9,000 words.
        """
        return dict.fromkeys(name.partition(b" ")[0] for name in self.awaited).keys()

    def choose(self, keys: Sequence[bytes]) -> list[int]:
        """Say which rows may hold a wanted word.

        Args:
            keys: their words, each up to the first space.
        """
        probes, accept = self.probes, self.accept if self.extra else lambda word: False
        return [
            row
            for row, key in enumerate(keys)
            if key in probes or accept(key.decode("utf-8", "replace"))
        ]

    def take(self, names: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Keep the vectors of wanted words.

        Args:
            names: the whole words.
            vectors: (names, dimension) float32.
        """
        for name, vector in zip(names, vectors, strict=True):
            word = self.admit(name)
            if word is not None:
                self.found[word] = vector

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
        if word in self.words or word in self.taken or " " in word or not self.accept(word):
            return None
        self.taken.add(word)
        self.extra -= 1
        return word
