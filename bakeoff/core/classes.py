"""The classes: their names in the order of the probabilities, and labels as numbers."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.files import write_text
from bakeoff.core.table import Text

Labelled = tuple[list[str], NDArray[np.int32]]  # texts, and the class number of each


def write_classes(path: Path, classes: list[str]) -> None:
    """Write one name per line."""
    write_text(path, "".join(f"{name}\n" for name in classes))


def load_classes(path: Path) -> list[str]:
    """Read what `write_classes` wrote."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def number_labels(texts: list[Text], classes: list[str]) -> Labelled:
    """Give the texts without their labels, and the numbers of their classes, (n,) int32."""
    number = {name: index for index, name in enumerate(classes)}
    labels = np.array([number[text.label] for text in texts], np.int32)
    return [text.text for text in texts], labels
