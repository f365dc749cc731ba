"""A labelled text, and the CSV files in which the stages hand such texts on."""

import csv
import io
from pathlib import Path
from typing import NamedTuple

from bakeoff.files import write_text

csv.field_size_limit(2**31 - 1)  # characters of a cell; the default of 128 KiB is short of a book


class Message(NamedTuple):
    """One labelled text."""

    row: int  # of the published file, from 0
    text: str
    label: str
    slice: str  # "" where the data has no slices


def normalise(text: str) -> str:
    """Fold case and white space: what two texts share that differ in nothing else."""
    return " ".join(text.casefold().split())


def write_messages(path: Path, messages: list[Message]) -> None:
    """Write messages as CSV (UTF-8): row, text, label, slice.

    All texts stand in quotes: before Python 3.13 a lone carriage return would stand without.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(Message._fields)
    writer.writerows(messages)
    write_text(path, buffer.getvalue())


def load_messages(path: Path) -> list[Message]:
    """Read what `write_messages` wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        return [Message(int(row), *rest) for row, *rest in lines]
