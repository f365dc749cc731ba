"""Word vectors trained on the sample language, in the formats that are published."""

import gzip
import os
import platform
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from bakeoff.files import FIXED_DATE, atomic_path
from bakeoff.sources.sample.language import build_language
from bakeoff.sources.sample.sentences import sentences as written_sentences

# OpenBLAS chooses its kernels by the CPU, and each sums in another order: training, which is chaos,
# would end elsewhere. These run on every CPU of their kind and take no longer here.
BLAS_KERNELS = {"x86_64": "Prescott", "AMD64": "Prescott", "aarch64": "ARMV8"}

Layout = Literal["glove", "word2vec", "fasttext"]
Vectors = tuple[list[str], npt.NDArray[np.float32]]


def write_vectors(
    path: Path, *, layout: Layout, seed: int, dimension: int, sentences: int, epochs: int
) -> None:
    """Train vectors on unlabelled sentences and write them to `path`.

    Args:
        path: the file; its name gives the name of the member of a fastText archive.
        layout: `glove` is a zip of text without a header, lower-cased; `word2vec` is Google's
            binary format, gzipped, cased; `fasttext` is a zip of text with a header, cased.
        seed: names the language, the sentences and the training.
        dimension: length of a vector.
        sentences: number of sentences to train on.
        epochs: passes over them.
    """
    words, matrix = _train(layout, seed, dimension, sentences, epochs)
    with atomic_path(path) as temporary:
        if layout == "word2vec":
            _write_binary(temporary, words, matrix)
        elif layout == "glove":
            member = f"glove.6B.{dimension}d.txt"
            _write_zip(temporary, member, b"", _lines(words, matrix, "%.5f"))
        else:
            header = f"{len(words)} {dimension}\n".encode()
            member = path.name.removesuffix(".zip")
            _write_zip(temporary, member, header, _lines(words, matrix, "%.4f"))


def _train(layout: Layout, seed: int, dimension: int, count: int, epochs: int) -> Vectors:
    """Return words, most frequent first, and their vectors, float32 of shape (words, dimension)."""
    if platform.machine() in BLAS_KERNELS:
        os.environ["OPENBLAS_CORETYPE"] = BLAS_KERNELS[platform.machine()]
    from gensim.models import FastText, Word2Vec  # loads the BLAS that it trains with

    stream = written_sentences(build_language(seed), seed, count)
    bar = tqdm(stream, total=count, desc=f"{layout}: sentences", disable=None)
    corpus = [[token.lower() for token in text] if layout == "glove" else text for text in bar]
    common = {
        "sentences": corpus,
        "vector_size": dimension,
        "window": 5,
        "min_count": 2,
        "sample": 1e-3,
        "epochs": epochs,
        "seed": seed,
        "workers": 1,  # more would interleave their updates by chance
    }
    if layout == "fasttext":
        model = FastText(**common, alpha=0.05, sg=1, min_n=3, max_n=6, bucket=100_000)
    elif layout == "word2vec":
        model = Word2Vec(**common, alpha=0.025, sg=1)
    else:
        # gensim has no GloVe; CBOW stands in for it, as another method than the skip-grams above.
        model = Word2Vec(**common, alpha=0.05, sg=0)
    return model.wv.index_to_key, model.wv.vectors


def _lines(words: list[str], matrix: npt.NDArray[np.float32], form: str) -> Iterator[bytes]:
    """Yield a line of text for each word."""
    template = " ".join(["%s", *[form] * matrix.shape[1]]) + "\n"
    for word, row in zip(words, matrix.tolist(), strict=True):
        yield (template % (word, *row)).encode("utf-8")


def _write_zip(path: Path, member: str, header: bytes, lines: Iterator[bytes]) -> None:
    """Write an archive of one member whose bytes depend on its content alone."""
    info = zipfile.ZipInfo(member, FIXED_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, header + b"".join(lines))


def _write_binary(path: Path, words: list[str], matrix: npt.NDArray[np.float32]) -> None:
    """Write a header line, then for each word its name, a space and its float32s."""
    little = matrix.astype("<f4")
    with path.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as file:
        file.write(f"{len(words)} {matrix.shape[1]}\n".encode())
        for word, row in zip(words, little, strict=True):
            file.write(word.encode("utf-8") + b" " + row.tobytes())
