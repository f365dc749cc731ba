"""Make up files of word vectors of the published sizes: `python -m benchmarks.readers.files`.

Words and numbers are random, from fixed seeds, so that a smaller file is the beginning of a larger
one. Everything that affects the time is as in the published files: the lengths of words and
numbers, the order by frequency, the ratio of compression and the level of zlib.
"""

import gzip
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import typer
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.core.commands import run_command
from bakeoff.core.files import FIXED_DATE, whole_file

LEVEL = 6
ROWS_AT_ONCE = 2000
LETTERS = np.frombuffer(b"etaoinshrdlucmfwypvbgkqjxz", np.uint8)


def make_words(count: int) -> list[bytes]:
    """Make up distinct words; more of them begin with the same ones."""
    draw = np.random.default_rng(0)
    words: dict[bytes, None] = {}
    while len(words) < count:
        lengths = 1 + draw.poisson(6, 100_000)
        picks = np.minimum(draw.geometric(0.12, lengths.sum()), len(LETTERS)) - 1
        letters, ends = LETTERS[picks].tobytes(), lengths.cumsum().tolist()
        words |= dict.fromkeys(
            letters[start:end] for start, end in zip([0, *ends], ends, strict=False)
        )
    return list(islice(words, count))


def draw_words(count: int, among: int) -> list[bytes]:
    """Draw words without repetition, the n-th with a weight of n^(-2/3): frequent ones more often.

    A smaller draw among as many is the beginning of a larger one.
    """
    times = np.random.default_rng(1).exponential(size=among) * np.arange(1, among + 1) ** (2 / 3)
    words = make_words(among)
    return [words[row] for row in np.argsort(times)[:count]]


def make_rows(
    words: list[bytes], dimension: int, deviation: float
) -> Iterator[tuple[list[bytes], NDArray[np.float64]]]:
    """Yield portions of words with normal vectors, (words, dimension), and show the progress."""
    draw = np.random.default_rng(2)
    with tqdm(total=len(words), unit="vector", unit_scale=True, disable=None) as bar:
        for start in range(0, len(words), ROWS_AT_ONCE):
            portion = words[start : start + ROWS_AT_ONCE]
            yield portion, draw.normal(0, deviation, (len(portion), dimension))
            bar.update(len(portion))


def write_glove(path: Path, words: list[bytes]) -> None:
    """Write a zip like glove.6B.zip: 100 numbers per line, and a small member with 50."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for dimension, lines in ((100, words), (50, words[:100])):
            info = zipfile.ZipInfo(f"glove.6B.{dimension}d.txt", FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            form = " ".join(["%s", *["%.5g"] * dimension]) + "\n"
            with archive.open(info, "w") as member:
                for portion, rows in make_rows(lines, dimension, 0.4):
                    member.write(
                        "".join(
                            form % (word.decode(), *row)
                            for word, row in zip(portion, rows.tolist(), strict=True)
                        ).encode()
                    )


def write_google(path: Path, words: list[bytes]) -> None:
    """Write word2vec's binary format, gzipped: 300 numbers that each end with 16 zero bits.

    Most published numbers do, too, and therefore deflate to less than half.
    """
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=LEVEL, fileobj=raw, mtime=0) as file,
    ):
        file.write(b"%d 300\n" % len(words))
        for portion, rows in make_rows(words, 300, 0.16):
            numbers = (rows.astype("<f4").view("<u4") & 0xFFFF0000).astype("<u4")
            file.write(
                b"".join(
                    word + b" " + row.tobytes() for word, row in zip(portion, numbers, strict=True)
                )
            )


def main(
    kind: Annotated[Literal["glove", "google", "words"], typer.Argument(help="of file")],
    path: Annotated[Path, typer.Argument(help="the file to write")],
    count: Annotated[int, typer.Argument(help="of words")],
    among: Annotated[int, typer.Option(help="for words: the first of a file")] = 0,
) -> None:
    """Make a GloVe zip, a gzipped word2vec binary, or a list of words, one per line."""
    with whole_file(path) as temporary:
        if kind == "glove":
            write_glove(temporary, make_words(count))
        elif kind == "google":
            write_google(temporary, make_words(count))
        else:
            temporary.write_bytes(b"\n".join(draw_words(count, max(count, among))))


if __name__ == "__main__":
    run_command(main)
