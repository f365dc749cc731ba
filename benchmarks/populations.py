"""Populations of texts of which everything is known, and their splits into rounds.

A text is a point of 20 normal features; its label is drawn from a logistic function with a term
that no linear model can express. An embedding shows a model these features under noise of its own.
Two embeddings with the same share of noise are different and exactly as good.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Whole = NDArray[np.int64]
Rows = NDArray[np.bool_]

FEATURES, BENT = 20, 0.5
SLOPES = (0.85 ** np.arange(FEATURES)).astype(np.float32)
VALID = 0.1
NOISE = (0.0, 0.02, 0.02, 0.04, 0.08, 0.2)


@dataclass(frozen=True)
class World:
    """A population, and the models that are compared on data sets from it.

    Attributes:
        n: texts of a data set.
        share: of the positive class.
        noise: share of noise in the variance of each embedding's features.
        resample: fit each model to a bootstrap sample of its own, as if fits had chance in them.
        shared: all models read the first embedding.
        nested: fit without every pair of folds, too.
        steepness: of the log odds; less is noisier labels.
        ridge: of the logistic regression.
        folds: of each repeat.
        repeats: of the folds.
    """

    n: int
    share: float
    noise: tuple[float, ...] = NOISE
    resample: bool = False
    shared: bool = False
    nested: bool = False
    steepness: float = 6.0
    ridge: float = 1.0
    folds: int = 5
    repeats: int = 2

    def draw(self, n: int, lean: float, generator: np.random.Generator) -> tuple[Singles, Whole]:
        """Draw features (n, FEATURES) and labels (n,)."""
        features = generator.standard_normal((n, FEATURES), dtype=np.float32)
        labels = generator.random(n) < expit(lean + self.slope(features))
        return features, labels.astype(np.int64)

    def slope(self, features: Singles) -> Singles:
        """Give the log odds of the positive class, but for their constant."""
        bent = features[:, 0] * features[:, 1]
        slopes: Singles = np.float32(self.steepness) * (features @ SLOPES + np.float32(BENT) * bent)
        return slopes

    def lean(self) -> float:
        """Find the constant of the log odds that gives the positive class its share."""
        generator = np.random.default_rng(0)
        slopes = self.slope(generator.standard_normal((20_000, FEATURES), dtype=np.float32))
        low, high = -60.0, 60.0
        for _ in range(40):
            middle = (low + high) / 2
            rare = expit(middle + slopes).mean() < self.share
            low, high = (middle, high) if rare else (low, middle)
        return low

    def draw_rounds(self, labels: Whole, generator: np.random.Generator) -> tuple[Whole, Rows]:
        """Draw stratified folds: the round that tests each text (repeats, n), and training rows.

        Training rows are (rounds, n): those not held out, less validation rows, VALID of all texts.
        """
        rounds = np.empty((self.repeats, len(labels)), np.int64)
        training = np.zeros((self.repeats * self.folds, len(labels)), bool)
        for repeat in range(self.repeats):
            first = self.folds * repeat
            for label in (0, 1):
                rows = generator.permutation(np.flatnonzero(labels == label))
                rounds[repeat, rows] = first + np.arange(len(rows)) % self.folds
            for fold in range(first, first + self.folds):
                training[fold] = rounds[repeat] != fold
                for label in (0, 1):
                    rows = np.flatnonzero(training[fold] & (labels == label))
                    valid = round(VALID * (labels == label).sum())
                    training[fold, generator.permutation(rows)[:valid]] = False
        return rounds, training


def embed(features: Singles, noise: float, generator: np.random.Generator) -> Singles:
    """Show features under noise, with a constant: (n, FEATURES + 1)."""
    hidden = generator.standard_normal(features.shape, dtype=np.float32)
    seen = np.ones((len(features), FEATURES + 1), np.float32)
    seen[:, :-1] = np.sqrt(1 - noise) * features + np.sqrt(noise) * hidden
    return seen


def resample(rows: Rows, generator: np.random.Generator) -> Singles:
    """Draw as many training rows with replacement; give how often each was drawn."""
    chosen = np.flatnonzero(rows)
    drawn = chosen[generator.integers(0, len(chosen), len(chosen))]
    return np.bincount(drawn, minlength=len(rows)).astype(np.float32)
