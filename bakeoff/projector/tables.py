"""The files that projector.tensorflow.org and TensorBoard's projector load.

Vectors as gensim.scripts.word2vec2tensor writes them: a line per vector, numbers separated by tabs.
The metadata have several columns, and so a header line. Every cell is filled: TensorBoard paints a
point black that has none in the column that gives the colours. Words that no text holds, which have
no count and no share, are in files of their own.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.embedding import Embedding
from bakeoff.core.errors import printable
from bakeoff.core.files import output
from bakeoff.core.table import Text
from bakeoff.core.tokens import RESERVED
from bakeoff.projector.points import WordUse, shorten

MAX_ROWS = 100_000  # the projector loads no more
TENSOR, METADATA = "tensor.tsv", "metadata.tsv"
EXTRA_TENSOR, EXTRA_METADATA = "tensor_extra.tsv", "metadata_extra.tsv"  # of words of no text
UNUSED = "not in training"  # instead of a class, of a word that no text holds


def write_words(folder: Path, embedding: Embedding, use: WordUse) -> None:
    """Write vectors of the texts' words, as metadata their use; and of other words, if any."""
    rows = range(len(RESERVED), len(embedding.words))
    used = [row for row in rows if use.count[embedding.words[row]]][:MAX_ROWS]
    classes = list(use.by_class)
    shown = classes[1:] if len(classes) == 2 else classes
    metadata = [["word", "class", "count", *(f"share_{name}" for name in shown), "in_file"]]
    for row in used:
        word, in_file = embedding.words[row], "yes" if embedding.found[row] else "no"
        shares = use.shares(word)
        numbers = [str(use.count[word]), *(f"{shares[name]:.4f}" for name in shown)]
        metadata.append([word, use.main_class(word), *numbers, in_file])
    write_lines(folder / METADATA, metadata)
    write_lines(folder / TENSOR, (embedding.matrix[row] for row in used))
    extra = [row for row in rows if not use.count[embedding.words[row]] and embedding.found[row]]
    if extra:
        write_extra(folder, embedding, extra[:MAX_ROWS])


def write_extra(folder: Path, embedding: Embedding, rows: list[int]) -> None:
    """Write vectors of words that no text holds."""
    lines = ([embedding.words[row], UNUSED] for row in rows)
    write_lines(folder / EXTRA_METADATA, [["word", "class"], *lines])
    write_lines(folder / EXTRA_TENSOR, (embedding.matrix[row] for row in rows))


def write_texts(folder: Path, texts: list[Text], features: NDArray[Any]) -> None:
    """Write each text's features, averaged over the layers; as metadata the text and its class."""
    shown = texts[:MAX_ROWS]
    lines = ([shorten(text.text), text.label] for text in shown)
    write_lines(folder / METADATA, [["text", "class"], *lines])
    vectors = (
        layers.mean(axis=0, dtype=np.float64).astype(np.float32)
        for layers in features[: len(shown)]
    )
    write_lines(folder / TENSOR, vectors)


def write_lines(path: Path, lines: Iterable[Iterable[Any]]) -> None:
    """Write lines of cells; a character that could end a cell or a line becomes an escape."""
    with output(path), path.open("w", encoding="utf-8", newline="") as file:
        file.writelines("\t".join(printable(str(cell)) for cell in line) + "\n" for line in lines)


def projector_config(folder: Path) -> str:
    """Give the text of projector_config.pbtxt, which names the files of every embedding."""
    kinds = [(TENSOR, METADATA, ""), (EXTRA_TENSOR, EXTRA_METADATA, " (additional words)")]
    return "".join(
        "embeddings {\n"
        f'  tensor_name: "{path.name}{suffix}"\n'
        f'  tensor_path: "{path.name}/{tensor}"\n'
        f'  metadata_path: "{path.name}/{metadata}"\n'
        "}\n"
        for path in sorted(folder.iterdir())
        for tensor, metadata, suffix in kinds
        if (path / tensor).exists()
    )
