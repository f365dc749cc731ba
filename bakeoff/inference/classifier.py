"""A trained model, an ensemble or a choice, as a function from texts to classes."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.tokens import TokenRule
from bakeoff.inference.batches import in_batches

Probabilities = NDArray[np.float32]
Predict = Callable[[list[str]], Probabilities]
TOGETHER = 8192  # texts that all members read before the next ones
SURROGATES = re.compile("[\ud800-\udfff]")  # half characters, which no file in UTF-8 can hold


@dataclass(frozen=True)
class Classifier:
    """A model that is ready for texts; two threads may use it at once.

    Attributes:
        name: of the model, the ensemble or the choice.
        classes: in the order of the probabilities; the second of two is the positive one.
        threshold: the probability from which the second of two classes is chosen; None: there are
            more classes, and the most probable one is chosen.
        members: functions from texts to probabilities, of which the mean is taken.
        rule: how the model, or the first member, cuts texts into tokens.
    """

    name: str
    classes: list[str]
    threshold: float | None
    members: tuple[Predict, ...] = field(repr=False)
    rule: TokenRule | None = field(default=None, repr=False)

    def predict(self, texts: Iterable[str]) -> list[str]:
        """Give the class of each text."""
        return self.decide(self.predict_proba(texts))

    def predict_proba(self, texts: Iterable[str]) -> Probabilities:
        """Give the probabilities of raw texts: (texts, classes) float32.

        A text in which the model finds no token gets an answer too: that for no words.
        """
        if isinstance(texts, str):
            raise BakeoffError(
                f"predict: expected a list of texts, got the text {texts!r:.60}; put it in a list"
            )
        none = np.zeros((0, len(self.classes)), np.float32)
        batches = in_batches(map(normalise, texts), TOGETHER)
        return np.concatenate([none, *(self._predict(batch) for batch in batches)])

    def decide(self, probabilities: Probabilities) -> list[str]:
        """Give the class of each row of probabilities."""
        if self.threshold is None:
            chosen = probabilities.argmax(axis=1)
        else:
            chosen = (probabilities[:, 1] >= self.threshold).astype(np.int64)
        return [self.classes[number] for number in chosen]

    def _predict(self, texts: list[str]) -> Probabilities:
        probabilities = [self._expect_classes(member(texts)) for member in self.members]
        mean: Probabilities = np.stack(probabilities).mean(axis=0, dtype=np.float32)
        return mean

    def _expect_classes(self, probabilities: Probabilities) -> Probabilities:
        if probabilities.shape[1] != len(self.classes):
            raise BakeoffError(
                f"{self.name}: expected a probability for each of {len(self.classes)} classes in "
                f"its model.json, got {probabilities.shape[1]}; train the model again (`dvc repro`)"
            )
        return probabilities


def normalise(text: str) -> str:
    """Bring a text into the form that models are trained on: Unicode's NFC.

    Raises:
        BakeoffError: it is not a text.
    """
    if not isinstance(text, str):
        raise BakeoffError(f"predict: expected a text, got {text!r:.60}; make it a string")
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", SURROGATES.sub("\ufffd", text))
