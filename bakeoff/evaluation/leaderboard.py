"""The leaderboard: scores, intervals, tests against the baseline, and the result in a sentence."""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.predictions import Predictions
from bakeoff.evaluation import formats
from bakeoff.evaluation.bootstrap import bootstrap
from bakeoff.evaluation.calibration import calibration_error
from bakeoff.evaluation.held_out import HeldOut, choose_classes, choose_thresholds
from bakeoff.evaluation.intervals import Estimate
from bakeoff.evaluation.scoring.scores import score, summarise
from bakeoff.evaluation.settings import Evaluate
from bakeoff.evaluation.significance import ALPHA, compare
from bakeoff.evaluation.weighted import Outcomes


def _score_rows(
    test: HeldOut, predictions: Predictions, thresholds: list[float], rows: NDArray[np.bool_]
) -> formats.Slice:
    """Score all seeds of a model on some texts."""
    pairs = zip(predictions.test, thresholds, strict=True)
    scores = [score(test.labels[rows], seed[rows], threshold) for seed, threshold in pairs]
    mean, spread = summarise(scores)
    return {"rows": int(rows.sum()), "mean": mean, "sd": spread}


def _plain(part: formats.Slice) -> formats.PlainScores:
    """Give the means of F1 and accuracy alone."""
    return {"f1": part["mean"]["f1"], "accuracy": part["mean"]["accuracy"]}


def score_model(
    test: HeldOut, predictions: Predictions, thresholds: list[float]
) -> formats.ModelScores:
    """Score one model on all texts, on each slice, without leaks, and with other thresholds."""
    everything, fresh = np.ones(len(test.labels), bool), ~test.leaked
    whole = _score_rows(test, predictions, thresholds, everything)
    slices = np.array([message.slice for message in test.messages])
    chosen = choose_thresholds(test.valid_labels, predictions, "valid")
    without_leaks: formats.PlainScores | None = None
    if fresh.any():
        clean = _score_rows(test, predictions, thresholds, fresh)
        without_leaks = {"rows": clean["rows"], **_plain(clean)}
    return {
        "seeds": len(thresholds),
        "thresholds": thresholds,
        "mean": whole["mean"],
        "sd": whole["sd"],
        "slices": {
            name: _score_rows(test, predictions, thresholds, slices == name)
            for name in sorted({*slices.tolist()} - {""})
        },
        "valid_threshold": {
            "thresholds": chosen,
            **_plain(_score_rows(test, predictions, chosen, everything)),
        },
        "calibration": {"ece": calibration_error(test.labels, predictions.test)},
        "without_leaks": without_leaks,
    }


def compare_models(
    test: HeldOut, models: dict[str, Predictions], settings: Evaluate
) -> dict[str, formats.ModelBoard]:
    """Score every model and compare it with the baseline; the best F1 comes first."""
    thresholds = {
        name: choose_thresholds(test.valid_labels, model, settings.threshold)
        for name, model in models.items()
    }
    outcomes = {
        name: Outcomes(choose_classes(model, thresholds[name]), model.test)
        for name, model in models.items()
    }
    task = test.labels, outcomes, settings.baseline
    estimates = bootstrap(*task, draws=settings.draws, seed=settings.seed)
    tests = compare(*task, draws=settings.draws, seed=settings.seed)
    boards = {
        name: _join(score_model(test, model, thresholds[name]), estimates[name], tests.get(name))
        for name, model in models.items()
    }
    return dict(sorted(boards.items(), key=lambda item: -item[1]["mean"]["f1"]))


def make_leaderboard(
    test: HeldOut, models: dict[str, Predictions], settings: Evaluate, *, preset: str, split: str
) -> formats.Board:
    """Compare the models, and add what the scores are of; params.yaml names preset and split."""
    boards = compare_models(test, models, settings)
    return {
        "preset": preset,
        "split": split,
        "rows": len(test.labels),
        "classes": test.classes,
        "baseline": settings.baseline,
        "draws": settings.draws,
        "verdict": write_verdict(boards, settings.baseline),
        "models": boards,
    }


def _join(
    board: formats.ModelScores, estimates: dict[str, Estimate], test: formats.PValues | None
) -> formats.ModelBoard:
    """Join the scores of a model with its intervals and its p-values, if it has any."""
    board["mean"]["brier"] = estimates["brier"].mean
    ends = list(formats.Interval.__annotations__)
    return {
        **board,
        "intervals": {
            name: cast("formats.Interval", {end: getattr(estimate, end) for end in ends})
            for name, estimate in estimates.items()
        },
        **(test or formats.PValues()),
        "verdict": judge(estimates["f1"], test["p_f1_holm"]) if test else "baseline",
    }


def flatten(board: formats.ModelBoard) -> dict[str, float]:
    """Flatten one model's scores to what `dvc metrics show` lays out as one row."""
    flat = {**board["mean"], "f1_sd": board["sd"]["f1"]}
    return flat | {f"f1_{name}": part["mean"]["f1"] for name, part in board["slices"].items()}


def judge(f1: Estimate, p_value: float) -> formats.Verdict:
    """Call a model better or worse only if both the corrected p-value and the interval do.

    The test covers the models as they were trained, the interval other seeds too. Where seeds
    differ much, the test alone would find too many differences.
    """
    low, high = f1.difference_low, f1.difference_high
    if p_value >= ALPHA or low is None or high is None or low <= 0 <= high:
        return "tie"
    return "better" if low > 0 else "worse"


def write_verdict(boards: dict[str, formats.ModelBoard], baseline: str) -> str:
    """State which models are better than the baseline, and count the others."""
    f1 = {name: board["mean"]["f1"] for name, board in boards.items()}
    verdicts = [board["verdict"] for board in boards.values()]
    bar = f"better than the baseline, {baseline} (F1 {f1[baseline]:.3f})"
    counts = []
    if ties := verdicts.count("tie"):
        counts.append(f"{ties} {'shows' if ties == 1 else 'show'} no clear difference")
    if worse := verdicts.count("worse"):
        counts.append(f"{worse} {'is' if worse == 1 else 'are'} worse")
    rest = " and ".join(counts)
    better = [name for name, board in boards.items() if board["verdict"] == "better"]
    if not better:
        return f"No model is {bar}" + (f": {rest}." if rest else ".")
    *most, last = [f"{name} ({f1[name]:.3f})" for name in better]
    subject = f"{', '.join(most)} and {last} are" if most else f"{last} is"
    return f"{subject} {bar}" + (f"; of the others, {rest}." if rest else ".")
