"""pandas: read the text into a frame with its parser in C, then look up the vocabulary."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.readers.side import Floats, open_content, run_side


def read(path: Path, words: list[str], dimension: int) -> Floats:
    """Read a frame of all words and numbers, and take the vocabulary's rows."""
    types = {0: str, **dict.fromkeys(range(1, dimension + 1), np.float32)}
    with open_content(path) as file:
        frame = pd.read_csv(
            file,
            sep=" ",
            header=None,
            index_col=0,
            quoting=csv.QUOTE_NONE,
            engine="c",
            na_filter=False,
            dtype=types,
        )
    matrix: Floats = frame.loc[words].to_numpy()
    return matrix


if __name__ == "__main__":
    run_side(read)
