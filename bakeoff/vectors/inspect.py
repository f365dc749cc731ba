"""What a file of word vectors is, and a matrix made from it, without the pipeline."""

import logging
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from bakeoff.core.embedding import save_embedding
from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_text
from bakeoff.core.tokens import RESERVED
from bakeoff.vectors import fasttext
from bakeoff.vectors.containers import describe_container
from bakeoff.vectors.fallbacks import EXACT, RULES, SUBWORDS, choose_vectors, wanted_forms
from bakeoff.vectors.fasttext_header import KIND
from bakeoff.vectors.matrix import build_matrix
from bakeoff.vectors.neighbours import find_nearest
from bakeoff.vectors.readers import VectorFile, open_vectors
from bakeoff.vectors.wanted import Wanted

FIRST = 10  # words that are shown


def describe_file(
    file: Path, dimension: int | None, member: str | None, max_bytes: int
) -> dict[str, Any]:
    """Say what a file is: its format, how many vectors it holds, their dimension, first words."""
    opened = open_vectors(file, dimension, member=member, max_bytes=max_bytes)
    layout = opened.layout
    if layout.kind == KIND:
        names = [*islice(fasttext.read_names(layout, opened.blocks()), FIRST)]
        opened.read(Wanted(set()))  # to the end, which checks the file
        count = layout.count or 0
    else:
        names, _ = next(opened.vectors())
        count = sum(count for count, _ in opened.batches(frozenset))  # counts, and wants no word
    return {
        "file": str(file),
        "bytes": file.stat().st_size,
        "packing": describe_container(file, member, dimension),
        "format": layout.kind,
        "vectors": count,
        "declared": layout.count,
        "dimension": layout.dimension,
        "first_words": [name.decode("utf-8", "replace") for name in names[:FIRST]],
    }


def list_neighbours(opened: VectorFile, word: str, count: int) -> list[tuple[str, float]]:
    """List the words whose vectors have the largest cosine to that of a word.

    Raises:
        BakeoffError: the word has no vector.
    """
    rules = [rule for rule in RULES if rule not in (EXACT, SUBWORDS)]
    found = opened.read(wanted_forms([word], rules))
    if word not in found:
        near = f", but of {', '.join(map(repr, found))}" if found else ""
        place = opened.layout.path
        raise BakeoffError(
            f"{place}: expected a vector of {word!r}, got none{near}; name another word"
        )
    nearest = find_nearest(opened.vectors(), found[word], count + 1)
    return [(name, cosine) for cosine, name in nearest if name != word][:count]


def write_matrix(
    opened: VectorFile,
    vocabulary: Path,
    out: Path,
    rules: Sequence[str],
    missing: Literal["zero", "random"],
    seed: int,
) -> None:
    """Write the arrays words, matrix (row n belongs to line n of a vocabulary) and found."""
    lines = read_text(vocabulary)
    words = lines.removesuffix("\n").split("\n") if lines else []
    wanted = wanted_forms(words, rules)
    opened.read(wanted)
    vectors, _ = choose_vectors(words, rules, wanted)
    reserved = len(RESERVED) if tuple(words[: len(RESERVED)]) == RESERVED else 0
    embedding = build_matrix(
        words, vectors, opened.dimension, missing=missing, seed=seed, reserved=reserved
    )
    save_embedding(out, embedding)
    logging.info("%s: %d of %d words have a vector", out, int(embedding.found.sum()), len(words))
