"""Flat maps of vectors, for pages that draw them: by PCA and by t-SNE, and who is near to whom.

All is of directions: vectors of length 1, so that the maps and the cosines tell of the same thing.
"""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.manifold import TSNE

from bakeoff.files import write_text
from bakeoff.projector.tables import WordUse
from bakeoff.texts.messages import Message
from bakeoff.texts.tokens import RESERVED
from bakeoff.vectors.embedding import Embedding

LABEL = 120  # characters of a message that are shown
BLOCK = 512  # rows whose cosines to all are held at a time
NOISE = 1e-9  # lengths and differences of cosines below it are rounding errors
FEWEST = 5  # points that t-SNE can tell near from far of
JOINER = "\u200d"
ATTACHED = ("Mn", "Mc", "Me", "Sk")  # Unicode categories of what belongs to the character before


@dataclass(frozen=True)
class Points:
    """What a map shows.

    Attributes:
        kind: "words" or "messages".
        labels: (n,) the words, or the messages cut short.
        vectors: (n, dimension) float.
        share: (n,) of the messages that hold the word, those of the positive class; of a message
            0 or 1.
        counts: (n,) occurrences of each word in the training split; none of messages.
    """

    kind: str
    labels: list[str]
    vectors: NDArray[Any]
    share: list[float]
    counts: list[int] | None = None


def choose_words(embedding: Embedding, use: WordUse, limit: int) -> Points:
    """Choose the most frequent words of the training split that have a vector.

    Args:
        embedding: words and vectors; of equally frequent words the upper rows come first.
        use: of the words in the training split; the last of its classes is the positive one.
        limit: how many words at most.
    """
    rows = [
        row
        for row in range(len(RESERVED), len(embedding.words))
        if embedding.found[row] and use.count[embedding.words[row]]
    ]
    rows = sorted(rows, key=lambda row: -use.count[embedding.words[row]])[:limit]
    words = [embedding.words[row] for row in rows]
    positive = use.of_class[list(use.of_class)[-1]]
    share = [round(positive[word] / use.messages[word], 3) for word in words]
    counts = [use.count[word] for word in words]
    return Points("words", words, embedding.matrix[rows], share, counts)


def choose_messages(
    messages: list[Message], features: NDArray[Any], positive: str, limit: int
) -> Points:
    """Choose the first messages; the vector of each is the mean over its layers.

    Args:
        messages: of the training split.
        features: (messages, layers, width) float, what an encoder gave for them, in that order.
        positive: the class of which the share is given.
        limit: how many messages at most.
    """
    vectors = features[:limit].mean(axis=1, dtype=np.float64)
    shown = messages[:limit]
    share = [float(message.label == positive) for message in shown]
    return Points("messages", [shorten(message.text) for message in shown], vectors, share)


def shorten(text: str, length: int = LABEL) -> str:
    """Cut a text to at most `length` characters, its last an ellipsis, and no character in two.

    An accent, a skin tone or a joined emoji stays with what it belongs to.
    """
    if len(text) <= length:
        return text
    end = length - 1
    while end and (
        unicodedata.category(text[end]) in ATTACHED or JOINER in text[end - 1 : end + 1]
    ):
        end -= 1
    return text[:end] + "…"


def to_directions(vectors: NDArray[Any]) -> NDArray[np.float64]:
    """Scale vectors (n, dimension) to length 1; those of zeros stay."""
    exact = vectors.astype(np.float64)
    lengths = np.linalg.norm(exact, axis=1, keepdims=True)
    return exact / np.where(lengths > 0, lengths, 1)


