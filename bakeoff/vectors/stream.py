"""The content of a file in word2vec's binary format, read as far as necessary."""

from collections.abc import Iterator
from dataclasses import dataclass

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.layout import MAX_WORD, Layout, wrong
from bakeoff.vectors.records import TEXT, ZEROS


@dataclass
class Stream:
    """The content of a file from one of its bytes on, as far as it has been read."""

    layout: Layout
    blocks: Iterator[bytes]
    place: int  # of the block in the content
    block: bytes = b""
    end: bytes = b""  # what follows each vector: nothing, or a line end
    is_cut: bool = False  # whether a reading was dropped because the file ends within a record

    @property
    def size(self) -> int:
        """Bytes of a vector."""
        return 4 * self.layout.dimension

    def extend(self) -> bool:
        """Append a block; tell whether there was one."""
        more = next(self.blocks, b"")
        self.block += more
        return bool(more)

    def reach(self, size: int) -> bool:
        """Append blocks until the block has `size` bytes; tell whether it has."""
        while len(self.block) < size and self.extend():
            pass
        return len(self.block) >= size

    def find_spaces(self, start: int) -> list[int]:
        """Find the spaces in the text that begins at a byte, or else the first space after it."""
        while True:
            text = TEXT.match(self.block, start, start + MAX_WORD)
            stop = text.end() if text else start
            if min(len(self.block), start + MAX_WORD) - stop > 3 or not self.extend():
                break
        zeros = self.block.find(ZEROS, start, stop)
        stop = stop if zeros < 0 else zeros
        spaces = [at for at in range(start, stop) if self.block[at] == ord(" ")]
        first = -1 if spaces else self.block.find(b" ", start)
        while not spaces and first < 0 and len(self.block) <= start + MAX_WORD and self.extend():
            first = self.block.find(b" ", start)
        return [first] if first >= 0 else spaces

    def is_over(self, at: int) -> bool:
        """Tell whether only line ends follow, which some editors add."""
        while self.block[at : at + 1] in (b"\n", b"") and not self.block[at:].strip(b"\n"):
            if not self.extend():
                return True
        return False

    def wrong(self, at: int, got: str) -> BakeoffError:
        """Make the error for a byte of the block at which no record can begin."""
        line_end = " and a line end" if self.end else ""
        expected = f"a word, a space and {self.size} bytes of numbers{line_end}"
        return wrong(f"{self.layout.path}: byte {self.place + at}", expected, got)

    def unclear(self, at: int) -> BakeoffError:
        """Make the error for a byte of the block from which there are several ways to read on."""
        return BakeoffError(
            f"{self.layout.path}: byte {self.place + at}: expected a word and its vector, got "
            "bytes that can be read in several ways, because words may hold spaces; save the "
            "vectors as text, with gensim by vectors.save_word2vec_format('vectors.txt')"
        )
