"""Read the wanted words out of a published file of word vectors, in one pass, without extracting.

Formats, told by content and not by name: GloVe text (`word v v ...`), word2vec and fastText text
(the same below a line `count dimension`), word2vec binary (that line, then for each word its
name, a space and little-endian float32); each plain, gzipped or in a zip.
"""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from bakeoff.errors import BakeoffError

Vectors = dict[str, NDArray[np.float32]]
BUFFER = 1 << 20


@dataclass
class Wanted:
    """Which words are read: those asked for, and the first of the file beside them.

    Attributes:
        words: those asked for, as they stand in the file.
        extra: how many words are taken beside them. Published files are sorted by frequency, so
            the first are those that unseen texts are most likely to hold.
        accept: which words may be extra.
    """

    words: set[str]
    extra: int = 0
    accept: Callable[[str], bool] = lambda word: True
    probes: set[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.probes = {word.encode() for word in self.words}

    def take(self, name: bytes) -> bool:
        """Say whether the vector of `name` is wanted; the first of a word counts."""
        if name in self.probes:
            self.probes.remove(name)
            return True
        if self.extra and self.accept(name.decode("utf-8", "replace")):
            self.extra -= 1
            return True
        return False


def read_vectors(path: Path, wanted: Wanted, dimension: int) -> Vectors:
    """Read the vectors of wanted words.

    Args:
        path: the published file.
        wanted: which words; used up by the reading.
        dimension: numbers a vector. In a zip of several files it also says which to read.

    Returns:
        Word to float32 array (dimension,), in the order of the file.

    Raises:
        BakeoffError: the file is damaged or its vectors are of another dimension.
    """
    try:
        with _open(path, dimension) as file:
            start = file.peek(BUFFER)
            header = re.match(rb"(\d+)[ \t](\d+)[ \t]*\r?\n", start)
            if header is None:
                return _read_text(path, file, wanted, dimension, first=1)
            _check_dimension(path, int(header[2]), dimension)
            file.readline()
            if _is_binary(start[header.end() :]):
                return _read_binary(path, file, wanted, dimension, count=int(header[1]))
            return _read_text(path, file, wanted, dimension, first=2)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise BakeoffError(
            f"{path}: expected a whole file of word vectors, got a damaged one ({error}); "
            "delete it and run the download again"
        ) from None


@contextmanager
def _open(path: Path, dimension: int) -> Iterator[io.BufferedReader]:
    """Open a file, the gzipped content of a file, or the right member of a zip."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive, archive.open(_member(path, archive, dimension)) as f:
            yield io.BufferedReader(cast(io.RawIOBase, f), BUFFER)
    elif magic[:2] == b"\x1f\x8b":
        with gzip.open(path) as f:
            yield io.BufferedReader(cast(io.RawIOBase, f), BUFFER)
    else:
        with path.open("rb", buffering=0) as plain:
            yield io.BufferedReader(plain, BUFFER)


def _member(path: Path, archive: zipfile.ZipFile, dimension: int) -> str:
    """Choose the only member, or the one whose name says the dimension (glove.6B.100d.txt)."""
    names = [name for name in archive.namelist() if not name.endswith("/")]
    fitting = [name for name in names if re.search(rf"\b{dimension}d\b", name)]
    if len(names) == 1:
        return names[0]
    if len(fitting) == 1:
        return fitting[0]
    raise BakeoffError(
        f"{path}: expected one member, or one with '{dimension}d' in its name, got {names[:10]}; "
        "set the `dimension` of this source"
    )


def _check_dimension(path: Path, found: int, dimension: int) -> None:
    if found != dimension:
        raise BakeoffError(
            f"{path}: expected vectors of dimension {dimension}, got {found}; "
            "set the `dimension` of this source"
        )


def _is_binary(body: bytes) -> bool:
    """Tell float32 from text by the first vector: a decimal number is ASCII throughout."""
    numbers = body.split(b"\n", 1)[0].partition(b" ")[2][:64]
    return re.fullmatch(rb"[-+0-9.eE \tnaifNAIF\r]*", numbers) is None


def _read_text(
    path: Path, file: io.BufferedReader, wanted: Wanted, dimension: int, first: int
) -> Vectors:
    """Read lines of a word and its numbers; only the lines of wanted words are parsed."""
    vectors: Vectors = {}
    for line_number, line in enumerate(file, start=first):
        if line_number == first:
            _check_dimension(path, len(line.split()) - 1, dimension)
        name = line[: line.find(b" ")]
        if not wanted.take(name):
            continue
        head, *numbers = line.rstrip().rsplit(b" ", dimension)
        if head != name:
            wanted.probes.add(name)
            continue  # a word that holds spaces and begins like a wanted one
        if len(numbers) < dimension:
            raise BakeoffError(
                f"{path}: line {line_number}: expected {dimension} numbers, got {len(numbers)}; "
                "delete the file and run the download again"
            )
        vectors.setdefault(name.decode("utf-8", "replace"), _parse(path, line_number, numbers))
    return vectors


def _parse(path: Path, number: int, numbers: list[bytes]) -> NDArray[np.float32]:
    try:
        vector = np.array(numbers, dtype=np.float32)
    except ValueError as error:
        raise BakeoffError(f"{path}: line {number}: expected numbers, got {error}") from None
    if not np.isfinite(vector).all():
        raise BakeoffError(f"{path}: line {number}: expected finite numbers, got NaN or infinity")
    return vector


def _read_binary(
    path: Path, file: io.BufferedReader, wanted: Wanted, dimension: int, count: int
) -> Vectors:
    """Read words and float32 vectors; a newline may stand after each vector."""
    vectors: Vectors = {}
    size = 4 * dimension
    block, at = b"", 0
    for index in range(count):
        while (space := block.find(b" ", at)) < 0 or len(block) < space + 1 + size:
            more = file.read(BUFFER)
            if not more:
                raise BakeoffError(
                    f"{path}: expected {count} vectors, got {index}; download it again"
                )
            block, at = block[at:] + more, 0
        name = block[at:space].lstrip(b"\n")
        at = space + 1 + size
        if wanted.take(name):
            vector = np.frombuffer(block, "<f4", dimension, space + 1).copy()
            vectors.setdefault(name.decode("utf-8", "replace"), vector)
    return vectors
