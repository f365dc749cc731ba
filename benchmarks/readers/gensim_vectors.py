"""gensim: all vectors of a file in one matrix.

It reads GloVe's text, but no zip, so it gets an extracted file; gzip it inflates itself.
"""

from pathlib import Path

import numpy as np
from gensim.models import KeyedVectors

from benchmarks.readers.side import Floats, run_side


def read(path: Path, words: list[str], dimension: int) -> Floats:
    """Load the file as its name says it is: .txt has no header, .gz is binary."""
    binary = path.suffix == ".gz"
    vectors = KeyedVectors.load_word2vec_format(str(path), binary=binary, no_header=not binary)
    matrix: Floats = np.asarray(vectors[words], np.float32)
    return matrix


if __name__ == "__main__":
    run_side(read)
