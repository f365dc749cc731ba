"""Measure the steps of a reader and alternatives to them: the choices of docs/decisions/0010.

`python -m benchmarks.readers.steps` makes up 8 MB of vectors and prints CPU nanoseconds per line,
name, number or byte: the smallest of several runs, with one thread.
"""

import re
import time
import zlib
from collections import deque
from collections.abc import Callable
from io import BytesIO

import numpy as np
from isal import isal_zlib
from scipy.io import mmread

from bakeoff.vectors.decimals import parse_decimals
from benchmarks.readers.files import make_words

LINES, DIMENSION = 10_000, 100
SIZE = 4 * DIMENSION


def measure(what: str, per: int, step: Callable[[], object]) -> None:
    """Print the cost of a step per item."""
    costs = []
    for _ in range(7):
        start = time.process_time()
        step()
        costs.append(time.process_time() - start)
    print(f"{what}: {min(costs) / per * 1e9:.3g} ns")


def find_names(content: bytes) -> list[bytes]:
    """Cut the names out of word2vec's binary format with a loop."""
    names, at = [], 0
    while (space := content.find(b" ", at)) >= 0:
        names.append(content[at:space])
        at = space + 1 + SIZE
    return names


def main() -> None:
    """Compare the steps."""
    words = make_words(LINES)
    numbers = np.random.default_rng(2).normal(0, 0.4, (LINES, DIMENSION)).astype("<f4")
    numbers_of = " ".join(["%.5g"] * DIMENSION)
    texts = [(numbers_of % tuple(row)).encode() for row in numbers.tolist()]
    pairs = zip(words, texts, strict=True)
    text = b"".join(word + b" " + row + b"\n" for word, row in pairs)
    rows = zip(words, numbers, strict=True)
    binary = b"".join(word + b" " + row.tobytes() for word, row in rows)
    deflated = zlib.compress(text, 6)
    measure("a byte inflated by zlib", len(text), lambda: zlib.decompress(deflated))
    measure("a byte inflated by ISA-L", len(text), lambda: isal_zlib.decompress(deflated))
    measure("a line, split", LINES, lambda: text.split(b"\n"))
    measure("a line, readlines", LINES, lambda: BytesIO(text).readlines())
    measure("a line, one after another", LINES, lambda: deque(BytesIO(text), maxlen=0))
    gap = re.compile(rb" .{%d}\n*+" % SIZE, re.DOTALL)
    measure("a binary name, a loop of find", LINES, lambda: find_names(binary))
    measure("a binary name, one regular expression", LINES, lambda: gap.split(binary))
    joined, count = b" ".join(texts), LINES * DIMENSION
    measure("a number, float()", count, lambda: np.array([*map(float, joined.split())], np.float32))
    measure("a number, numpy.fromstring", count, lambda: np.fromstring(joined, np.float32, sep=" "))
    market = b"%%%%MatrixMarket matrix array real general\n1 %d\n" % count
    market += joined.replace(b" ", b"\n")
    measure("a number, scipy.io.mmread", count, lambda: mmread(BytesIO(market)))
    parts = [texts[start : start + 300] for start in range(0, LINES, 300)]
    form = b" ".join([b"."] * DIMENSION)
    measure(
        "a number, asked whether its line is plain",
        count,
        lambda: [row.translate(None, b"0123456789-") == form for row in texts],
    )
    measure(
        "a number, an integer over a power of ten",
        count,
        lambda: [parse_decimals(part, DIMENSION) for part in parts],
    )


if __name__ == "__main__":
    main()
