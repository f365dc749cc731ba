"""The parts of a model in fastText's format .bin, taken in their order.

They are the settings, the dictionary and two matrices (fastText's dictionary.cc and
densematrix.cc).
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.layout import MAX_WORD, wrong

ENTRY = 9  # bytes after a word and its zero: a count and a type
# whether the matrix is quantized, which models from before 2017 do not say; rows, columns
MATRIX = struct.Struct("<?2q")


class Content:
    """The content of a file, consumed from its front; at most a block of it is in memory."""

    def __init__(self, path: Path, blocks: Iterator[bytes], *, is_old: bool = False) -> None:
        """Begin at the first byte; `is_old` says that the model is from before 2017."""
        self.path, self.blocks, self.is_old = path, blocks, is_old
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
