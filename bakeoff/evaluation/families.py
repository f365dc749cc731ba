"""Simultaneous intervals of differences, and the words and p-values that follow from them.

A family is a set of pairs of models. Let d be a pair's difference, d* the difference in a draw and
SE_texts the standard deviation of d* over all draws. The critical value c is the 95 % quantile over
draws of the family's largest |d* − d| / SE_texts; all intervals d ± c·√(SE_texts² + SE_training²)
hold together with 95 % confidence. SE_texts is not estimated anew in each draw: where two models
differ in few texts, it would be 0 in many draws.

The adjusted p-value of a pair is the share of draws in which the family's largest statistic reaches
|d| / SE: it is at most .05 exactly where the interval excludes 0 (Westfall and Young 1993,
Resampling-Based Multiple Testing).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import norm

from bakeoff.evaluation.answer_format import Word
from bakeoff.evaluation.intervals import SAME
from bakeoff.evaluation.weighted import Floats

LEVEL = 0.95
TIED = 1e-9  # statistics that are closer than this are the same but for rounding


@dataclass(frozen=True)
class Sample:
    """One score of all models, turned so that more is better.

    Attributes:
        scores: (models,), for the texts as they are.
        draws: (draws, models), all defined.
        variances: (models, models), of a difference, from other training rows and seeds.
    """

    scores: Floats
    draws: Floats
    variances: Floats

    def deviate(self, first: int, second: int) -> Floats:
        """Give how far the difference of two models lies from the whole sample's, (draws,)."""
        drawn = self.draws[:, first] - self.draws[:, second]
        return np.asarray(drawn - (self.scores[first] - self.scores[second]))


@dataclass(frozen=True)
class Pair:
    """The difference of two models, the first minus the second; positive: the first is better."""

    first: int
    second: int
    difference: float
    texts: float  # standard error from the texts
    training: float  # standard error from the training rows and seeds
    critical: float
    p_value: float = 1.0  # adjusted for the family

    @property
    def error(self) -> float:
        """The whole standard error; 0 where no draw tells the two apart."""
        same = self.texts <= SAME and abs(self.difference) <= SAME
        return 0.0 if same else float(np.hypot(self.texts, self.training))

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of the simultaneous interval."""
        half = self.critical * self.error
        return self.difference - half, self.difference + half

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval excludes 0."""
        return statistic(self.difference, self.error) > self.critical + TIED

    def within(self, margin: float) -> bool:
        """Tell whether the interval lies within ± margin."""
        low, high = self.ends
        return -margin <= low and high <= margin

    def word(self, margin: float) -> Word:
        """Give the word for the first model."""
        if self.excludes_zero:
            return "better" if self.difference > 0 else "worse"
        return "equal" if self.within(margin) else "undecided"


def statistic(difference: float, error: float) -> float:
    """Divide |difference| by a standard error; without one, any difference is infinitely far."""
    if error > 0:
        return abs(difference) / error
    return np.inf if abs(difference) > SAME else 0.0


def take_quantile(values: Floats) -> float:
    """Give the least value with a share of at least LEVEL at or below it."""
    rank = int(np.ceil(LEVEL * len(values) - TIED))
    return float(np.sort(values)[rank - 1])


def estimate_errors(sample: Sample) -> Floats:
    """Estimate the standard errors from the texts of all differences, (models, models)."""
    count = len(sample.scores)
    errors = np.zeros((count, count))
    for first in range(count):
        for second in range(first):
            drawn = sample.draws[:, first] - sample.draws[:, second]
            errors[first, second] = errors[second, first] = drawn.std(ddof=1)
    return np.where(errors > SAME, errors, 0.0)


def compare_family(
    sample: Sample, errors: Floats, pairs: Iterable[tuple[int, int]]
) -> tuple[list[Pair], float]:
    """Compare the pairs of one family; also give the critical value.

    Pairs that no draw tells apart are left out of the largest statistic. Where that leaves none,
    as in a family without pairs, a normal deviate takes the place of the draws.
    """
    pairs = list(pairs)
    largest = np.zeros(len(sample.draws))
    for i, j in pairs:
        if errors[i, j] > 0:
            np.maximum(largest, abs(sample.deviate(i, j)) / errors[i, j], out=largest)
    if not any(errors[pair] > 0 for pair in pairs):
        largest = abs(norm.ppf((np.arange(len(largest)) + 0.5) / len(largest)))
    critical = take_quantile(largest)
    found = []
    for i, j in pairs:
        difference = float(sample.scores[i] - sample.scores[j])
        parts = float(errors[i, j]), float(np.sqrt(sample.variances[i, j]))
        pair = Pair(i, j, difference, *parts, critical)
        reached = largest >= statistic(difference, pair.error) - TIED
        found.append(replace(pair, p_value=max(float(reached.mean()), 1 / len(largest))))
    return found, critical
