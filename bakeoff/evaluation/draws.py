"""The draws that all intervals rest on: a bootstrap of groups of texts, the same for all models.

In each draw the groups are drawn anew, as many as there are, with replacement. A text carries the
predictions of all repeats, so that two repeats do not count as twice the texts. What the training
rows add to the variance is not among the draws: it is added to the standard errors.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.core.errors import BakeoffError
from bakeoff.evaluation.pooled import Pooled, PooledScorer
from bakeoff.evaluation.ranked import RANKS
from bakeoff.evaluation.scoring.scores import Labels
from bakeoff.evaluation.weighted import Columns, Floats

CHUNK = 2**21  # weights of texts that are held at once
RANK_BUDGET = 22 * 10**8  # texts that are weighted for rankings, over draws and models
FEWEST = 1000  # draws of a score of ranks, whatever the budget


@dataclass(frozen=True)
class Drawn:
    """Scores of all models in all draws; scores of ranks may have fewer draws.

    Attributes:
        whole: score to (models,), for the texts as they are; nan where not defined.
        draws: score to (draws, models).
        out_of_bag: (draws, models), the verdict's score on the texts that were not drawn.
    """

    whole: Columns
    draws: Columns
    out_of_bag: Floats


def draw_groups(groups: NDArray[np.int64], draws: int, seed: int) -> Iterator[Floats]:
    """Draw groups with replacement; yield how often each text was drawn, (some draws, n)."""
    _, numbers = np.unique(groups, return_inverse=True)
    count = int(numbers.max()) + 1
    generator = np.random.default_rng(seed)
    rows = max(1, CHUNK // len(numbers))
    for start in range(0, draws, rows):
        drawn = np.empty((min(rows, draws - start), count))
        for row in drawn:
            row[:] = np.bincount(generator.integers(count, size=count), minlength=count)
        yield drawn[:, numbers]


def count_rank_draws(scorers: list[PooledScorer], texts: int, draws: int) -> int:
    """Count the draws that scores of ranks can have within RANK_BUDGET."""
    ranked = sum(x.repeats * (1 if x.classes == 2 else x.classes) for x in scorers)
    return min(draws, max(FEWEST, RANK_BUDGET // (texts * ranked)))


def draw_scores(
    labels: Labels,
    models: list[Pooled],
    groups: NDArray[np.int64],
    metric: str,
    *,
    draws: int,
    seed: int,
    precision: float | None = None,
) -> Drawn:
    """Score all models in the same draws of groups.

    Args:
        labels: (n,) of the tested texts.
        models: their predictions.
        groups: (n,) group of each text.
        metric: the score of the verdict, which is also computed on the texts not drawn.
        draws: how many.
        seed: of the draws.
        precision: for recall at that precision.

    Raises:
        BakeoffError: there are fewer than two groups.
    """
    if len(np.unique(groups)) < 2:
        raise BakeoffError(
            f"evaluate: expected tested texts of two groups or more, got {len(labels)} in one; "
            "test more texts"
        )
    scorers = [PooledScorer(labels, model, precision) for model in models]
    ranked = count_rank_draws(scorers, len(labels), draws)
    whole = {k: x[0] for k, x in _score(scorers, np.ones((1, len(labels))), ranks=True).items()}
    parts, out_of_bag = _score_draws(scorers, draw_groups(groups, draws, seed), ranked, metric)
    limits = dict.fromkeys(RANKS, ranked)
    joined = {
        name: np.concatenate([part[name] for part in parts if name in part])[: limits.get(name)]
        for name in whole
    }
    return Drawn(whole, joined, np.concatenate(out_of_bag)[: limits.get(metric)])


def _score_draws(
    scorers: list[PooledScorer], chunks: Iterator[Floats], ranked: int, metric: str
) -> tuple[list[Columns], list[Floats]]:
    """Score the drawn texts chunk by chunk, and by `metric` the others; ranks in `ranked` draws."""
    scores, out_of_bag, done = [], [], 0
    with tqdm(desc="bootstrap", unit="draw", disable=None, delay=1) as bar:
        for weights in chunks:
            ranks = done < ranked
            scores.append(_score(scorers, weights, ranks=ranks))
            if ranks or metric not in RANKS:
                left = (weights == 0).astype(np.float64)
                out_of_bag.append(_score(scorers, left, ranks=metric in RANKS)[metric])
            done += len(weights)
            bar.update(len(weights))
    return scores, out_of_bag


def _score(scorers: list[PooledScorer], weights: Floats, *, ranks: bool) -> Columns:
    by_text = np.ascontiguousarray(weights.T) if ranks else None
    scores = [scorer.score(weights, by_text) for scorer in scorers]
    return {name: np.stack([x[name] for x in scores], axis=1) for name in scores[0]}
