"""What the readers of all forms share: batches, broken rows, the columns of answers."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError

BATCH = 8192  # rows in memory
NAMED = 20  # broken rows that are named one by one
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a]")


@dataclass(frozen=True)
class Batch:
    """Some rows of a file, in the reader's own form, and the text of each."""

    rows: Any
    texts: list[str]


@dataclass(frozen=True)
class Answers:
    """The class of each text, and (texts, classes) float32 probabilities."""

    labels: list[str]
    probabilities: NDArray[np.float32]


class Writer(Protocol):
    """Writes rows with their answers."""

    def write(self, batch: Batch, answers: Answers) -> None:
        """Append the rows of a batch."""


class Reader(Protocol):
    """Reads a file in batches.

    Attributes:
        columns: names, those of the first rows where rows differ.
    """

    columns: list[str]

    def batches(self, text: list[str]) -> Iterator[Batch]:
        """Read the rows; a text is made of the columns that `text` names."""

    def writer(self, target: Any, added: list[str]) -> AbstractContextManager[Writer]:
        """Write rows in the same form to a path, or to standard output if it is None."""


class Broken:
    """Names rows that cannot be read, and counts them."""

    def __init__(self, file: str) -> None:
        self.file, self.count, self.undecoded = file, 0, 0

    def add(self, place: str, problem: str) -> None:
        """Report a row by its place, such as `line 7`, and what is wrong with it."""
        self.count += 1
        if self.count <= NAMED:
            logging.warning("%s: %s: %s; it is left out", self.file, place, problem)

    def add_undecoded(self, place: str) -> None:
        """Report a row that is not in the encoding."""
        self.undecoded += 1
        self.add(place, "not in the encoding (see --encoding)")

    def finish(self, encoding: str = "") -> None:
        """Say how many rows there were, and which encoding may be that of some."""
        if self.count:
            rows = "1 row has" if self.count == 1 else f"{self.count} rows have"
            hint = f"; the model's own texts are in {encoding}: --encoding {encoding}"
            also = hint if encoding and self.undecoded else ""
            logging.warning("%s: %s no prediction%s", self.file, rows, also)


def name_answers(columns: Sequence[str], classes: Sequence[str]) -> list[str]:
    """Name the columns of answers: label and p_<class>, longer if the file has one of these."""
    names = ["label", *(f"p_{name}" for name in classes)]
    while not set(names).isdisjoint(columns):
        names = [f"predicted_{name}" for name in names]
    return names


def is_decoded(text: str) -> bool:
    """Tell whether a text that was read with `surrogateescape` was in its encoding."""
    return text.isascii() or not any("\udc80" <= character <= "\udcff" for character in text)


def expect_text(line: str, file: str) -> None:
    """Check that the first line of a file is not that of a picture, an archive or the like.

    Raises:
        BakeoffError: it holds both control characters and what is not in its encoding.
    """
    if not is_decoded(line) and CONTROL.search(line):
        raise BakeoffError(
            f"{file}: expected text, got binary data; name another file, or its encoding "
            "with --encoding"
        )
