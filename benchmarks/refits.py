"""Real refits of a cheap model: ridge logistic regression by Newton's method, all rounds at once.

The second derivatives of all runs are one matrix product of the runs' weights with the products of
the features, so a fit takes less than a millisecond.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from benchmarks.populations import Floats, Rows, Singles, Whole, World, embed, resample

STEPS = 3
FRESH = 1500  # further texts in every data set, for the truth


@dataclass(frozen=True)
class DataSet:
    """What the models of one data set do: by F1, by accuracy and by minus log loss."""

    values: Floats  # (3, models, repeats, n); the mean over texts and repeats is the score
    rounds: Whole  # (repeats, n): the round that held a text out
    fresh: Floats  # (4, models): mean losses of the rounds' models on FRESH texts
    inner: Floats | None  # (3, models, repeats, folds): inner scores of nested cross-validation


def multiply(seen: Singles) -> Singles:
    """Multiply all pairs of columns: (n, columns * (columns + 1) / 2)."""
    columns = np.ascontiguousarray(seen.T)
    left, right = np.triu_indices(len(columns))
    products: Singles = (columns[left] * columns[right]).T
    return products


@dataclass(frozen=True)
class Problem:
    """What all runs of a fit share."""

    seen: Singles  # (n, FEATURES + 1)
    products: Singles  # of its columns
    labels: Singles
    ridge: Singles  # (FEATURES + 1,)


def climb(problem: Problem, weights: Singles, start: Singles, steps: int) -> Singles:
    """Take Newton steps of all runs at once; runs are rows of `weights` (runs, n) and `start`."""
    seen, width = problem.seen, problem.seen.shape[1]
    left, right = np.triu_indices(width)
    curvature = np.empty((len(weights), width, width), np.float32)
    for _ in range(steps):
        chances = expit(start @ seen.T)
        slope = (weights * (problem.labels - chances)) @ seen - problem.ridge * start
        half = (weights * (chances - chances**2)) @ problem.products
        curvature[:, left, right] = curvature[:, right, left] = half
        start = (
            start + np.linalg.solve(curvature + np.diag(problem.ridge), slope[:, :, None])[:, :, 0]
        )
    return start


def fit(seen: Singles, labels: Whole, weights: Singles, ridge: float) -> Singles:
    """Fit a ridge logistic regression for each row of weights: (runs, FEATURES + 1).

    All runs start from the fit to their mean weights; STEPS more bring them within .002 of the end.
    """
    width = seen.shape[1]
    penalty = np.append(np.full(width - 1, ridge), 1e-6).astype(np.float32)
    problem = Problem(seen, multiply(seen), labels.astype(np.float32), penalty)
    start = climb(problem, weights.mean(axis=0, keepdims=True), np.zeros_like(seen[:1]), 6)
    return climb(problem, weights, np.repeat(start, len(weights), axis=0), STEPS)


def losses(labels: Whole, chances: Singles) -> Floats:
    """Give what the texts add to counts and losses, (4, …, n): 2 TP, 2 TP + errors, right, loss."""
    chosen = chances > 0.5
    right = (chosen == (labels == 1)).astype(np.float64)
    hits = 2.0 * (chosen & (labels == 1))
    true = np.where(labels == 1, chances, 1 - chances)
    return np.stack([hits, hits + 1 - right, right, -np.log(np.clip(true, 1e-7, 1))])


def values_of(added: Floats, around: Floats | None = None) -> Floats:
    """Turn losses (4, models, repeats, n) into values whose mean is the score, (3, …).

    A value is F1 plus the influence of a text on the F1 of its repeat; whether the text is right;
    or its log likelihood. F1 is that of the losses `around`, the same by default.
    """
    hits, sums = added[:2]
    base = added if around is None else around
    size = base[1].mean(axis=-1, keepdims=True)
    f1 = base[0].mean(axis=-1, keepdims=True) / size
    return np.stack([f1 + (hits - f1 * sums) / size, added[2], -added[3]])


def draw_weights(world: World, training: Rows, generator: np.random.Generator) -> Singles:
    """Weigh every training row by 1, or by how often a bootstrap sample draws it."""
    if world.resample:
        return np.stack([resample(rows, generator) for rows in training])
    return training.astype(np.float32)


def fit_pairs(seen: Singles, labels: Whole, rounds: Whole, training: Rows, ridge: float) -> Floats:
    """Fit without every pair of folds; give each round's mean losses on the other folds.

    These are the inner errors of nested cross-validation, (4, repeats, folds): with fold k goes
    the mean over the texts outside it, each tested by the fit without fold k and its own fold.
    """
    repeats = len(rounds)
    folds = len(training) // repeats
    first, second = np.triu_indices(folds, 1)
    inner = np.zeros((4, repeats, folds))
    for repeat, fold in enumerate(rounds - folds * np.arange(repeats)[:, None]):
        weights = training[folds * repeat + first] & (fold != second[:, None])
        chances = expit(fit(seen, labels, weights.astype(np.float32), ridge) @ seen.T)
        for run, pair in enumerate(zip(first, second, strict=True)):
            for outside, tested in (pair, pair[::-1]):
                rows = fold == tested
                inner[:, repeat, outside] += losses(labels[rows], chances[run, rows]).sum(axis=1)
        inner[:, repeat] /= len(labels) - np.bincount(fold)
    return inner


def draw_data_set(world: World, lean: float, generator: np.random.Generator) -> DataSet:
    """Draw texts and fit every model in every round."""
    features, labels = world.draw(world.n, lean, generator)
    fresh, answers = world.draw(FRESH, lean, generator)
    rounds, training = world.draw_rounds(labels, generator)
    tested, unseen, inner = [], [], []
    copies = len(world.noise) if world.shared else 1
    for noise in world.noise[:1] if world.shared else world.noise:
        seen, new = embed(features, noise, generator), embed(fresh, noise, generator)
        if world.nested:
            inner.append(fit_pairs(seen, labels, rounds, training, world.ridge))
        weights = [draw_weights(world, training, generator) for _ in range(copies)]
        found = fit(seen, labels, np.concatenate(weights), world.ridge)
        for fits in np.split(found, copies):
            tested.append(losses(labels, expit(fits @ seen.T)[rounds, np.arange(world.n)]))
            unseen.append(losses(answers, expit(fits @ new.T)).mean(axis=(1, 2)))
    added = np.stack(tested, axis=1)
    inside = values_of(np.stack(inner, axis=1), added) if inner else None
    return DataSet(values_of(added), rounds, np.stack(unseen, axis=1), inside)
