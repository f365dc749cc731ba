"""A vocabulary read in a pass over the file, and looked up in its index, in one process.

`python -m benchmarks.readers.look_up FILE WORDS DIMENSION FOLDER RUNS` prints a line a run: CPU
seconds of the pass, and of the look-up from opening the index to the last vector. The index is made
before, in FOLDER, and read once without counting, as the file is; both must give the same.
"""

import sys
import time
from pathlib import Path

import numpy as np

from bakeoff.vectors.index import open_index
from bakeoff.vectors.readers import read_vectors
from bakeoff.vectors.wanted import Wanted


def main() -> None:
    """Time both, in turn."""
    path, vocabulary, dimension, folder, runs = sys.argv[1:]
    words = set(Path(vocabulary).read_text(encoding="utf-8").splitlines())
    file, indexes, numbers = Path(path), Path(folder), int(dimension)
    open_index(file, indexes, numbers).read(Wanted(words))
    for _ in range(int(runs)):
        start = time.process_time()
        passed = read_vectors(file, Wanted(words), numbers)
        middle = time.process_time()
        looked_up = open_index(file, indexes, numbers).read(Wanted(words))
        end = time.process_time()
        if list(passed) != list(looked_up) or not all(
            np.array_equal(passed[word], looked_up[word]) for word in passed
        ):
            sys.exit(f"{path}: the index gives other vectors than a pass")
        print(middle - start, end - middle)
        del looked_up


if __name__ == "__main__":
    main()
