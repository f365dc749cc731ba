"""The leaderboard: scores, intervals, tests against the baseline, and the verdict in a sentence."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.classifiers.predictions import Predictions
from bakeoff.evaluation.bootstrap import bootstrap
from bakeoff.evaluation.calibration import calibration_error
from bakeoff.evaluation.intervals import Estimate
from bakeoff.evaluation.scores import (
    Labels,
    best_threshold,
    decide,
    score,
    score_choices,
    summarise,
)
from bakeoff.evaluation.significance import ALPHA, Comparison, compare
from bakeoff.evaluation.weighted import Outcomes

ENDS = ("low", "high", "difference", "difference_low", "difference_high")
PLAIN = ("f1", "accuracy")  # scores that are shown for parts of the test split


@dataclass(frozen=True)
class HeldOut:
    """What models are scored on.

    Attributes:
        labels: (n,) numbers of classes.
        valid_labels: of the validation split.
        slices: (n,) names, "" where there are none.
        leaked: (n,) whether the text stands in the rows that models learn or stop by.
    """

    labels: Labels
    valid_labels: Labels
    slices: list[str]
    leaked: NDArray[np.bool_]


def choose_thresholds(labels: Labels, predictions: Predictions, rule: str) -> list[float]:
    """Choose each seed's threshold: one half, or the best on the validation split."""
    if rule == "half" or predictions.valid.shape[2] > 2:
        return [0.5] * len(predictions.valid)
    return [best_threshold(labels, seed) for seed in predictions.valid]


def score_part(
    test: HeldOut, predictions: Predictions, thresholds: list[float], rows: NDArray[np.bool_]
) -> dict[str, Any]:
    """Score all seeds of a model on some messages: how many, mean and deviation of every score."""
    mean, spread = summarise(
        [
            score(test.labels[rows], seed[rows], threshold)
            for seed, threshold in zip(predictions.test, thresholds, strict=True)
        ]
    )
    return {"rows": int(rows.sum()), "mean": mean, "sd": spread}


def score_plainly(
    test: HeldOut, predictions: Predictions, thresholds: list[float], rows: NDArray[np.bool_]
) -> dict[str, float]:
    """Give the means of F1 and accuracy alone, on some messages."""
    labels, classes = test.labels[rows], predictions.test.shape[2]
    mean, _ = summarise(
        [score_choices(labels, chosen[rows], classes) for chosen in choose(predictions, thresholds)]
    )
    return {name: mean[name] for name in PLAIN}


def score_model(test: HeldOut, predictions: Predictions, thresholds: list[float]) -> dict[str, Any]:
    """Score one model for all messages, for each slice, without leaks, and by other thresholds."""
    everything = np.ones(len(test.labels), bool)
    whole = score_part(test, predictions, thresholds, everything)
    slices = {
        name: score_part(
            test, predictions, thresholds, np.array([its == name for its in test.slices])
        )
        for name in sorted(set(test.slices) - {""})
    }
    chosen = choose_thresholds(test.valid_labels, predictions, "valid")
    by_chosen = score_plainly(test, predictions, chosen, everything)
    fresh = ~test.leaked
    return {
        "seeds": len(thresholds),
        "thresholds": thresholds,
        "mean": whole["mean"],
        "sd": whole["sd"],
        "slices": slices,
        "valid_threshold": {"thresholds": chosen, **by_chosen},
        "calibration": {"ece": calibration_error(test.labels, predictions.test)},
        "without_leaks": {
            "rows": int(fresh.sum()),
            **score_plainly(test, predictions, thresholds, fresh),
        }
        if fresh.any()
        else None,
    }


def make_leaderboard(
    test: HeldOut,
    models: dict[str, Predictions],
    baseline: str,
    *,
    threshold: str,
    draws: int,
    seed: int,
) -> dict[str, dict[str, Any]]:
    """Score every model and hold it against the baseline; the best F1 first.

    Args:
        test: what they are scored on.
        models: name to probabilities.
        baseline: name of the model that the others must beat.
        threshold: "half", or "valid" for the best F1 on the validation split.
        draws: of the bootstrap, and of the permutations.
        seed: of the draws.
    """
    thresholds = {
        name: choose_thresholds(test.valid_labels, its, threshold) for name, its in models.items()
    }
    outcomes = {
        name: Outcomes(choose(its, thresholds[name]), its.test) for name, its in models.items()
    }
    estimates = bootstrap(test.labels, outcomes, baseline, draws=draws, seed=seed)
    tests = compare(test.labels, outcomes, baseline, draws=draws, seed=seed)
    boards = {
        name: _join(score_model(test, its, thresholds[name]), estimates[name], tests.get(name))
        for name, its in models.items()
    }
    return dict(sorted(boards.items(), key=lambda item: -item[1]["mean"]["f1"]))


def choose(predictions: Predictions, thresholds: list[float]) -> Labels:
    """Choose classes, (seeds, n), each seed by its threshold."""
    pairs = zip(predictions.test, thresholds, strict=True)
    return np.stack([decide(seed, threshold) for seed, threshold in pairs])


def _join(
    board: dict[str, Any], estimates: dict[str, Estimate], test: Comparison | None
) -> dict[str, Any]:
    intervals = {name: {end: getattr(its, end) for end in ENDS} for name, its in estimates.items()}
    board["mean"]["brier"] = estimates["brier"].mean
    if test is None:
        return board | {"intervals": intervals, "verdict": "baseline"}
    verdict = judge(estimates["f1"], test.p_f1_holm)
    return board | {"intervals": intervals, **asdict(test), "verdict": verdict}


def judge(f1: Estimate, p_value: float) -> Literal["better", "tie", "worse"]:
    """Put the difference to the baseline in a word.

    The test speaks of the models as they were trained, the interval of other seeds too. A verdict
    takes both: of seeds that differ much, the test alone would make too many.

    Args:
        f1: of the model.
        p_value: of its F1, corrected for the number of models.
    """
    low, high = f1.difference_low, f1.difference_high
    if p_value >= ALPHA or low is None or high is None or low <= 0 <= high:
        return "tie"
    return "better" if low > 0 else "worse"


def write_verdict(boards: dict[str, dict[str, Any]], baseline: str) -> str:
    """Say in a sentence or two which models beat the baseline."""
    of: dict[str, list[str]] = {"better": [], "tie": [], "worse": []}
    for name, its in boards.items():
        if name != baseline:
            of[its["verdict"]].append(name)
    bar = f"the baseline, {baseline} (F1 {boards[baseline]['mean']['f1']:.3f})"
    counts = []
    if of["tie"]:
        counts.append(f"{len(of['tie'])} cannot be told from it")
    if of["worse"]:
        counts.append(f"{len(of['worse'])} {'is' if len(of['worse']) == 1 else 'are'} worse")
    rest = f" {' and '.join(counts)}." if counts else ""
    if not of["better"]:
        return f"No model is better than {bar}.{rest}"
    named = ", ".join(f"{name} ({boards[name]['mean']['f1']:.3f})" for name in of["better"])
    verb = "is" if len(of["better"]) == 1 else "are"
    return f"{named} {verb} better than {bar}.{rest}"
