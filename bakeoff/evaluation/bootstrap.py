"""Intervals of scores, and of their differences to a baseline: a bootstrap of messages and seeds.

In each draw the messages are drawn anew, n of n with replacement and the same for all models, and
of each model the seeds are weighed anew. How scores of draws are computed: weighted.py; how
intervals are found among them: intervals.py.

No strata: another test split would hold another number of positives, and precision and F1 depend
on it. How often these intervals hold the truth: benchmarks/intervals.py.
"""

from collections.abc import Iterator
from zlib import crc32

import numpy as np
from tqdm import tqdm

from bakeoff.evaluation.intervals import Estimate, Sample, estimate
from bakeoff.evaluation.scores import Labels
from bakeoff.evaluation.weighted import RANKS, Floats, Outcomes, Scorer, Scores

CHUNK = 2**22  # weights of messages that are held at once
RANK_BUDGET = 10**8  # messages that are weighed for a ranking, in all draws together
FEWEST = 1000  # draws, whatever the budget
BOUNDS = {"mcc": (-1.0, 1.0), "log_loss": (0.0, np.inf), "brier": (0.0, 2.0)}  # others: 0 to 1


def draw_messages(n: int, draws: int, seed: int) -> Iterator[Floats]:
    """Draw n of n messages with replacement; yield how often each came, (some draws, n)."""
    generator = np.random.default_rng(seed)
    rows = max(1, CHUNK // n)
    for start in range(0, draws, rows):
        weights = np.empty((min(rows, draws - start), n))
        for row in weights:
            row[:] = np.bincount(generator.integers(n, size=n), minlength=n)
        yield weights


def draw_seeds(seeds: int, draws: int, seed: int, name: str) -> Floats:
    """Draw k - 1 of k seeds with replacement: their shares of the mean, (draws, seeds).

    With k of k the variance of a mean would come out as (k - 1)/k of what it is (Rao and Wu 1988,
    JASA 83). The model's name goes into the seed, so that no model changes another's interval.
    """
    if seeds == 1:
        return np.ones((draws, 1))
    generator = np.random.default_rng([seed, crc32(name.encode())])
    drawn = generator.multinomial(seeds - 1, np.full(seeds, 1 / seeds), size=draws)
    return np.asarray(drawn / (seeds - 1), np.float64)


def average(whole: Floats, drawn: Floats, shares: Floats) -> Sample:
    """Average over drawn seeds, drawn as far as their spread is their own.

    Among the same messages seeds differ twice over: by what they learned, and by which of these
    messages they happen to miss. The draws of messages hold the second already; draws of seeds
    would add it twice more (Owen 2007, Annals of Applied Statistics 1). So the shares are pulled
    towards 1/k until all draws together have the variance that is due: that of drawn messages,
    and a k-th of what the seeds' variance has beyond the second part.

    Args:
        whole: (seeds,), scores for the messages as they are.
        drawn: (draws, seeds), scores for drawn messages.
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


def check(labels: Labels, models: dict[str, Outcomes], baseline: str) -> None:
    """Refuse a baseline that is not there, and outcomes of other messages.

    Raises:
        ValueError: with what was expected and what came.
    """
    if baseline not in models:
        raise ValueError(f"the baseline {baseline!r} has no outcomes. Received: {[*models]}")
    classes = models[baseline].probabilities.shape[2]
    for name, its in models.items():
        expected = (len(its.chosen), len(labels), classes)
        shapes = its.chosen.shape, its.probabilities.shape
        if shapes != (expected[:2], expected):
            raise ValueError(
                f"{name}: expected choices {expected[:2]} and probabilities {expected}, as (seeds, "
                f"messages, classes). Received: {shapes[0]} and {shapes[1]}"
            )


def sample_scores(
    labels: Labels, models: dict[str, Outcomes], *, draws: int, seed: int
) -> dict[str, dict[str, Sample]]:
    """Score all models in the same draws of messages, and average each over its own seeds.

    Args:
        labels: (n,).
        models: name to outcomes.
        draws: see `bootstrap`.
        seed: of the draws.
    """
    scorers = {name: Scorer(labels, outcomes) for name, outcomes in models.items()}
    rankings = max(sum(map(len, its.rankings)) // its.seeds for its in scorers.values())
    limits = dict.fromkeys(RANKS, max(FEWEST, RANK_BUDGET // (len(labels) * max(1, rankings))))
    drawn: dict[str, list[Scores]] = {name: [] for name in models}
    done = 0
    with tqdm(total=draws, desc="bootstrap", unit="draw", disable=None, delay=1) as bar:
        for weights in draw_messages(len(labels), draws, seed):
            by_message = np.ascontiguousarray(weights.T) if done < limits["roc_auc"] else None
            for name, scorer in scorers.items():
                drawn[name].append(scorer.score(weights, by_message))
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
    """Estimate every score of every model, and how far it is from the baseline's.

    Args:
        labels: (n,) numbers of classes.
        models: name to outcomes, each of one seed or more.
        baseline: name of the model that the others are held against.
        draws: of messages and seeds. PR-AUC and ROC-AUC take fewer where messages are many, but
            FEWEST at least; see RANK_BUDGET.
        seed: of the draws.

    Returns:
        Name to score to estimate: the scores that `score` gives, and `brier`.
    """
    check(labels, models, baseline)
    samples = sample_scores(labels, models, draws=draws, seed=seed)
    return {
        name: {
            metric: estimate(its, samples[baseline][metric], BOUNDS.get(metric, (0.0, 1.0)))
            for metric, its in scores.items()
        }
        for name, scores in samples.items()
    }
