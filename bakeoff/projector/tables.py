"""The files that projector.tensorflow.org and TensorBoard's projector load.

Vectors as gensim.scripts.word2vec2tensor writes them: a line per vector, numbers separated by tabs.
The metadata have several columns, and so a header line.
"""

from collections import Counter
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


def choose_rows(embedding: Embedding, count: Counter[str]) -> list[int]:
    """Choose the rows to show: words of the texts, then others that have a vector."""
    rows = range(len(RESERVED), len(embedding.words))
    used = [row for row in rows if count[embedding.words[row]]]
    others = [row for row in rows if not count[embedding.words[row]] and embedding.found[row]]
    return [*used, *others][:MAX_ROWS]


def write_words(folder: Path, embedding: Embedding, use: WordUse) -> None:
    """Write vectors of words; as metadata their use in the texts."""
    classes = list(use.by_class)
    shown = classes[1:] if len(classes) == 2 else classes
    rows = choose_rows(embedding, use.count)
    metadata = [["word", "count", *(f"share_{name}" for name in shown), "in_file"]]
    for row in rows:
        word, in_file = embedding.words[row], "yes" if embedding.found[row] else "no"
        total = use.texts[word]
        shares = [f"{use.by_class[name][word] / total:.4f}" if total else "" for name in shown]
        metadata.append([word, str(use.count[word]), *shares, in_file])
    write_lines(folder / METADATA, metadata)
    write_lines(folder / TENSOR, (embedding.matrix[row] for row in rows))


def write_texts(folder: Path, texts: list[Text], features: NDArray[Any]) -> None:
    """Write each text's features, averaged over the layers; as metadata the text and its label."""
    shown = texts[:MAX_ROWS]
    lines = ([shorten(text.text), text.label] for text in shown)
    write_lines(folder / METADATA, [["text", "label"], *lines])
    vectors = (
        layers.mean(axis=0, dtype=np.float64).astype(np.float32)
        for layers in features[: len(shown)]
    )
    write_lines(folder / TENSOR, vectors)


def write_lines(path: Path, lines: Iterable[Iterable[Any]]) -> None:
    """Write lines of cells; a character that could end a cell or a line becomes an escape."""
    with output(path), path.open("w", encoding="utf-8", newline="") as file:
        file.writelines("\t".join(printable(str(cell)) for cell in line) + "\n" for line in lines)


def projector_config(names: Iterable[str]) -> str:
    """Give the text of projector_config.pbtxt, which names the files of every embedding."""
    return "".join(
        "embeddings {\n"
        f'  tensor_name: "{name}"\n'
        f'  tensor_path: "{name}/{TENSOR}"\n'
        f'  metadata_path: "{name}/{METADATA}"\n'
        "}\n"
        for name in names
    )
