"""Labelled texts, and the CSV files that pass them from stage to stage."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bakeoff.core.files import write_text
from bakeoff.core.table import normalise as normalise


class Message(NamedTuple):
    """A labelled text."""

    row: int  # of the published file, from 0
    text: str
    label: str
    slice: str  # "" where the data has no slices


def in_training(
    splits: dict[str, list[Message]], key: Callable[[str], str] = normalise
) -> list[bool]:
    """Tell for each test row whether a training or validation text has the same key."""
    seen = {key(message.text) for name in ("train", "valid") for message in splits[name]}
    return [key(message.text) in seen for message in splits["test"]]


def write_messages(path: Path, messages: list[Message]) -> None:
    """Write messages as CSV (UTF-8): row, text, label, slice.

    All texts are quoted: before Python 3.13, a lone carriage return would not be.
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
