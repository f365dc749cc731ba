"""Vectors for words that a network first meets at prediction, from fastText's subwords."""

import logging
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json
from bakeoff.core.settings import check
from bakeoff.core.tokens import TokenRule
from bakeoff.inference.classifier import Predict, Probabilities
from bakeoff.inference.words import compile_words
from bakeoff.models.fit.train.extend import extend
from bakeoff.models.fit.train.text_to_ids import TextToIds
from bakeoff.vectors.lookup import Subwords, vectors_of

if TYPE_CHECKING:
    import keras


def give_new_words_vectors(network: "keras.Model", path: Path, project: Path) -> Predict:
    """Compile a network that learns the vectors of new words as it meets them.

    Without the file of vectors, one line says so, and new words are unknown words.

    Args:
        network: on words alone.
        path: of subwords.json beside the saved model.
        project: where the path of the file starts.
    """
    subwords = check(Subwords, read_json(path), f"{path}:")
    subwords = subwords.model_copy(update={"source": str(project / subwords.source)})
    try:
        return NewWords(network, subwords.check(), subwords)
    except BakeoffError as error:
        logging.warning("%s: new words get no vectors: %s", path, error)
        return compile_words(network)


class NewWords:
    """Answers texts by a network that grows by a row per new word."""

    def __init__(self, network: "keras.Model", path: Path, subwords: Subwords) -> None:
        (layer,) = [layer for layer in network.layers if isinstance(layer, TextToIds)]
        settings: dict[str, Any] = layer.settings
        rule = {name: settings[name] for name in TokenRule.model_fields}
        self.tokenize = TokenRule(**rule).tokenizer()
        self.seen: set[str] = {*settings["words"]}
        self.network, self.path, self.subwords = network, path, subwords
        self.predict, self.lock = compile_words(network), Lock()

    def __call__(self, texts: list[str]) -> Probabilities:
        """Give the probabilities of texts, once their new words have vectors."""
        with self.lock:
            new = {token for text in texts for token in self.tokenize(text)} - self.seen
            if new:
                self._add(sorted(new))
            predict = self.predict
        return predict(texts)

    def _add(self, words: list[str]) -> None:
        """Look words up, once each; those that have a vector become rows of the network."""
        self.seen.update(words)
        subwords = self.subwords
        vectors = vectors_of(self.path, words, fallbacks=subwords.fallbacks, member=subwords.member)
        if np.isfinite(vectors).all(axis=1).any():
            self.network = extend(self.network, words, vectors)
            self.predict = compile_words(self.network)
