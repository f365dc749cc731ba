"""Compare intervals, and the words that rest on them, with what is true in simulated worlds."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm

from benchmarks.populations import Floats, World
from benchmarks.refits import values_of
from benchmarks.variances import METHODS, Moments, Variances, critical_values

SCORES = ("F1", "accuracy", "log loss")
BASELINE = 3  # of six embeddings; three are better, two are worse


@dataclass(frozen=True)
class Interval:
    """How single 95 % intervals do.

    Attributes:
        coverage: share that hold the truth.
        lowest: of the pair or model that is covered least.
        highest: of the one covered most.
        ratio: mean standard error over the standard deviation over worlds, mean over pairs.
        widest: the largest such ratio.
    """

    coverage: float
    lowest: float
    highest: float
    ratio: float
    widest: float


@dataclass(frozen=True)
class Row:
    """One method in one world, by one score.

    Attributes:
        differences: single intervals of all pairs.
        scores: single intervals of all models.
        any_wrong: share of worlds in which a simultaneous interval of any pair misses the truth.
        power: share of true differences of the size "found with 80 % power" that are found.
        printed: mean power that the standard errors promise for the true differences.
        observed: share of the true differences that are found.
        gap: largest distance between the two of a rival whose printed power is .2 to .95.
    """

    world: str
    n: int
    share: float
    score: str
    method: str
    worlds: int
    differences: Interval
    scores: Interval
    any_wrong: float
    power: float
    printed: float | None
    observed: float | None
    gap: float | None


def judge(errors: Floats, variances: Floats) -> Interval:
    """Compare errors (worlds, cases) with their estimated variances."""
    deviations = np.sqrt(variances)
    covered = (np.abs(errors) <= norm.ppf(0.975) * deviations).mean(axis=0)
    ratios = deviations.mean(axis=0) / errors.std(axis=0)
    figures = covered.mean(), covered.min(), covered.max(), ratios.mean(), ratios.max()
    return Interval(*(round(float(figure), 3) for figure in figures))


def compare_power(
    errors: Floats, true: Floats, half: Floats, deviations: Floats
) -> dict[str, float | None]:
    """Give printed and observed power for the true differences of rivals, and the largest gap."""
    printed = norm.sf((half - np.abs(true)) / np.maximum(deviations, 1e-12)).mean(axis=0)
    observed = ((errors * np.sign(true) + np.abs(true)) > half).mean(axis=0)
    known = (printed > 0.2) & (printed < 0.95)
    if not known.any():
        return dict.fromkeys(("printed", "observed", "gap"))
    gap = np.abs(printed - observed)[known].max()
    return {"printed": printed[known].mean(), "observed": observed[known].mean(), "gap": gap}


def find_limits(moments: Moments) -> tuple[Floats, Floats]:
    """Find the critical values of all pairs and of the pairs with the baseline, (worlds, 1)."""
    models = moments["texts"].shape[1]
    rivals = np.delete(np.arange(models), BASELINE)
    families = np.triu_indices(models, 1), (rivals, np.full(models - 1, BASELINE))
    limits = [critical_values(moments["texts"], family)[:, None] for family in families]
    return limits[0], limits[1]


def judge_method(
    moments: Moments, variances: Variances, limits: tuple[Floats, Floats], equal: bool
) -> dict[str, Any]:
    """Judge a method by one score: moments without the axis of scores, but for "truth"."""
    differences, of_scores = variances
    scores, truth = moments["scores"].mean(axis=2), moments["truth"]
    true = np.zeros((len(truth),) * 2) if equal else truth[:, None] - truth
    every = np.triu_indices(len(truth), 1)
    rivals = np.delete(np.arange(len(truth)), BASELINE)
    figures: dict[str, Any] = {"scores": judge(scores - truth, of_scores)}
    errors = (scores[:, :, None] - scores[:, None] - true)[(slice(None), *every)]
    spread = differences[(slice(None), *every)]
    figures["differences"] = judge(errors, spread)
    figures["any_wrong"] = (np.abs(errors) > limits[0] * np.sqrt(spread)).any(axis=1).mean()
    size = norm.ppf(0.8) * np.sqrt(spread)
    figures["power"] = ((errors > -size).mean() + (errors < size).mean()) / 2
    family = rivals, np.full(len(rivals), BASELINE)
    errors = scores[:, family[0]] - scores[:, family[1]] - true[family]
    deviations = np.sqrt(differences[:, family[0], family[1]])
    half = limits[1] * deviations
    return figures | compare_power(errors, true[family], half, deviations)


def judge_world(moments: Moments, world: World, kind: str) -> list[Row]:
    """Judge all methods by all scores."""
    rows = []
    wide = {name: values.astype(np.float64) for name, values in moments.items()}
    truth = values_of(wide.pop("fresh").mean(axis=0)[:, :, None, None])[..., 0, 0]
    for index, score in enumerate(SCORES):
        chosen = {name: values[:, index] for name, values in wide.items()} | {"truth": truth[index]}
        limits = find_limits(chosen)
        for method, estimate in METHODS.items():
            if method == "nested CV" and "nested" not in chosen:
                continue
            if method == "repeats" and world.repeats == 1:
                continue
            figures = judge_method(
                chosen, estimate(chosen, world), limits, kind in ("equal", "twins")
            )
            figures |= {k: round(float(v), 3) for k, v in figures.items() if isinstance(v, float)}
            worlds = len(chosen["scores"])
            rows.append(Row(kind, world.n, world.share, score, method, worlds, **figures))
    return rows
