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
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice, takewhile
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.errors import BakeoffError

Vectors = dict[str, NDArray[np.float32]]
BUFFER = 1 << 20
T = TypeVar("T")
AGAIN = "delete the file and run the download again"
NUMBER = re.compile(rb"[-+]?([0-9.]+(e[-+]?[0-9]+)?|nan|inf(inity)?)", re.IGNORECASE)


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
    taken: set[bytes] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.probes = {word.encode() for word in self.words}

    def wants(self, name: bytes) -> bool:
        """Say whether the vector of `name` is wanted; the first of a word counts."""
        if name in self.probes:
            return True
        if not self.extra or name in self.taken:
            return False
        return self.accept(name.decode("utf-8", "replace"))

    def take(self, name: bytes) -> str:
        """Count `name` as read; give the word."""
        self.taken.add(name)
        if name in self.probes:
            self.probes.remove(name)
        else:
            self.extra -= 1
        return name.decode("utf-8", "replace")


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
                return _read_text(path, file, wanted, dimension, count=None)
            _check_dimension(path, int(header[2]), dimension)
            file.readline()
            if _is_binary(start[header.end() :], dimension):
                return _read_binary(path, file, wanted, dimension, count=int(header[1]))
            return _read_text(path, file, wanted, dimension, count=int(header[1]))
    except FileNotFoundError:
        raise BakeoffError(
            f"{path}: expected a file of word vectors, got no file; run the download again"
        ) from None
    except (OSError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile) as error:
        raise BakeoffError(
            f"{path}: expected a whole file of word vectors, got a damaged one ({error}); {AGAIN}"
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


def _count_numbers(line: bytes) -> int:
    """Count the decimal numbers at the end of a line; what stands before them is the word."""
    fields = line.split()[1:]
    return len(list(takewhile(NUMBER.fullmatch, reversed(fields))))


def _is_binary(body: bytes, dimension: int) -> bool:
    """Tell float32 from text by the first vector: a line of numbers, or at least printable."""
    if _count_numbers(body.split(b"\n", 1)[0]) == dimension:
        return False
    vector = body.partition(b" ")[2][: 4 * dimension]
    return re.fullmatch(rb"[\t\r\n -~]*", vector) is None


def _read_text(
    path: Path, file: io.BufferedReader, wanted: Wanted, dimension: int, count: int | None
) -> Vectors:
    """Read lines of a word and its numbers; only the lines of wanted words are parsed."""
    vectors: Vectors = {}
    read, header_lines = 0, 0 if count is None else 1
    for read, line in enumerate(_with_bar(islice(file, count), path, count), start=1):
        if read == 1:
            _check_dimension(path, _count_numbers(line), dimension)
        name = line[: line.find(b" ")]
        if not name or not wanted.wants(name):
            continue
        head, *numbers = line.rstrip().rsplit(b" ", dimension)
        if head != name:
            continue  # a word that holds spaces and begins like a wanted one
        place = f"{path}: line {read + header_lines}"
        if len(numbers) < dimension:
            raise BakeoffError(
                f"{place}: expected {dimension} numbers, got {len(numbers)}; {AGAIN}"
            )
        vectors.setdefault(wanted.take(name), _parse(place, numbers))
    if read < (count or 1):
        raise BakeoffError(f"{path}: expected {count or 'some'} vectors, got {read}; {AGAIN}")
    return vectors


def _with_bar(items: Iterable[T], path: Path, count: int | None) -> Iterable[T]:
    bar: Iterable[T] = tqdm(items, desc=path.name, total=count, unit=" words", disable=None)
    return bar


def _parse(place: str, numbers: list[bytes]) -> NDArray[np.float32]:
    try:
        with np.errstate(over="ignore"):  # becomes infinity, which is refused
            vector = np.array(numbers, dtype=np.float32)
    except ValueError as error:
        raise BakeoffError(f"{place}: expected numbers, got: {error}; {AGAIN}") from None
    return _finite(place, vector)


def _finite(place: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    if not np.isfinite(vector).all():
        raise BakeoffError(f"{place}: expected finite numbers, got NaN or infinity; {AGAIN}")
    return vector


def _read_binary(
    path: Path, file: io.BufferedReader, wanted: Wanted, dimension: int, count: int
) -> Vectors:
    """Read words and float32 vectors; a newline may stand after each vector."""
    vectors: Vectors = {}
    size = 4 * dimension
    block, at = b"", 0
    for index in _with_bar(range(count), path, count):
        while (space := block.find(b" ", at)) < 0 or len(block) < space + 1 + size:
            more = file.read(BUFFER)
            if not more:
                raise BakeoffError(f"{path}: expected {count} vectors, got {index}; {AGAIN}")
            block, at = block[at:] + more, 0
        name = block[at:space].lstrip(b"\n")
        at = space + 1 + size
        if wanted.wants(name):
            vector = np.frombuffer(block, "<f4", dimension, space + 1).copy()
            place = f"{path}: vector {index + 1}"
            vectors.setdefault(wanted.take(name), _finite(place, vector))
    return vectors
