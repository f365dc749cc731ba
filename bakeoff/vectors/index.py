"""An index of a file: all its vectors, parsed, so that another vocabulary needs no other pass.

It is kept below the file's SHA-256, so that it is never that of another content. A file is not
hashed again as long as its status (size, dates, inode) stands: a content cannot change without
the date of its change of status (ctime), which no program can set. A file that changed within two
seconds before it was hashed is hashed every time, because dates are no finer than that everywhere.
"""

import hashlib
import os
import shutil
import time
import zlib
from array import array
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.errors import BakeoffError
from bakeoff.files import atomic_folder, read_json, write_json
from bakeoff.vectors.containers import MAX_BYTES
from bakeoff.vectors.readers import VectorFile, open_vectors
from bakeoff.vectors.wanted import Vectors, Wanted

VERSION = 1  # of the files of an index
SETTLED = 2_000_000_000  # nanoseconds after which a file's dates can be told from new ones
CHUNK = 1024  # words that are looked at together for extra words


class Index:
    """All vectors of a file, in files of its own, all little-endian.

    vectors.f32 (count, dimension) float32; names.bytes, all words one after another and a newline;
    starts.i64 (count + 1,), where each begins; hashes.u32 (count,), their CRC-32, sorted; rows.u32
    (count,), the row of each hash, of equal hashes the first row first.
    """

    def __init__(self, folder: Path) -> None:
        """Map an index.

        Raises:
            OSError, ValueError, KeyError: there is none, or it is damaged.
        """
        about = read_json(folder / "index.json")
        self.count, self.dimension = int(about["count"]), int(about["dimension"])
        self.vectors = _check(folder / "vectors.f32", 4 * self.count * self.dimension)
        self.starts = _map(folder / "starts.i64", "<i8", self.count + 1)
        self.hashes = _map(folder / "hashes.u32", "<u4", self.count)
        self.rows = _map(folder / "rows.u32", "<u4", self.count)
        self.names = _map(folder / "names.bytes", "u1", int(self.starts[-1]) + 1)

    def read(self, wanted: Wanted) -> Vectors:
        """Look wanted words up; gives the same as VectorFile.read."""
        words = self._find(list(wanted.words))
        passed = 0
        while wanted.extra and passed < self.count:
            starts = self.starts[passed : passed + CHUNK + 1].tolist()
            for row, (start, end) in enumerate(pairwise(starts), passed):
                word = wanted.admit(self.names[start:end].tobytes())
                if word is not None:
                    words[row] = word
            passed += CHUNK
        rows = sorted(words)
        wanted.found = dict(zip([words[row] for row in rows], self._take(rows), strict=True))
        return wanted.found

    def _take(self, rows: list[int]) -> NDArray[np.float32]:
        """Read some vectors, (rows, dimension); of a mapped file, each would take 64 KiB."""
        size = 4 * self.dimension
        with self.vectors.open("rb", buffering=0) as file:
            offsets = [row * size for row in rows]
            read = bytearray().join(map(os.pread, repeat(file.fileno()), repeat(size), offsets))
        return np.frombuffer(read, "<f4").astype(np.float32, copy=False).reshape(-1, self.dimension)

    def _find(self, words: list[str]) -> dict[int, str]:
        """Give the first row of each word that is held, and the word."""
        names = [word.encode() for word in words]
        hashes = np.fromiter(map(zlib.crc32, names), np.uint32, len(names))
        order = np.argsort(hashes)  # one search is then near the last
        hashes = hashes[order]
        places = np.searchsorted(self.hashes, hashes)
        found: dict[int, str] = {}
        while len(order):  # once, but for words of equal hashes
            held = places < self.count
            held[held] = self.hashes[places[held]] == hashes[held]
            order, hashes, places = order[held], hashes[held], places[held] + 1
            rows = self.rows[places - 1]
            same = self._compare(rows, [names[which] for which in order.tolist()])
            held_words = [words[which] for which in order[same].tolist()]
            found.update(zip(rows[same].tolist(), held_words, strict=True))
            order, hashes, places = order[~same], hashes[~same], places[~same]
        return found

    def _compare(self, rows: NDArray[np.uint32], names: list[bytes]) -> NDArray[np.bool_]:
        """Tell of each row whether its name is the one that is given, byte by byte."""
        starts, sizes = self.starts[rows], np.fromiter(map(len, names), np.int64, len(names))
        same: NDArray[np.bool_] = self.starts[rows + 1] - starts == sizes
        begins = sizes.cumsum() - sizes  # of each in the names that are given
        which = np.repeat(np.arange(len(names)), sizes)
        held = np.minimum((starts - begins)[which] + np.arange(len(which)), len(self.names) - 1)
        same[which[self.names[held] != np.frombuffer(b"".join(names), np.uint8)]] = False
        return same


def open_index(
    path: Path,
    folder: Path,
    dimension: int | None = None,
    *,
    member: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Index:
    """Open the index of a file, or make it in one pass over the file.

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
    try:
        return Index(place)
    except (OSError, ValueError, KeyError, TypeError):
        place.parent.mkdir(parents=True, exist_ok=True)
    _build(open_vectors(path, dimension, member=member, max_bytes=max_bytes), place)
    if identify(path, folder / "files") != content:
        shutil.rmtree(place)
        raise BakeoffError(
            f"{path}: expected a file that stays as it is, got one that changed while it was read; "
            "run this again"
        )
    return Index(place)


def _build(file: VectorFile, place: Path) -> None:
    """Write the files of an index; what is held in memory are 16 bytes a word."""
    starts, hashes = array("q", [0]), array("I")
    with atomic_folder(place) as folder:
        with (
            (folder / "vectors.f32").open("wb") as vectors,
            (folder / "names.bytes").open("wb") as words,
        ):
            for names, numbers in file.vectors():
                vectors.write(numbers.astype("<f4", copy=False).tobytes())
                words.write(b"".join(names))
                hashes.extend(map(zlib.crc32, names))
                for name in names:
                    starts.append(starts[-1] + len(name))
            words.write(b"\n")
        rows = np.argsort(np.array(hashes, np.uint32), kind="stable")
        np.array(starts, "<i8").tofile(folder / "starts.i64")
        np.array(hashes, "<u4")[rows].tofile(folder / "hashes.u32")
        rows.astype("<u4").tofile(folder / "rows.u32")
        about = {"count": len(hashes), "dimension": file.layout.dimension}
        write_json(folder / "index.json", about)


def identify(path: Path, folder: Path) -> str:
    """Give the SHA-256 of a file, from a record in `folder` if the file did not change since.

    Args:
        path: the file.
        folder: of the records, one a file, under a name made of its path.
    """
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]
    record = folder / f"{name}.json"
    status = _status(path)
    try:
        known = read_json(record)
        if known["status"] == status:
            return str(known["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # no record that could be read
    now = time.time_ns()
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    if status == _status(path) and now - max(status[1:3]) > SETTLED:
        write_json(record, {"status": status, "sha256": content})
    return content


def _status(path: Path) -> list[int]:
    status = path.stat()
    dates = status.st_mtime_ns, status.st_ctime_ns
    return [status.st_size, *dates, status.st_ino, status.st_dev]


def _map(path: Path, dtype: str, count: int) -> NDArray[Any]:
    """Map an array; ValueError if the file is not of its size."""
    _check(path, np.dtype(dtype).itemsize * count)
    return np.asarray(np.memmap(path, dtype, "r"))


def _check(path: Path, size: int) -> Path:
    if path.stat().st_size != size:
        raise ValueError(f"{path}: expected {size} bytes, got {path.stat().st_size}")
    return path
