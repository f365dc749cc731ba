"""Intervals of scores, and of their differences to a baseline: a bootstrap of messages and seeds.

In each draw the messages are drawn anew, n of n with replacement and the same for all models, and
of each model the seeds are weighed anew. Scores of counts and of losses are one matrix product:
of how often each message was drawn with what it adds. Scores of ranks are running sums over the
messages, which are ranked once a seed.

No strata: another test split would hold another number of positives, and precision and F1 depend
on it. How often these intervals hold the truth: benchmarks/intervals.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import norm, t
from tqdm import tqdm

from bakeoff.evaluation.scores import DECIMALS, Labels, Probabilities

Floats = NDArray[np.float64]
Scores = dict[str, Floats]

TAIL = 0.975  # of draws lie below the upper end of a 95 % interval
SAME = 1e-12  # scores that are closer than this are the same but for rounding
CHUNK = 2**22  # weights of messages that are held at once
RANK_BUDGET = 10**8  # messages that are weighed for a ranking, in all draws together
FEWEST = 1000  # draws, whatever the budget
RANKS = ("pr_auc", "roc_auc")
NEED_ALL_CLASSES = ("precision", "recall", "f1", "mcc", *RANKS)
BOUNDS = {"mcc": (-1.0, 1.0), "log_loss": (0.0, np.inf), "brier": (0.0, 2.0)}  # others: 0 to 1


@dataclass(frozen=True)
class Outcomes:
    """What one model said of the test messages.

    Attributes:
        chosen: (seeds, n) int32, numbers of classes.
        probabilities: (seeds, n, classes) float32.
    """

    chosen: NDArray[np.int32]
    probabilities: Probabilities


@dataclass(frozen=True)
class Estimate:
    """One score of one model, with 95 % intervals; their ends are None if no draw has the score.

    Attributes:
        mean: over the seeds.
        low: end of the interval of the mean.
        high: its other end.
        difference: of the mean to the baseline's.
        difference_low: end of the interval of the difference.
        difference_high: its other end.
        draws: that the intervals rest on.
        undefined: draws beside these, which lacked a class.
    """

    mean: float
    low: float | None
    high: float | None
    difference: float
    difference_low: float | None
    difference_high: float | None
    draws: int
    undefined: int


def losses(labels: Labels, probabilities: Floats) -> Scores:
    """Give what each message adds to log loss and Brier score, as scikit-learn has them.

    Log loss is in nats. The Brier score is the squared error of the second of two classes, and of
    more classes the sum of the squared errors of all (Brier 1950, Monthly Weather Review 78).

    Args:
        labels: (n,).
        probabilities: (…, n, classes), which add up to 1.

    Returns:
        Two of (…, n).
    """
    tiny = np.finfo(np.float64).eps
    truth = np.eye(probabilities.shape[-1])[labels]
    own = (probabilities * truth).sum(axis=-1)
    squares = ((probabilities - truth) ** 2).sum(axis=-1)
    brier = squares / 2 if probabilities.shape[-1] == 2 else squares
    return {"log_loss": -np.log(np.clip(own, tiny, 1 - tiny)), "brier": brier}


def count_columns(labels: Labels, chosen: NDArray[np.int32], classes: int) -> Floats:
    """Give what each message adds to the counts: (n, seeds, 2 × classes), hits, then choices."""
    choices = chosen.T[:, :, None] == np.arange(classes)
    hits = choices & (labels[:, None] == np.arange(classes))[:, None]
    return np.concatenate([hits, choices], axis=2).astype(np.float64)


def divide(numerator: Floats, denominator: Floats) -> Floats:
    """Divide; nothing by nothing is 0, as `score` has it."""
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    return np.divide(numerator, denominator, out=np.zeros(shape), where=denominator > 0)


def score_counts(counts: Floats, actual: Floats) -> Scores:
    """Score counts as `bakeoff.evaluation.scores.score` does messages.

    MCC of more than two classes is that of Gorodkin 2004 (Comput. Biol. Chem. 28).

    Args:
        counts: (…, 2 × classes), sums of what `count_columns` gives.
        actual: (…, classes), messages that are of a class.

    Returns:
        Accuracy, precision, recall, F1, MCC: each of shape (…).
    """
    hits, choices = np.split(counts, 2, axis=-1)
    total, right = actual.sum(axis=-1), hits.sum(axis=-1)
    by_class = {
        "precision": divide(hits, choices),
        "recall": divide(hits, actual),
        "f1": divide(2 * hits, choices + actual),
    }
    two = actual.shape[-1] == 2
    scores = {name: its[..., 1] if two else its.mean(axis=-1) for name, its in by_class.items()}
    covariance = right * total - (choices * actual).sum(axis=-1)
    own, other = (total**2 - (its**2).sum(axis=-1) for its in (choices, actual))
    return {"accuracy": right / total, **scores, "mcc": divide(covariance, np.sqrt(own * other))}


@dataclass(frozen=True)
class Ranking:
    """The messages as one seed ranks them, in steps: one for each score that a positive has.

    Each matrix is (steps, n) and adds up messages by step, the highest score first.

    Attributes:
        positives: that have the score of the step.
        negatives: from that score up to the step before.
        tied: negatives that have the very score.
    """

    positives: sparse.csr_matrix
    negatives: sparse.csr_matrix
    tied: sparse.csr_matrix


def rank(truth: NDArray[np.bool_], scores: Floats) -> Ranking:
    """Rank messages. Negatives below all positives are left out: no sum needs them.

    Args:
        truth: (n,) whether a message is positive; one at least is.
        scores: (n,).
    """
    _, level = np.unique(-scores, return_inverse=True)
    steps = np.unique(level[truth])
    step = np.searchsorted(steps, level)

    def gather(rows: NDArray[np.bool_]) -> sparse.csr_matrix:
        where = np.flatnonzero(rows)
        shape = len(steps), len(scores)
        return sparse.csr_matrix((np.ones(len(where)), (step[where], where)), shape=shape)

    negative = ~truth & (step < len(steps))
    return Ranking(gather(truth), gather(negative), gather(~truth & np.isin(level, steps)))


def score_ranks(ranking: Ranking, weights: Floats) -> tuple[Floats, Floats]:
    """Give PR-AUC and ROC-AUC, ties as scikit-learn has them.

    PR-AUC is average precision: the sum over steps of the recall gained times the precision
    there. ROC-AUC is the share of pairs in the right order, a tie being half a pair (Hanley and
    McNeil 1982, Radiology 143).

    Args:
        ranking: of n messages.
        weights: (n, draws), how often each message counts.

    Returns:
        Two of (draws,); nan where a class is missing.
    """
    gained = ranking.positives @ weights
    above = np.cumsum(ranking.negatives @ weights, axis=0)
    precision = np.cumsum(gained, axis=0)
    positives = precision[-1].copy()
    negatives = weights.sum(axis=0) - positives
    precision /= np.maximum(precision + above, 1)
    above -= (ranking.tied @ weights) / 2
    pairs = np.where(positives * negatives > 0, positives * negatives, np.nan)
    pr_auc = np.einsum("sd,sd->d", gained, precision) * negatives / pairs
    return pr_auc, 1 - np.einsum("sd,sd->d", gained, above) / pairs


class Scorer:
    """Scores one model for any weights of the messages."""

    def __init__(self, labels: Labels, outcomes: Outcomes) -> None:
        """Lay out what the messages add, and rank them unless a class is missing."""
        self.seeds, n, self.classes = outcomes.probabilities.shape
        wide = outcomes.probabilities.astype(np.float64)
        wide /= wide.sum(axis=2, keepdims=True)
        truth = labels[:, None] == np.arange(self.classes)
        self.actual, self.present = truth.astype(np.float64), truth.any(axis=0)
        added = losses(labels, wide)
        self.rankings: list[list[Ranking]] = []
        if self.present.all():
            ranked = [1] if self.classes == 2 else range(self.classes)
            self.rankings = [[rank(truth[:, c], its[:, c]) for c in ranked] for its in wide]
        else:
            del added["log_loss"]
        self.losses = list(added)
        columns = [count_columns(labels, outcomes.chosen, self.classes)]
        columns += [its.T[:, :, None] for its in added.values()]
        self.columns = np.concatenate(columns, axis=2).reshape(n, -1)

    def score(self, weights: Floats, by_message: Floats | None) -> Scores:
        """Score the messages, weighed.

        Args:
            weights: (draws, n), how often each message counts.
            by_message: (n, draws), the same laid out for scores of ranks; None for none of these.

        Returns:
            Each (draws, seeds); nan in a draw that lacks a class which the messages have.
        """
        draws, n = weights.shape
        sums = (weights @ self.columns).reshape(draws, self.seeds, -1)
        actual, counts = weights @ self.actual, 2 * self.classes
        scores = score_counts(sums[:, :, :counts], actual[:, None])
        scores |= {name: sums[:, :, counts + i] / n for i, name in enumerate(self.losses)}
        if by_message is not None and self.rankings:
            areas = [[score_ranks(its, by_message) for its in seed] for seed in self.rankings]
            scores |= dict(zip(RANKS, np.mean(areas, axis=1).transpose(1, 2, 0), strict=True))
        missing = ((actual == 0) & self.present).any(axis=1)
        for name in scores.keys() & set(NEED_ALL_CLASSES):
            scores[name][missing] = np.nan
        return scores


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


@dataclass(frozen=True)
class Sample:
    """The mean over seeds of one score of one model.

    Attributes:
        mean: for the messages as they are.
        draws: (draws,), for drawn messages and seeds; nan where not defined.
        variance: of the mean, by the spread of the seeds alone.
        seeds: how many.
    """

    mean: float
    draws: Floats
    variance: float
    seeds: int


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


def stretch(variance: float, *samples: Sample) -> float:
    """Give the t quantile over the normal one, because few seeds tell their variance badly.

    The degrees of freedom are Satterthwaite's (1946, Biometrics Bulletin 2): seeds - 1 where only
    seeds matter, very many where only messages do.

    Args:
        variance: of all draws.
        samples: whose seeds it holds.
    """
    drawn = [sample for sample in samples if sample.variance > 0]
    if not drawn or variance == 0:
        return 1.0
    freedom = variance**2 / sum(its.variance**2 / (its.seeds - 1) for its in drawn)
    least = min(its.seeds for its in drawn) - 1
    return max(1.0, float(t.ppf(TAIL, max(freedom, least)) / norm.ppf(TAIL)))


def accelerate(mean: float, draws: Floats) -> Floats:
    """Find the ends of an interval among draws that are biased and lean to one side.

    These are BCa's (Efron 1987, JASA 82): percentiles, moved for the share of draws below the mean
    and for the acceleration. That is a sixth of the skewness of the draws, which for a mean of
    messages, such as accuracy, is what the jackknife gives; others were as well covered by it.

    Args:
        mean: for the messages as they are.
        draws: (draws,).

    Returns:
        Low and high, (2,).
    """
    deviation = draws.std()
    if deviation < SAME:
        return np.array([mean, mean])
    acceleration = ((draws - draws.mean()) ** 3).mean() / (6 * deviation**3)
    below = ((draws < mean - SAME).mean() + (draws < mean + SAME).mean()) / 2
    least = 0.5 / len(draws)
    bias = norm.ppf(np.clip(below, least, 1 - least))
    moved = bias + norm.ppf([1 - TAIL, TAIL])
    levels = norm.cdf(bias + moved / np.maximum(1 - acceleration * moved, SAME))
    return np.asarray(np.quantile(draws, levels), np.float64)


def tidy(value: float) -> float:
    """Round as `score` does, and give no -0.0."""
    return round(float(value), DECIMALS) + 0.0


def estimate(its: Sample, baseline: Sample, bounds: tuple[float, float]) -> Estimate:
    """Find both intervals, stretched for few seeds.

    That of the mean is accelerated, for draws of a score lean to one side. Draws of a difference
    hardly do: its interval is so many of their standard deviations wide. This held the truth
    closest to 95 times in 100.

    Args:
        its: of a model.
        baseline: of the baseline, in the same draws.
        bounds: between which the score lies.
    """
    known = ~np.isnan(its.draws)
    difference = its.mean - baseline.mean
    ends = dict[str, float | None].fromkeys(("low", "high", "difference_low", "difference_high"))
    if known.any():
        draws, differences = its.draws[known], (its.draws - baseline.draws)[known]
        wide = (accelerate(its.mean, draws) - its.mean) * stretch(draws.var(), its)
        low, high = np.clip(its.mean + wide, *bounds)
        half = norm.ppf(TAIL) * differences.std() * stretch(differences.var(), its, baseline)
        found = min(low, its.mean), max(high, its.mean), difference - half, difference + half
        ends = {name: tidy(end) for name, end in zip(ends, found, strict=True)}
    return Estimate(
        mean=tidy(its.mean),
        difference=tidy(difference),
        draws=int(known.sum()),
        undefined=int((~known).sum()),
        **ends,
    )


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
