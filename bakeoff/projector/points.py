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
MIXED = "mixed"  # instead of a class, of a word
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
    labels: Counter[str]  # texts of each class

    def shares(self, word: str) -> dict[str, float]:
        """Give the share of each class among the texts that hold a word."""
        return {name: held[word] / self.texts[word] for name, held in self.by_class.items()}

    def main_class(self, word: str) -> str:
        """Name the class of most of the texts that hold a word, or `mixed`.

        It is the class of more than half of them, if its share among them is larger than its share
        among all texts. The second condition keeps words that say nothing out of a class that most
        texts have anyway.
        """
        name, share = max(self.shares(word).items(), key=lambda pair: pair[1])
        return name if share > max(0.5, self.labels[name] / self.labels.total()) else MIXED


@dataclass(frozen=True)
class Points:
    """The points of a map: words, or texts."""

    kind: str  # "words" or "texts"
    labels: list[str]  # the words, or the texts, shortened
    vectors: NDArray[Any]  # (n, dimension) float
    share: dict[str, list[float]]  # of each class among the texts with a word; of a text, 1 or 0
    counts: list[int] | None = None  # of each word in the texts


def count_use(texts: list[Text], classes: list[str], tokenize: Tokenizer) -> WordUse:
    """Count the occurrences of each word, and the texts of each class that hold it."""
    labels = Counter(text.label for text in texts)
    use = WordUse(Counter(), Counter(), {name: Counter() for name in classes}, labels)
    for text in texts:
        tokens = tokenize(text.text)
        use.count.update(tokens)
        use.texts.update(set(tokens))
        use.by_class[text.label].update(set(tokens))
    return use


def choose_words(embedding: Embedding, use: WordUse, limit: int) -> Points:
    """Choose the most frequent words of the texts that have a vector: in a learned matrix, all."""
    words = embedding.words
    has_vector = embedding.found if embedding.found.any() else np.ones(len(words), bool)
    rows = [
        row for row in range(len(RESERVED), len(words)) if has_vector[row] and use.count[words[row]]
    ]
    rows = sorted(rows, key=lambda row: -use.count[words[row]])[:limit]
    labels = [words[row] for row in rows]
    shares = [use.shares(word) for word in labels]
    share = {name: [round(each[name], 2) for each in shares] for name in use.by_class}
    counts = [use.count[word] for word in labels]
    return Points("words", labels, embedding.matrix[rows], share, counts)


def choose_texts(
    texts: list[Text], features: NDArray[Any], classes: list[str], limit: int
) -> Points:
    """Choose the first texts; their features are (texts, layers, width)."""
    share = {name: [float(text.label == name) for text in texts[:limit]] for name in classes}
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
