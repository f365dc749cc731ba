"""Vectors of fastText's own format, .bin: a model that knows words and their subwords.

It holds a magic number and a version, twelve settings, the dictionary, and a matrix with a row
per word and then one per bucket of character n-grams (fastText's args.cc, dictionary.cc and
densematrix.cc). Models from before 2017 begin with the settings, and lack what came later. A
word's vector is the mean of its row and those of its n-grams; `</s>`, the end of a line, has its
row alone. A word that the dictionary lacks gets the mean of its n-grams' rows. Rows are added in
gensim's order, so that the sums are equal to the last bit.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.layout import MAX_DIMENSION, MAX_WORD, Layout, wrong
from bakeoff.vectors.wanted import Vectors, Wanted

KIND: Final[Literal["fastText .bin"]] = "fastText .bin"
MAGIC = struct.pack("<i", 793712314)
# magic, version; dim, ws, epoch, minCount, neg, wordNgrams, loss, model, bucket, minn, maxn,
# lrUpdateRate; t; then of the dictionary: size, nwords, nlabels, ntokens, pruneidx_size
SETTINGS = struct.Struct("<2i12id3i2q")
OLD_SETTINGS = struct.Struct("<12id3iq")  # the same without magic, version and pruneidx_size
END = "</s>"
ENTRY = 9  # bytes after a word and its zero: a count and a type
MATRIX = struct.Struct(
    "<?2q"
)  # whether it is quantized, which old models do not say; rows, columns
FNV_OFFSET, FNV_PRIME = 2166136261, 16777619


@dataclass(frozen=True)
class Settings:
    """Those settings of a model that its vectors depend on."""

    dimension: int
    words: int
    labels: int
    buckets: int
    shortest: int
    longest: int
    pruned: int


def is_old(head: bytes) -> bool:
    """Tell whether content begins like a model of before 2017: with settings of usual size."""
    if len(head) < OLD_SETTINGS.size:
        return False
    *args, sample, size, words, labels, tokens = OLD_SETTINGS.unpack_from(head)
    dimension, window, epochs, _, _, grams, loss, model, _, shortest, longest, _ = args
    return (
        min(args) >= 0
        and 0 < dimension <= MAX_DIMENSION
        and 0 < min(window, epochs, grams) <= max(window, epochs, grams) < 1 << 16
        and loss in (1, 2, 3)
        and model in (1, 2, 3)
        and shortest <= 64 >= longest
        and 0 <= sample <= 1
        and min(words, labels) >= 0
        and size == words + labels
        and tokens >= 0
    )


def read_layout(path: Path, head: bytes) -> Layout:
    """Read the settings; refuse a model without vectors of words."""
    settings = _read_settings(path, head)
    start = SETTINGS.size if head.startswith(MAGIC) else OLD_SETTINGS.size
    return Layout(path, KIND, settings.dimension, start, settings.words)


def _read_settings(path: Path, head: bytes) -> Settings:
    if is_old(head) and not head.startswith(MAGIC):
        version, pruned = 11, 0
        *args, _, size, words, labels, _ = OLD_SETTINGS.unpack_from(head)
    elif len(head) < SETTINGS.size:
        raise wrong(path, f"{SETTINGS.size} bytes of settings", f"{len(head)}")
    else:
        _, version, *args, _, size, words, labels, _, pruned = SETTINGS.unpack_from(head)
    dimension, buckets, shortest, longest = args[0], args[8], args[9], args[10]
    if labels > 0:
        raise BakeoffError(
            f"{path}: expected fastText vectors, got a fastText classifier of {labels} labels; "
            "name another file"
        )
    sound = 0 < dimension <= MAX_DIMENSION and size == words > 0 and min(buckets, shortest) >= 0
    if version not in (11, 12) or not sound or longest > 64:
        raise wrong(path, "the settings of a fastText model, version 12", f"version {version}")
    return Settings(dimension, words, labels, buckets, shortest, longest, max(pruned, 0))


def read_names(layout: Layout, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the words of the dictionary; the matrix after it is not read."""
    content = Content(layout.path, blocks)
    content.skip(layout.start)
    yield from content.names(layout.count or 0)


def read_wanted(layout: Layout, blocks: Iterator[bytes], wanted: Wanted) -> None:
    """Read the vectors of wanted words, and compose those of `wanted.subwords`, in one pass."""
    content = Content(layout.path, blocks)
    content.is_old = layout.start == OLD_SETTINGS.size
    settings = _read_settings(layout.path, content.take(layout.start))
    row_of = {
        word: row
        for row, name in enumerate(content.names(settings.words))
        if name.partition(b" ")[0] in wanted.probes or wanted.extra
        if (word := wanted.admit(name)) is not None
    }
    content.skip(8 * settings.pruned)
    parts = {
        word: [row, *(_buckets(word, settings) if word != END else [])]
        for word, row in row_of.items()
    }
    unseen = {word: _buckets(word, settings) for word in sorted(wanted.subwords - row_of.keys())}
    composed = {word: buckets for word, buckets in unseen.items() if buckets}
    rows_of = parts | composed
    rows = _read_rows(content, settings, set(chain.from_iterable(rows_of.values())))
    matrix = np.empty((len(rows_of), settings.dimension), np.float32)
    for row, numbers in enumerate(rows_of.values()):
        matrix[row] = _mean([rows[number] for number in numbers])
    matrix[len(parts) :] += 0  # gensim begins this sum with zeros, which turns -0 into 0
    finite = np.isfinite(matrix).all(axis=1)
    if not finite.all():
        word = [*rows_of][int(finite.argmin())]
        raise wrong(layout.path, f"finite numbers for {word!r}", "NaN or infinity")
    place_of = {word: row for row, word in enumerate(rows_of)}
    wanted.found = Vectors({word: place_of[word] for word in parts}, matrix)
    wanted.composed = Vectors({word: place_of[word] for word in composed}, matrix)


