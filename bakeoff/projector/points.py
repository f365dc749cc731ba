"""What the projector and the maps show: words of a matrix, or texts as an encoder sees them."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, StrictInt

from bakeoff.core.embedding import Embedding
from bakeoff.core.settings import Count, Section
from bakeoff.core.table import Text
from bakeoff.core.tokens import RESERVED, Tokenizer

LENGTH = 120  # characters of a text that are shown
JOINER = "\u200d"
ATTACHED = ("Mn", "Mc", "Me", "Sk")  # Unicode categories of what belongs to the character before


class Project(Section):
    """An entry of `project`: one embedding in the projector and as flat maps."""

    input: str  # a matrix (.npz), which gives words; or the folder of features, which gives texts
    points: Count  # the most points of a map: the most frequent words, or the first texts
    neighbours: Count  # listed per point
    perplexity: Annotated[float, Field(strict=True, ge=1)]  # t-SNE's: neighbours per point
    iterations: Annotated[StrictInt, Field(ge=250)]  # the first 250: early exaggeration


@dataclass(frozen=True)
class WordUse:
    """How the texts use words."""

    count: Counter[str]  # occurrences of each word
    texts: Counter[str]  # texts that hold the word
    by_class: dict[str, Counter[str]]  # the same for each class


@dataclass(frozen=True)
class Points:
    """The points of a map: words, or texts."""

    kind: str  # "words" or "texts"
    labels: list[str]  # the words, or the texts, shortened
    vectors: NDArray[Any]  # (n, dimension) float
    share: list[float]  # of the last class among the texts that hold a word; of a text, 1 or 0
    counts: list[int] | None = None  # of each word in the texts


def count_use(texts: list[Text], classes: list[str], tokenize: Tokenizer) -> WordUse:
    """Count the occurrences of each word, and the texts of each class that hold it."""
    use = WordUse(Counter(), Counter(), {name: Counter() for name in classes})
    for text in texts:
        tokens = tokenize(text.text)
        use.count.update(tokens)
        use.texts.update(set(tokens))
        use.by_class[text.label].update(set(tokens))
    return use


def choose_words(embedding: Embedding, use: WordUse, limit: int) -> Points:
    """Choose the most frequent words of the texts that have a vector."""
    words = embedding.words
    rows = [
        row
        for row in range(len(RESERVED), len(words))
        if embedding.found[row] and use.count[words[row]]
    ]
    rows = sorted(rows, key=lambda row: -use.count[words[row]])[:limit]
    labels = [words[row] for row in rows]
    last_class = [*use.by_class.values()][-1]
    share = [round(last_class[word] / use.texts[word], 3) for word in labels]
    counts = [use.count[word] for word in labels]
    return Points("words", labels, embedding.matrix[rows], share, counts)


def choose_texts(texts: list[Text], features: NDArray[Any], last_class: str, limit: int) -> Points:
    """Choose the first texts; their features are (texts, layers, width)."""
    share = [float(text.label == last_class) for text in texts[:limit]]
    labels = [shorten(text.text) for text in texts[:limit]]
    return Points("texts", labels, features[:limit].mean(axis=1, dtype=np.float64), share)


def shorten(text: str, length: int = LENGTH) -> str:
    """Cut a text to at most `length` characters, the last an ellipsis, between whole characters.

    An accent, a skin tone or a joined emoji stays with the character that it belongs to.
    """
    if len(text) <= length:
        return text
    end = length - 1
    while end and (
        unicodedata.category(text[end]) in ATTACHED or JOINER in text[end - 1 : end + 1]
    ):
        end -= 1
    return text[:end] + "…"
