"""Vectors of fastText's own format, .bin: a model that knows words and their subwords.

Its matrix has a row per word, and then one per bucket of character n-grams. A word's vector is the
mean of its row and those of its n-grams; `</s>`, the end of a line, has its row alone. A word that
the dictionary lacks gets the mean of its n-grams' rows. Rows are added in gensim's order, so that
the sums are equal to the last bit.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bakeoff.vectors.fasttext_content import Content
from bakeoff.vectors.fasttext_header import OLD_SETTINGS, Settings, read_settings
from bakeoff.vectors.layout import Layout, wrong
from bakeoff.vectors.wanted import Vectors, Wanted

END = "</s>"
FNV_OFFSET, FNV_PRIME = 2166136261, 16777619


def read_names(layout: Layout, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the words of the dictionary; the matrix after it is not read."""
    content = Content(layout.path, blocks)
    content.skip(layout.start)
    yield from content.names(layout.count or 0)


def read_wanted(layout: Layout, blocks: Iterator[bytes], wanted: Wanted) -> None:
    """Read the vectors of wanted words, and compose those of `wanted.subwords`, in one pass."""
    is_old = layout.start == OLD_SETTINGS.size
    content = Content(layout.path, blocks, is_old=is_old)
    settings = read_settings(layout.path, content.take(layout.start))
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
    content: Content, settings: Settings, wanted: Iterable[int]
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
