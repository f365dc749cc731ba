"""The classes: their names in the order of the probabilities, and labels as numbers."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.files import write_text
from bakeoff.texts.messages import Message

Labelled = tuple[list[str], NDArray[np.int32]]  # texts, and the number of each one's class


def write_classes(path: Path, classes: list[str]) -> None:
    """Write one name a line."""
    write_text(path, "".join(f"{name}\n" for name in classes))


def load_classes(path: Path) -> list[str]:
    """Read what `write_classes` wrote."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def number_labels(messages: list[Message], classes: list[str]) -> Labelled:
    """Give the texts of messages and, as int32 (n,), the numbers of their classes."""
    number = {name: index for index, name in enumerate(classes)}
    labels = np.array([number[message.label] for message in messages], np.int32)
    return [message.text for message in messages], labels
