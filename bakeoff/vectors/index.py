"""An index of a file: all its vectors, parsed, so that another vocabulary needs no other pass.

It is kept below the file's SHA-256, so that it is never that of another content: see identity.py.
"""

import hashlib
import mmap
import shutil
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.errors import BakeoffError
from bakeoff.files import atomic_folder, read_json, write_json
from bakeoff.lock import alone
from bakeoff.vectors.containers import MAX_BYTES
from bakeoff.vectors.identity import identify
from bakeoff.vectors.readers import VectorFile, open_vectors
from bakeoff.vectors.wanted import Vectors, Wanted

VERSION = 2  # of the files of an index
CHUNK = 256  # words that are looked at together
NEWLINE = b"\n"[0]
FACTOR = 0x9E3779B97F4A7C15  # of hashes: any odd number whose bits are mixed
WINDOW = 16 << 20  # bytes of vectors that are written, or mapped, together


class Index:
    """All vectors of a file, in files of its own, all little-endian.

    vectors.f32 (count, dimension) float32; names.bytes, all words, a newline after each; starts.i64
    (count + 1,), where each begins, and the end; hashes.u32 (count,), those of words and newlines,
    sorted; rows.u32 (count,), the row of each hash, of equal hashes the first row first.
    """

    def __init__(self, folder: Path) -> None:
        """Map an index.

        Raises:
            OSError, ValueError, KeyError: there is none, or it is damaged.
        """
        about = read_json(folder / "index.json")
        self.count, self.dimension = int(about["count"]), int(about["dimension"])
        self.vectors = _check(folder / "vectors.f32", 4 * self.count * self.dimension)
        self.starts = np.frombuffer(_map(folder / "starts.i64", 8 * (self.count + 1)), "<i8")
        self.hashes = np.frombuffer(_map(folder / "hashes.u32", 4 * self.count), "<u4")
        self.rows = np.frombuffer(_map(folder / "rows.u32", 4 * self.count), "<u4")
        self.names = np.frombuffer(_map(folder / "names.bytes", int(self.starts[-1])), "u1")

    def read(self, wanted: Wanted) -> Vectors:
        """Look wanted words up; gives the same as VectorFile.read."""
        self._admit(wanted)
        words = [*wanted.row_of]
        rows, which = self._find(words)
        found = [words[at] for at in which.tolist()]
        wanted.found = Vectors({word: row for row, word in enumerate(found)}, self._take(rows))
        return wanted.found

    def _admit(self, wanted: Wanted) -> None:
        """Have words admitted until all that are wanted besides are there."""
        for first in range(0, self.count, CHUNK):
            if not wanted.extra:
                break
            starts = self.starts[first : first + CHUNK + 1].tolist()
            for start, end in pairwise(starts):
                wanted.admit(self.names[start : end - 1].tobytes())

    def _find(self, words: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the first row of each word that is held, in order, and which word it is."""
        text = np.frombuffer("\n".join([*words, ""]).encode(), np.uint8)
        ends = np.flatnonzero(text == NEWLINE) + 1
        if len(ends) != len(words):  # a word holds one
            ends = np.cumsum([len(word.encode()) + 1 for word in words], dtype=np.int64)
        begins = np.append(0, ends)[:-1]
        hashes = _hash(text, begins, ends)
        which = np.argsort(hashes)  # one search is then near the last
        hashes = hashes[which]
        places = np.searchsorted(self.hashes, hashes)
        found = np.empty((2, 0), np.int64)
        while len(which):  # once, but for words of equal hashes
            held = places < self.count
            held[held] = self.hashes[places[held]] == hashes[held]
            which, hashes, places = which[held], hashes[held], places[held]
            rows = self.rows[places]
            same = self._compare(rows, text, begins[which], ends[which])
            found = np.append(found, np.stack((rows[same], which[same])), axis=1)
            which, hashes, places = which[~same], hashes[~same], places[~same] + 1
        rows, which = found[:, found[0].argsort()]
        return rows, which

    def _compare(
        self,
        rows: NDArray[np.uint32],
        text: NDArray[np.uint8],
        begins: NDArray[np.int64],
        ends: NDArray[np.int64],
    ) -> NDArray[np.bool_]:
        """Tell of each row whether its name is what stands in a text from a begin to an end."""
        starts, sizes = self.starts[rows], ends - begins
        same: NDArray[np.bool_] = self.starts[rows + 1] - starts == sizes
        which = np.repeat(np.arange(len(rows)), sizes)  # of each byte
        offsets = np.arange(len(which)) - (sizes.cumsum() - sizes)[which]
        held = np.minimum(starts[which] + offsets, len(self.names) - 1)
        same[which[self.names[held] != text[begins[which] + offsets]]] = False
        return same

    def _take(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Read some vectors, (rows, dimension); the rows ascend.

        The file is mapped one window at a time, because what is touched of it counts as memory.
        """
        vectors = np.empty((len(rows), self.dimension), "<f4")
        windows = rows * (4 * self.dimension) // WINDOW  # in which each begins
        borders = [0, *(np.flatnonzero(np.diff(windows)) + 1).tolist(), len(rows)]
        with self.vectors.open("rb") as file:
            for first, last in pairwise(borders):
                if first < last:
                    self._gather(file.fileno(), rows[first:last], vectors[first:last])
        return vectors.astype(np.float32, copy=False)

    def _gather(self, file: int, rows: NDArray[np.int64], out: NDArray[np.float32]) -> None:
        """Read the vectors that begin in one window.

        By pages of 2 MiB that is much faster than a read of each.
        """
        size, first, count = 4 * self.dimension, int(rows[0]), int(rows[-1] - rows[0]) + 1
        start = first * size // WINDOW * WINDOW
        end = min(start + WINDOW + size, self.count * size)
        mapped = mmap.mmap(file, end - start, access=mmap.ACCESS_READ, offset=start)
        if hasattr(mmap, "MADV_HUGEPAGE"):
            with suppress(OSError):  # a kernel without them
                mapped.madvise(mmap.MADV_HUGEPAGE)
        held = np.ndarray((count, self.dimension), "<f4", mapped, first * size - start)
        np.take(held, rows - first, axis=0, out=out, mode="clip")  # "raise" would take a buffer


def open_index(
    path: Path,
    folder: Path,
    dimension: int | None = None,
    *,
    member: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Index:
    """Open the index of a file, or make it in one pass; who asks meanwhile, waits.

    Args:
        path: the file of vectors.
        folder: of all indexes.
        dimension: as in `open_vectors`.
        member: as in `open_vectors`.
        max_bytes: as in `open_vectors`.

    Raises:
        BakeoffError: the file is damaged, changes meanwhile, or is fastText's .bin.
    """
    content = identify(path, folder / "files")
    key = f"{VERSION} {content} {member} {dimension}"
    place = folder / hashlib.sha256(key.encode()).hexdigest()[:32]
    if (index := _open(place)) is not None:
        return index
    with alone(place, path.name):
        if (index := _open(place)) is not None:  # another process has made it meanwhile
            return index
        _build(open_vectors(path, dimension, member=member, max_bytes=max_bytes), place)
        if identify(path, folder / "files") != content:
            shutil.rmtree(place)
            raise BakeoffError(
                f"{path}: expected a file that stays as it is, got one that changed while it was "
                "read; run this again"
            )
        return Index(place)


def _open(place: Path) -> Index | None:
    """Open an index; None if there is none, or it is damaged."""
    try:
        return Index(place)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _build(file: VectorFile, place: Path) -> None:
    """Write the files of an index; what is held in memory are 16 bytes a word."""
    starts, hashes = [np.zeros(1, np.int64)], [np.empty(0, np.uint32)]
    with atomic_folder(place) as folder:
        with (
            # In pieces so large that Linux keeps them in pages of 2 MiB.
            (folder / "vectors.f32").open("wb", buffering=WINDOW) as vectors,
            (folder / "names.bytes").open("wb") as words,
        ):
            for names, numbers in file.vectors():
                vectors.write(numbers.astype("<f4", copy=False).tobytes())
                text = b"\n".join([*names, b""])
                words.write(text)
                ends = np.cumsum([len(name) + 1 for name in names])
                hashes.append(_hash(np.frombuffer(text, np.uint8), np.append(0, ends)[:-1], ends))
                starts.append(ends + starts[-1][-1])
        hashed = np.concatenate(hashes)
        rows = np.argsort(hashed, kind="stable")
        np.concatenate(starts).astype("<i8").tofile(folder / "starts.i64")
        hashed[rows].astype("<u4").tofile(folder / "hashes.u32")
        rows.astype("<u4").tofile(folder / "rows.u32")
        about = {"count": len(hashed), "dimension": file.layout.dimension}
        write_json(folder / "index.json", about)


def _hash(
    text: NDArray[np.uint8], begins: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Hash what stands in a text from each begin to its end, where the next begins.

    It is the upper half of a polynomial modulo 2**64 whose coefficients are the bytes.
    """
    sizes = ends - begins
    powers = np.full(sizes.max(initial=0), FACTOR, np.uint64).cumprod()
    offsets = np.arange(len(text)) - np.repeat(begins, sizes)
    sums = np.add.reduceat(text * powers[offsets], begins)
    return (sums >> np.uint64(32)).astype(np.uint32)


def _map(path: Path, size: int) -> mmap.mmap:
    """Map a file; ValueError if it is not of its size, or empty."""
    with _check(path, size).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _check(path: Path, size: int) -> Path:
    if path.stat().st_size != size:
        raise ValueError(f"{path}: expected {size} bytes, got {path.stat().st_size}")
    return path