def flatten_by_pca(directions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project (n, dimension) on the two axes of the largest variance, as (n, 2).

    The largest number of an axis is positive, as in scikit-learn: which way an axis points is
    otherwise chance.
    """
    if len(directions) < 2:
        return np.zeros((len(directions), 2))
    centred = directions - directions.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred).eigenvectors[:, :-3:-1]
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=0)[None], axis=0)
    flat = centred @ (axes * np.sign(largest))
    return np.pad(flat, ((0, 0), (0, 2 - flat.shape[1])))  # of one dimension there is one axis


def flatten_by_tsne(
    directions: NDArray[np.float64],
    start: NDArray[np.float64],
    *,
    perplexity: float,
    iterations: int,
) -> NDArray[np.float64]:
    """Lay (n, dimension) out as (n, 2) by t-SNE (van der Maaten, JMLR 15, 2014; Barnes-Hut).

    Nothing is drawn by chance: the start is given. Fewer than five points stay there.

    Args:
        directions: of length 1: their squared distance is twice 1 - cosine.
        start: (n, 2), their map by PCA.
        perplexity: about how many neighbours a point has; less for fewer points.
        iterations: steps, 250 of them with exaggerated attraction.
    """
    if len(directions) < FEWEST:
        return start
    spread = max(float(start[:, 0].std()), NOISE)
    model = TSNE(
        perplexity=min(perplexity, (len(directions) - 1) / 3),
        init=(start * (1e-4 / spread)).astype(np.float32),
        max_iter=iterations,
        n_jobs=1,
    )
    return np.asarray(model.fit_transform(directions), np.float64)


def fit_to_one(flat: NDArray[np.float64]) -> list[list[float]]:
    """Move a map (n, 2) to where both axes begin at 0 and the longer one ends at 1."""
    if not len(flat):
        return []
    extent = float(np.ptp(flat, axis=0).max())
    scaled = (flat - flat.min(axis=0)) / (extent if extent > NOISE else 1)
    rounded: list[list[float]] = np.round(scaled, 3).tolist()
    return rounded


def find_neighbours(directions: NDArray[np.float64], count: int) -> list[list[list[float]]]:
    """Find the others with the largest cosine to each of (n, dimension).

    Returns:
        For each, index and cosine of at most `count`, the nearest first; the lower index first
        among equals.
    """
    found: list[list[list[float]]] = []
    for start in range(0, len(directions), BLOCK):
        # Rounded because equal vectors have cosines whose last bits differ.
        cosines = np.round(directions[start : start + BLOCK] @ directions.T, 9)
        own = np.arange(len(cosines))
        cosines[own, start + own] = -np.inf
        order = np.argsort(-cosines, axis=1, kind="stable")[:, : min(count, len(directions) - 1)]
        near = np.round(np.take_along_axis(cosines, order, axis=1), 3) + 0.0  # no -0.0
        found += [
            [list(pair) for pair in zip(*row, strict=True)]
            for row in zip(order.tolist(), near.tolist(), strict=True)
        ]
    return found


def draw_map(
    name: str, points: Points, *, neighbours: int, perplexity: float, iterations: int
) -> dict[str, Any]:
    """Make a map: coordinates from 0 to 1, and the nearest of each point.

    Args:
        name: of the map.
        points: what it shows.
        neighbours: how many of the nearest are listed.
        perplexity: of t-SNE.
        iterations: of t-SNE.
    """
    directions = to_directions(points.vectors)
    pca = flatten_by_pca(directions)
    tsne = flatten_by_tsne(directions, pca, perplexity=perplexity, iterations=iterations)
    drawn = {
        "name": name,
        "kind": points.kind,
        "dimension": points.vectors.shape[1],
        "labels": points.labels,
        "pca": fit_to_one(pca),
        "tsne": fit_to_one(tsne),
        "share": points.share,
        "counts": points.counts,
        "neighbours": find_neighbours(directions, neighbours),
    }
    return {key: value for key, value in drawn.items() if value is not None}


def write_map(path: Path, drawn: dict[str, Any]) -> None:
    """Write a map as JSON, a line a key: indented, it would take five times the room."""
    lines = (
        f'"{key}":{json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))}'
        for key, value in drawn.items()
    )
    write_text(path, "{\n" + ",\n".join(lines) + "\n}\n")
