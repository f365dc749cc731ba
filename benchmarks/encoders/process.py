"""One side of a comparison: a process on one core that encodes the first lines of a file."""

import os
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path


def run_side(encode: Callable[[Path, list[str], Path], None]) -> None:
    """Encode by the arguments: the folder of the model, the texts, how many, the file to write."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # for its threads, too
    folder, path, count, out = sys.argv[1:]
    with Path(path).open(encoding="utf-8") as file:
        texts = [line.removesuffix("\n") for line in islice(file, int(count))]
    encode(Path(folder), texts, Path(out))
