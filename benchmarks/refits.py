"""Worlds of known truth, in which a cheap model is really fitted anew in every round.

A text is a point of 20 normal features; its label is drawn from a logistic function with a term
that no linear model holds. An embedding shows a model these features under noise of its own, so two
embeddings of equal noise are different and exactly as good. Logistic regression with a ridge is
fitted by Newton's method, all rounds at once: the second derivatives of all runs are one matrix
product of their weights with the products of features.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Whole = NDArray[np.int64]
Rows = NDArray[np.bool_]

FEATURES, RIDGE, STEPS = 20, 1.0, 3
WEIGHTS = (0.85 ** np.arange(FEATURES)).astype(np.float32)
FOLDS, REPEATS, VALID = 5, 2, 0.1
FRESH = 3000  # texts that the truth of a world is measured on
NOISE = (0.0, 0.02, 0.02, 0.02, 0.04, 0.04, 0.08, 0.08, 0.15, 0.3)  # share of variance


@dataclass(frozen=True)
class World:
    """A population of texts and what is fitted to them.

    Attributes:
        n: texts of a data set.
        share: of the positive class.
        noise: share of noise in the variance of each embedding's features.
        resample: fit each model to a bootstrap sample of its own, as if it had chance in it.
        shared: all models read one embedding.
        nested: fit without every pair of folds, too.
        steepness: of the label's probability along the features.
    """

    n: int
    share: float
    noise: tuple[float, ...] = NOISE
    resample: bool = False
    shared: bool = False
    nested: bool = False
    steepness: float = 6.0

    def draw(self, n: int, lean: float, generator: np.random.Generator) -> tuple[Floats, Whole]:
        """Draw features (n, FEATURES) and labels (n,)."""
        features = generator.standard_normal((n, FEATURES), dtype=np.float32)
        labels = generator.random(n) < expit(lean + self.slope(features))
        return features, labels.astype(np.int64)

    def slope(self, features: Floats) -> Floats:
        """Give the log odds, but for their constant."""
        bent = features[:, 0] * features[:, 1]
        return self.steepness * (features @ WEIGHTS + 0.5 * bent)

    def lean(self) -> float:
        """Find the constant that gives the positive class its share."""
        slopes = self.slope(np.random.default_rng(0).standard_normal((20_000, FEATURES)))
        low, high = -60.0, 60.0
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if expit(middle + slopes).mean() < self.share else (low, middle)
        return low


@dataclass(frozen=True)
class DataSet:
    """What the models of one data set do: of F1, of accuracy and of minus log loss."""

    values: Floats  # (3, models, repeats, n); the mean over texts and repeats is the score
    rounds: Whole  # (repeats, n): the round that held a text out
    truth: Floats  # (3, models): scores of the rounds' models on FRESH texts
    inner: Floats | None  # (3, models, repeats, FOLDS): errors inside, of nested cross-validation


def embed(features: Floats, noise: float, generator: np.random.Generator) -> Singles:
    """Show features under noise, with a constant: (n, FEATURES + 1)."""
    hidden = generator.standard_normal(features.shape, dtype=np.float32)
    seen = np.ones((len(features), FEATURES + 1), np.float32)
    seen[:, :-1] = np.sqrt(1 - noise) * features + np.sqrt(noise) * hidden
    return seen


def draw_rounds(labels: Whole, generator: np.random.Generator) -> tuple[Whole, Rows]:
    """Draw stratified folds: the round that tests each text (repeats, n), and training rows.

    Training rows are (rounds, n): those not held out, less validation rows, VALID of all texts.
    """
    rounds = np.empty((REPEATS, len(labels)), np.int64)
    training = np.zeros((REPEATS * FOLDS, len(labels)), bool)
    for repeat in range(REPEATS):
        for label in (0, 1):
            rows = generator.permutation(np.flatnonzero(labels == label))
            rounds[repeat, rows] = FOLDS * repeat + np.arange(len(rows)) % FOLDS
        for fold in FOLDS * repeat + np.arange(FOLDS):
            training[fold] = rounds[repeat] != fold
            for label in (0, 1):
                rows = np.flatnonzero(training[fold] & (labels == label))
                count = round(VALID * (labels == label).sum())
                training[fold, generator.permutation(rows)[:count]] = False
    return rounds, training


def multiply(seen: Singles) -> Singles:
    """Multiply all pairs of columns: (n, columns * (columns + 1) / 2)."""
    columns = np.ascontiguousarray(seen.T)
    left, right = np.triu_indices(len(columns))
    products: Singles = (columns[left] * columns[right]).T
    return products


def climb(
    seen: Singles, products: Singles, labels: Singles, weights: Singles, start: Singles, steps: int
) -> Singles:
    """Take Newton steps of all runs at once; runs are rows of `weights` (runs, n) and `start`."""
    width = seen.shape[1]
    left, right = np.triu_indices(width)
    ridge = np.append(np.full(width - 1, RIDGE), 1e-6).astype(np.float32)
    curvature = np.empty((len(weights), width, width), np.float32)
    for _ in range(steps):
        chances = expit(start @ seen.T)
        slope = (weights * (labels - chances)) @ seen - ridge * start
        half = (weights * (chances - chances**2)) @ products
        curvature[:, left, right] = curvature[:, right, left] = half
        start = start + np.linalg.solve(curvature + np.diag(ridge), slope[:, :, None])[:, :, 0]
    return start


def fit(seen: Singles, labels: Whole, weights: Singles) -> Singles:
    """Fit a ridge logistic regression for each row of weights: (runs, FEATURES + 1).

    All runs start from the fit to their mean weights; STEPS more bring them within .002 of the end.
    """
    parts = seen, multiply(seen), labels.astype(np.float32)
    mean = weights.mean(axis=0, keepdims=True)
    start = climb(*parts, mean, np.zeros((1, seen.shape[1]), np.float32), 6)
    return climb(*parts, weights, np.repeat(start, len(weights), axis=0), STEPS)


def resample(rows: Rows, generator: np.random.Generator) -> Singles:
    """Draw as many training rows with replacement; give how often each was drawn."""
    chosen = np.flatnonzero(rows)
    drawn = chosen[generator.integers(0, len(chosen), len(chosen))]
    return np.bincount(drawn, minlength=len(rows)).astype(np.float32)


def losses(labels: Whole, chances: Singles) -> Floats:
    """Give what the texts add to counts and losses, (4, …, n): 2 TP, 2 TP + errors, right, loss."""
    chosen = chances > 0.5
    right = (chosen == (labels == 1)).astype(np.float64)
    hits = 2.0 * (chosen & (labels == 1))
    true = np.where(labels == 1, chances, 1 - chances)
    return np.stack([hits, hits + 1 - right, right, -np.log(np.clip(true, 1e-7, 1))])


def values_of(added: Floats, around: Floats | None = None) -> Floats:
    """Turn losses (4, models, repeats, n) into values whose mean is the score, (3, …).

    The value of a text is F1 plus its influence on the F1 of its repeat; whether it is right; or
    its log likelihood. F1 is that of the losses `around`, the same by default.
    """
    hits, sums = added[:2]
    base = added if around is None else around
    size = base[1].mean(axis=-1, keepdims=True)
    f1 = base[0].mean(axis=-1, keepdims=True) / size
    return np.stack([f1 + (hits - f1 * sums) / size, added[2], -added[3]])


def draw_weights(world: World, training: Rows, generator: np.random.Generator) -> Singles:
    """Give every training row a weight, or how often a bootstrap sample draws it."""
    if world.resample:
        return np.stack([resample(rows, generator) for rows in training])
    return training.astype(np.float32)


def fit_pairs(seen: Singles, labels: Whole, rounds: Whole, training: Rows) -> Floats:
    """Fit without every pair of folds; give each round's mean losses on the other folds.

    These are the inner errors of nested cross-validation, (4, repeats, FOLDS): with round k goes
    the mean over texts outside fold k, each tested by the fit without its own fold and fold k.
    """
    first, second = np.triu_indices(FOLDS, 1)
    inner = np.zeros((4, REPEATS, FOLDS))
    for repeat, fold in enumerate(rounds - FOLDS * np.arange(REPEATS)[:, None]):
        weights = training[FOLDS * repeat + first] & (fold != second[:, None])
        chances = expit(fit(seen, labels, weights.astype(np.float32)) @ seen.T)
        for run, pair in enumerate(zip(first, second, strict=True)):
            for outer, tested in (pair, pair[::-1]):
                rows = fold == tested
                inner[:, repeat, outer] += losses(labels[rows], chances[run, rows]).sum(axis=1)
        inner[:, repeat] /= len(labels) - np.bincount(fold)
    return inner


def draw_data_set(world: World, lean: float, generator: np.random.Generator) -> DataSet:
    """Draw texts and fit every model in every round."""
    features, labels = world.draw(world.n, lean, generator)
    fresh, answers = world.draw(FRESH, lean, generator)
    rounds, training = draw_rounds(labels, generator)
    added, fresh_added, inner = [], [], []
    copies = len(world.noise) if world.shared else 1
    for noise in world.noise[:1] if world.shared else world.noise:
        seen, unseen = embed(features, noise, generator), embed(fresh, noise, generator)
        if world.nested:
            inner.append(fit_pairs(seen, labels, rounds, training))
        weights = [draw_weights(world, training, generator) for _ in range(copies)]
        for fits in np.split(fit(seen, labels, np.concatenate(weights)), copies):
            chances = expit(fits @ seen.T)[rounds, np.arange(world.n)]
            added.append(losses(labels, chances))
            unseen_losses = losses(answers, expit(fits @ unseen.T))
            fresh_added.append(unseen_losses.reshape(4, REPEATS, FOLDS * FRESH))
    truth = values_of(np.stack(fresh_added, axis=1)).mean(axis=(2, 3))
    tested = np.stack(added, axis=1)
    inside = values_of(np.stack(inner, axis=1), tested) if inner else None
    return DataSet(values_of(tested), rounds, truth, inside)
