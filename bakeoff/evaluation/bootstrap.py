"""Intervals of scores and of their differences to a baseline: a bootstrap of texts and seeds.

In each draw the texts are drawn anew, n of n with replacement and the same for all models, and the
seeds of each model are weighted anew. weighted.py scores the draws; intervals.py finds the
intervals among them.

No strata: another test split would hold another number of positives, and precision and F1 depend
on it. How often these intervals cover the truth: benchmarks/intervals.py.
"""

from collections.abc import Iterator
from zlib import crc32

import numpy as np
from tqdm import tqdm

from bakeoff.evaluation.intervals import Estimate, Sample, estimate
from bakeoff.evaluation.scoring.scores import Labels
from bakeoff.evaluation.weighted import RANKS, Columns, Floats, Outcomes, Scorer

CHUNK = 2**22  # weights of texts that are held at once
RANK_BUDGET = 10**8  # texts that are weighted for a ranking, in all draws together
FEWEST = 1000  # draws, whatever the budget
BOUNDS = {"mcc": (-1.0, 1.0), "log_loss": (0.0, np.inf), "brier": (0.0, 2.0)}  # others: 0 to 1


def draw_texts(n: int, draws: int, seed: int) -> Iterator[Floats]:
    """Draw n of n texts with replacement; yield how often each was drawn, (some draws, n)."""
    generator = np.random.default_rng(seed)
    rows = max(1, CHUNK // n)
    for start in range(0, draws, rows):
        weights = np.empty((min(rows, draws - start), n))
        for row in weights:
            row[:] = np.bincount(generator.integers(n, size=n), minlength=n)
        yield weights


def draw_seeds(seeds: int, draws: int, seed: int, name: str) -> Floats:
    """Draw k - 1 of k seeds with replacement: their shares of the mean, (draws, seeds).

    With k of k the variance of a mean would be underestimated by (k - 1)/k (Rao and Wu 1988,
    JASA 83). The model's name is part of the seed, so that no model changes another's interval.
    """
    if seeds == 1:
        return np.ones((draws, 1))
    generator = np.random.default_rng([seed, crc32(name.encode())])
    drawn = generator.multinomial(seeds - 1, np.full(seeds, 1 / seeds), size=draws)
    return np.asarray(drawn / (seeds - 1), np.float64)


def average(whole: Floats, drawn: Floats, shares: Floats) -> Sample:
    """Average over drawn seeds, as far as their spread does not come from the texts.

    On the same texts seeds differ for two reasons: what they learned, and which of these texts they
    happen to miss. The draws of texts already contain the second; draws of seeds would add it twice
    more (Owen 2007, Annals of Applied Statistics 1). So the shares are pulled towards 1/k until all
    draws together have the right variance: that of drawn texts, plus 1/k of what the seeds'
    variance has beyond the second part.

    Args:
        whole: (seeds,), scores for the texts as they are.
        drawn: (draws, seeds), scores for drawn texts.
        shares: (draws, seeds), shares of the mean.
    """
    k = len(whole)
    if k == 1:
        return Sample(float(whole[0]), drawn[:, 0], 0.0, 1)
    spread = float(whole.var(ddof=1))
    known = drawn[~np.isnan(drawn[:, 0])]
    apart = known - known.mean(axis=1, keepdims=True)
    second = float(apart.var(axis=0).sum()) / (k - 1) if len(known) else 0.0
    pull = np.sqrt(max(0.0, spread - second) / ((spread + second) or 1.0))
    means = (drawn * (1 / k + pull * (shares - 1 / k))).sum(axis=1)
    return Sample(float(whole.mean()), means, spread / k, k)


def sample_scores(
    labels: Labels, models: dict[str, Outcomes], *, draws: int, seed: int
) -> dict[str, dict[str, Sample]]:
    """Score all models in the same draws of texts, and average each over its own seeds."""
    scorers = {name: Scorer(labels, outcomes) for name, outcomes in models.items()}
    rankings = max(sum(map(len, model.rankings)) // model.seeds for model in scorers.values())
    limits = dict.fromkeys(RANKS, max(FEWEST, RANK_BUDGET // (len(labels) * max(1, rankings))))
    drawn: dict[str, list[Columns]] = {name: [] for name in models}
    done = 0
    with tqdm(total=draws, desc="bootstrap", unit="draw", disable=None, delay=1) as bar:
        for weights in draw_texts(len(labels), draws, seed):
            by_text = np.ascontiguousarray(weights.T) if done < limits["roc_auc"] else None
            for name, scorer in scorers.items():
                drawn[name].append(scorer.score(weights, by_text))
            done += len(weights)
            bar.update(len(weights))
    samples: dict[str, dict[str, Sample]] = {name: {} for name in models}
    once = np.ones((1, len(labels)))
    for name, scorer in scorers.items():
        shares = draw_seeds(scorer.seeds, draws, seed, name)
        for metric, whole in scorer.score(once, once.T).items():
            parts = [part[metric] for part in drawn[name] if metric in part]
            values = np.concatenate(parts)[: limits.get(metric)]
            samples[name][metric] = average(whole[0], values, shares[: len(values)])
    return samples


def bootstrap(
    labels: Labels, models: dict[str, Outcomes], baseline: str, *, draws: int, seed: int
) -> dict[str, dict[str, Estimate]]:
    """Estimate every score of every model, and its difference to the baseline's.

    PR-AUC and ROC-AUC take fewer draws where there are many texts (RANK_BUDGET), but not under
    FEWEST. The scores are those of `score`, and `brier`.
    """
    samples = sample_scores(labels, models, draws=draws, seed=seed)
    return {
        name: {
            metric: estimate(sample, samples[baseline][metric], BOUNDS.get(metric, (0.0, 1.0)))
            for metric, sample in scores.items()
        }
        for name, scores in samples.items()
    }
