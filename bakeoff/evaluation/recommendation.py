"""Which model to use: the cheapest that is close to the best, and how good that choice is.

Close to the best: the simultaneous lower bound of the model's difference to every other model lies
at or above −margin (Hsu 1996, Multiple Comparisons: Theory and Methods, chapter 4). Whichever model
j is truly the best, the statements about it need to hold together only for the differences i − j,
and only on one side. So the bound of i − j uses the critical value of j: the 95 % quantile over
draws of the largest (d* − d) / SE_texts over all i, and d is i − j. With 95 % confidence all models
that pass are within the margin of the best, so the cheapest among them may be chosen.

If none passes, the choice is the cheapest that no pair calls worse. The model with the best score
is never called worse, so there is always a choice.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from bakeoff.evaluation.families import LEVEL, TIED, Pair, Sample, take_quantile
from bakeoff.evaluation.intervals import SAME
from bakeoff.evaluation.weighted import Floats

Cost = tuple[int, int]  # bytes to download, bytes of the model


@dataclass(frozen=True)
class Rule:
    """How to choose a model, given scores that are turned so that more is better.

    Attributes:
        margin: how far below the best a model may be.
        best: (models, models), how far the bound of i − j lies below the difference.
        family: (models, models), half the width of the family's interval of i − j.
        ranks: (models,), of the cost, the cheapest first; equal costs have equal ranks.
    """

    margin: float
    best: Floats
    family: Floats
    ranks: NDArray[np.int64]

    def choose(self, scores: Floats) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Choose a model for each row of (draws, models) scores, and tell whether it is close.

        Of models that cost the same the better one is chosen, then the first.
        """
        count = scores.shape[1]
        close, passable = np.ones((2, *scores.shape), bool)
        for i in range(count):
            differences = scores[:, [i]] - scores
            close[:, i] = (differences - self.best[i] >= -self.margin - SAME).all(axis=1)
            passable[:, i] = (differences >= -self.family[i] - SAME).all(axis=1)
        some = close.any(axis=1)
        candidates = np.where(some[:, None], close, passable)
        ranks = np.where(candidates, self.ranks, count)
        cheapest = ranks == ranks.min(axis=1, keepdims=True)
        return np.where(cheapest, scores, -np.inf).argmax(axis=1), some


def find_bounds(sample: Sample, errors: Floats) -> Floats:
    """Find how far the bound of each difference i − j lies below it, (models, models).

    `errors` are the standard errors from the texts. Where no draw tells j from any other model, its
    critical value is the normal one.
    """
    count = len(sample.scores)
    whole = np.sqrt(errors**2 + sample.variances)
    for j in range(count):
        critical = float(norm.ppf(LEVEL))
        rivals = [i for i in range(count) if errors[i, j] > 0]
        if rivals:
            ratios = [sample.deviate(i, j) / errors[i, j] for i in rivals]
            critical = max(0.0, take_quantile(np.max(ratios, axis=0)))
        whole[:, j] *= critical
    return np.where(_same(sample, errors), 0.0, whole)


def make_rule(
    sample: Sample, errors: Floats, pairs: list[Pair], costs: list[Cost], margin: float
) -> Rule:
    """Make the rule of the whole sample; `pairs` are those of both families."""
    family = np.zeros_like(errors)
    for pair in pairs:
        half = (pair.critical + TIED) * pair.error
        family[pair.first, pair.second] = family[pair.second, pair.first] = half
    _, ranks = np.unique(np.array(costs, np.int64), axis=0, return_inverse=True)
    return Rule(margin, find_bounds(sample, errors), family, ranks.ravel())


def _same(sample: Sample, errors: Floats) -> NDArray[np.bool_]:
    apart = abs(sample.scores[:, None] - sample.scores)
    return np.asarray((errors == 0) & (apart <= SAME))


@dataclass(frozen=True)
class Choice:
    """What the rule chooses.

    Attributes:
        model: number of the model.
        close: whether it is certain to be within the margin of the best.
        loss: the largest loss against another model that is not excluded, at least 0.
        out_of_bag: the mean score of each draw's choice on the texts not drawn; nan where
            no draw has that score.
        shares: (models,), how often the rule chooses each model.
    """

    model: int
    close: bool
    loss: float
    out_of_bag: float
    shares: Floats


def choose_model(sample: Sample, rule: Rule, out_of_bag: Floats) -> Choice:
    """Apply the rule to the whole sample, and to each draw with the same bounds.

    The best of several scores is too good on average. The score of each draw's choice on the texts
    that were not drawn is not (bootstrap bias corrected cross-validation: Tsamardinos, Greasidou
    and Borboudakis 2018, Machine Learning 107).

    Args:
        sample: of the score.
        rule: of the whole sample.
        out_of_bag: (draws, models), scores on the texts not drawn, turned like the sample's.
    """
    (model,), (close,) = rule.choose(sample.scores[None])
    lows = sample.scores[model] - sample.scores - rule.best[model]
    chosen, _ = rule.choose(sample.draws)
    scores = out_of_bag[np.arange(len(chosen)), chosen]
    known = scores[~np.isnan(scores)]
    shares = np.bincount(chosen, minlength=len(sample.scores)) / len(chosen)
    mean = float(known.mean()) if len(known) else np.nan
    return Choice(int(model), bool(close), max(0.0, float(-lows.min())), mean, shares)