def _read_rows(
    content: "Content", settings: Settings, wanted: Iterable[int]
) -> dict[int, NDArray[np.float32]]:
    """Read some rows of the input matrix; check that it and the output matrix are whole."""
    size = 4 * settings.dimension
    count = content.matrix(settings.dimension)
    if count != settings.words + settings.buckets:
        expected = f"a matrix of {settings.words} + {settings.buckets} rows"
        raise wrong(content.place, expected, f"{count}")
    rows, at = {}, 0
    for row in sorted(wanted):
        content.skip(size * (row - at))
        rows[row] = np.frombuffer(content.take(size), "<f4").astype(np.float32)
        at = row + 1
    content.skip(size * (count - at))
    content.skip(size * content.matrix(settings.dimension))
    content.expect_end()
    return rows


def _mean(parts: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Give the mean, summed in order; the caller refuses sums that overflow."""
    total = parts[0].copy()
    with np.errstate(over="ignore", invalid="ignore"):
        for part in parts[1:]:
            total += part
        total /= len(parts)
    return total


def _buckets(word: str, settings: Settings) -> list[int]:
    """List the rows of a word's character n-grams, in fastText's order.

    The hash is FNV-1a with signed bytes, as in fastText's dictionary.cc.
    """
    rows = []
    characters = [character.encode() for character in f"<{word}>"]
    for first in range(len(characters) if settings.buckets else 0):
        hashed = FNV_OFFSET
        for last in range(first, min(first + settings.longest, len(characters))):
            for byte in characters[last]:
                signed = byte if byte < 128 else byte | 0xFFFFFF00
                hashed = (hashed ^ signed) * FNV_PRIME & 0xFFFFFFFF
            is_mark = last == first and last in (0, len(characters) - 1)
            if last - first + 1 >= settings.shortest and not is_mark:
                rows.append(settings.words + hashed % settings.buckets)
    return rows


class Content:
    """The content of a file, consumed from its front; at most a block of it is in memory."""

    def __init__(self, path: Path, blocks: Iterator[bytes]) -> None:
        """Begin at the first byte."""
        self.path, self.blocks, self.is_old = path, blocks, False
        self.block, self.at, self.passed = b"", 0, 0

    @property
    def place(self) -> str:
        """The file and the next byte, for errors."""
        return f"{self.path}: byte {self.passed + self.at}"

    def take(self, size: int) -> bytes:
        """Give the next bytes."""
        while len(self.block) - self.at < size:
            self._append(f"{size} bytes more")
        self.at += size
        return self.block[self.at - size : self.at]

    def skip(self, size: int) -> None:
        """Skip bytes."""
        while len(self.block) - self.at < size:
            size -= len(self.block) - self.at
            self.at = len(self.block)
            self._append(f"{size} bytes more")
        self.at += size

    def names(self, count: int) -> Iterator[bytes]:
        """Take the words of the dictionary."""
        for _ in range(count):
            while (end := self.block.find(b"\0", self.at)) < 0:
                if len(self.block) - self.at > MAX_WORD:
                    raise wrong(self.place, "a word and a zero", f"over {MAX_WORD} bytes")
                self._append("a word and a zero")
            name = self.block[self.at : end]
            self.at = end + 1
            self.skip(ENTRY)
            yield name

    def matrix(self, dimension: int) -> int:
        """Take the header of a matrix; give the number of rows."""
        place = self.place
        head = self.take(MATRIX.size - self.is_old)
        quantized, rows, columns = MATRIX.unpack(bytes(self.is_old) + head)
        if quantized:
            raise BakeoffError(
                f"{place}: expected numbers, got a quantized matrix; name the model's .bin or .vec "
                "file, not its .ftz"
            )
        if columns != dimension or rows < 0:
            raise wrong(place, f"a matrix of {dimension} columns", f"{columns} of {rows} rows")
        return int(rows)

    def expect_end(self) -> None:
        """Check that nothing follows."""
        if self.at < len(self.block) or next(self.blocks, b""):
            raise wrong(self.place, "the end of the file", "more bytes")

    def _append(self, expected: str) -> None:
        """Drop the bytes that were taken; append a block."""
        block = next(self.blocks, b"")
        if not block:
            raise wrong(self.place, expected, "the end of the file")
        self.passed += self.at
        self.block, self.at = self.block[self.at :] + block, 0
