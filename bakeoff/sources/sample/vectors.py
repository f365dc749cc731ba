"""Word vectors trained on the sample language, written in the published formats."""

import gzip
import io
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import output, write_zip
from bakeoff.sources.sample.language import build_language
from bakeoff.sources.sample.sentences import compose_sentences
from bakeoff.sources.settings import MadeVectors

# OpenBLAS chooses its kernels by the CPU, and each sums in another order; training amplifies the
# differences. These kernels run on every CPU of their kind, and are as fast here.
BLAS_KERNELS = {"x86_64": "Prescott", "AMD64": "Prescott", "aarch64": "ARMV8"}

# gensim declares that BLAS's sdot returns -1 after an exception (word2vec_inner.pxd, `except -1`),
# and so reports every dot product of exactly -1; sys.unraisablehook does not see these reports.
FALSE_ALARM = "Exception ignored in: 'gensim.models.word2vec_inner.our_dot_float'"

Vectors = tuple[list[str], npt.NDArray[np.float32]]


def write_vectors(path: Path, settings: MadeVectors) -> None:
    """Train vectors on unlabelled sentences and write them.

    The layout `glove` is a zip of lower-cased text without a header; `word2vec` is Google's binary
    format, gzipped, cased; `fasttext` is a zip of cased text with a header.
    """
    words, matrix = _train(settings)
    header = f"{len(words)} {settings.dimension}\n".encode()
    if settings.layout == "word2vec":
        _write_binary(path, header, words, matrix)
    elif settings.layout == "glove":
        text = b"".join(_lines(words, matrix, "%.5f"))
        write_zip(path, {f"glove.6B.{settings.dimension}d.txt": text})
    else:
        text = header + b"".join(_lines(words, matrix, "%.4f"))
        write_zip(path, {path.name.removesuffix(".zip"): text})


def _train(settings: MadeVectors) -> Vectors:
    """Return words, most frequent first, and their vectors, float32 of shape (words, dimension)."""
    if platform.machine() in BLAS_KERNELS:
        os.environ["OPENBLAS_CORETYPE"] = BLAS_KERNELS[platform.machine()]
    from gensim.models import FastText, Word2Vec  # loads BLAS

    hyperparameters = {
        "sentences": _read_corpus(settings),
        "vector_size": settings.dimension,
        "sg": int(settings.method == "skip_gram"),
        "alpha": settings.alpha,
        "window": settings.window,
        "min_count": settings.min_count,
        "sample": settings.downsample,
        "epochs": settings.epochs,
        "seed": settings.seed,
        "workers": 1,  # more would interleave their updates at random
    }
    with redirect_stderr(_WithoutFalseAlarms(sys.stderr)):
        try:
            if subwords := settings.subwords:
                grams = {"min_n": subwords.shortest, "max_n": subwords.longest}
                model = FastText(**hyperparameters, **grams, bucket=subwords.buckets)
            else:
                model = Word2Vec(**hyperparameters)
        except RuntimeError:  # "you must first build vocabulary"
            raise BakeoffError(
                f"sources: expected a word that occurs {settings.min_count} times (`min_count`) in "
                f"{settings.sentences} sentences, got none; lower `min_count`"
            ) from None
    return model.wv.index_to_key, model.wv.vectors


def _read_corpus(settings: MadeVectors) -> list[list[str]]:
    """Return the tokens of all sentences, lower-cased where the published vectors are."""
    language = build_language(settings.seed)
    sentences = compose_sentences(language, settings.seed, settings.sentences)
    progress = tqdm(
        sentences, total=settings.sentences, desc=f"{settings.layout}: sentences", disable=None
    )
    if settings.layout == "glove":
        return [[token.lower() for token in tokens] for tokens in progress]
    return list(progress)


class _WithoutFalseAlarms(io.TextIOBase):
    """A stream that passes on whole lines, except FALSE_ALARM."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._line = ""

    def write(self, text: str) -> int:
        *lines, self._line = (self._line + text).split("\n")
        for line in lines:
            if line != FALSE_ALARM:
                self._stream.write(f"{line}\n")
        return len(text)


def _lines(words: list[str], matrix: npt.NDArray[np.float32], form: str) -> Iterator[bytes]:
    """Yield a line of text per word."""
    template = " ".join(["%s", *[form] * matrix.shape[1]]) + "\n"
    for word, row in zip(words, matrix.tolist(), strict=True):
        yield (template % (word, *row)).encode("utf-8")


def _write_binary(
    path: Path, header: bytes, words: list[str], matrix: npt.NDArray[np.float32]
) -> None:
    """Write a header line, then for each word its name, a space and its float32s."""
    with (
        output(path),
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as file,
    ):
        file.write(header)
        for word, row in zip(words, matrix.astype("<f4"), strict=True):
            file.write(word.encode("utf-8") + b" " + row.tobytes())
