"""Ways to estimate the variance of cross-validated scores, and how well each does in worlds.

A method gives variances of differences (worlds, models, models) and of scores (worlds, models) from
the moments of each world's data set.
"""

from collections.abc import Callable

import numpy as np
from scipy.stats import norm, t

from bakeoff.evaluation.training_variance import combine
from bakeoff.evaluation.variance_components import Components, outer, pairs
from benchmarks.populations import Floats, Whole, World
from benchmarks.refits import DataSet

Moments = dict[str, Floats]  # of many worlds, by name
Variances = tuple[Floats, Floats]
COMPONENTS = ("texts", "rounds", "persistent", "passing", "noise")


def fold_means(values: Floats, data: DataSet) -> Floats:
    """Average values (3, models, repeats, n) over the texts of each round: (3, models, rounds)."""
    by_round = [
        values[:, :, repeat, data.rounds[repeat] == number].mean(axis=2)
        for repeat in range(len(data.rounds))
        for number in np.unique(data.rounds[repeat])
    ]
    return np.stack(by_round, axis=2)


def measure(data: DataSet, parts: Components) -> Moments:
    """Keep what the methods need of one data set."""
    means = fold_means(data.values, data)
    apart = means - means.mean(axis=2, keepdims=True)
    kept = {
        "fresh": data.fresh,
        "scores": data.values.mean(axis=3),
        "folds": outer(apart) / (means.shape[2] - 1),
        **{name: getattr(parts, name) for name in COMPONENTS},
    }
    if data.inner is not None:
        kept["nested"] = nest(data, data.inner.reshape(means.shape) - means)
    return kept


def nest(data: DataSet, gaps: Floats) -> Floats:
    """Estimate the squared error of cross-validation as Bates, Hastie & Tibshirani do (2023).

    From the squared gap between a fold's score and the scores inside the rest (JASA 119, algorithm
    1) the variance of the fold's score over its texts is taken off.
    """
    within = np.zeros_like(outer(gaps))
    for repeat in range(len(data.rounds)):
        for number in np.unique(data.rounds[repeat]):
            own = data.values[:, :, repeat, data.rounds[repeat] == number]
            own = own - own.mean(axis=2, keepdims=True)
            within += outer(own) / own.shape[2] / (own.shape[2] - 1)
    error: Floats = (outer(gaps) - within) / gaps.shape[2]
    return error


def both(covariances: Floats) -> Variances:
    """Give variances of differences and of scores."""
    return pairs(covariances), np.diagonal(covariances, axis1=-2, axis2=-1)


def texts_only(moments: Moments, world: World) -> Variances:
    """Treat the predictions as given."""
    return both(moments["texts"])


def correct_resampled(moments: Moments, world: World) -> Variances:
    """Scale the variance over rounds by 1 / rounds + tested / trained (Nadeau & Bengio 2003).

    The interval takes the t quantile with rounds - 1 degrees of freedom.
    """
    rounds = world.folds * world.repeats
    tested = 1 / world.folds
    quantile = t.ppf(0.975, rounds - 1) / norm.ppf(0.975)
    scale = (1 / rounds + tested / (1 - tested - 0.1)) * quantile**2
    differences, scores = both(moments["folds"])
    return scale * differences, scale * scores


def between_repeats(moments: Moments, world: World) -> Variances:
    """Add the variance between repeats, in proportion to that of texts, pooled over models."""
    texts = both(moments["texts"])
    apart = moments["scores"] - moments["scores"].mean(axis=2, keepdims=True)
    repeats = both(outer(apart) / (world.repeats - 1) / world.repeats)
    axes = ((1, 2), (1,))
    ratios = [
        r.sum(axis=axis, keepdims=True) / x.sum(axis=axis, keepdims=True)
        for x, r, axis in zip(texts, repeats, axes, strict=True)
    ]
    return texts[0] * (1 + ratios[0]), texts[1] * (1 + ratios[1])


def add_rounds(factor: Callable[[World], float]) -> Callable[[Moments, World], Variances]:
    """Add the variance of rounds times a factor, not pooled."""

    def estimate(moments: Moments, world: World) -> Variances:
        texts, rounds = both(moments["texts"]), both(moments["rounds"])
        scale = factor(world)
        return texts[0] + scale * rounds[0].clip(0), texts[1] + scale * rounds[1].clip(0)

    return estimate


def nested(moments: Moments, world: World) -> Variances:
    """Take nested cross-validation's error, kept between the naive one and folds times that."""
    kept = (world.folds - 1) / world.folds
    naive, found = both(moments["texts"]), both(moments["nested"])
    clipped = [np.clip(kept * f, x, world.folds * x) for f, x in zip(found, naive, strict=True)]
    return clipped[0], clipped[1]


def ours(moments: Moments, world: World) -> Variances:
    """Add the training variance as `bakeoff.evaluation.training_variance` estimates it."""
    chosen = {name: moments[name] for name in COMPONENTS}
    parts = Components(**chosen, rounds_per_repeat=world.folds, repeats=world.repeats)
    texts, training = both(moments["texts"]), combine(parts)
    return texts[0] + training.differences, texts[1] + training.scores


def ours_two(moments: Moments, world: World) -> Variances:
    """Do the same for every pair and for every model as if there were no other."""
    models = np.arange(moments["texts"].shape[1])
    first, second = (x.ravel() for x in np.meshgrid(models, models, indexing="ij"))
    both_models = np.stack([first, second], axis=1)
    rows, columns = both_models[:, :, None], both_models[:, None]
    alone = {name: values for name, values in moments.items() if name not in COMPONENTS}
    chosen = {name: moments[name][:, rows, columns] for name in COMPONENTS}
    shape = len(moments["texts"]), len(models), len(models)
    differences, scores = ours(alone | chosen, world)
    return differences[..., 0, 1].reshape(shape), scores[..., 0].reshape(shape)[:, models, models]


METHODS: dict[str, Callable[[Moments, World], Variances]] = {
    "texts only": texts_only,
    "Nadeau-Bengio": correct_resampled,
    "repeats": between_repeats,
    "nested CV": nested,
    "rounds / 10": add_rounds(lambda world: 1 / world.folds / world.repeats),
    "jackknife": add_rounds(lambda world: (world.folds - 1) ** 2 / world.folds),
    "ours": ours,
    "ours, two models": ours_two,
}
DRAWS, QUANTILE = 500, 475


def critical_values(texts: Floats, family: tuple[Whole, Whole], seed: int = 0) -> Floats:
    """Find the 95 % quantile of the largest |difference| / SE_texts in each world, (worlds,).

    Draws of the scores are normal with the covariance of the scores over texts.
    """
    first, second = family
    draws = np.random.default_rng(seed).standard_normal((DRAWS, texts.shape[1]))
    found = []
    for covariance in texts:
        values, vectors = np.linalg.eigh(covariance)
        scores = (draws * np.sqrt(values.clip(0))) @ vectors.T
        errors = np.sqrt(pairs(covariance)[first, second].clip(1e-24))
        largest = np.abs((scores[:, first] - scores[:, second]) / errors).max(axis=1)
        found.append(np.partition(largest, QUANTILE)[QUANTILE])
    return np.array(found)
