"""The leaderboard: scores, intervals, tests against the baseline, and the result in a sentence."""

from dataclasses import asdict
from typing import cast

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.predictions import Predictions
from bakeoff.evaluation import formats
from bakeoff.evaluation.bootstrap import bootstrap
from bakeoff.evaluation.calibration import calibration_error
from bakeoff.evaluation.held_out import HeldOut, choose_classes, choose_thresholds
from bakeoff.evaluation.intervals import Estimate
from bakeoff.evaluation.scoring.scores import score, score_choices, summarise
from bakeoff.evaluation.settings import Evaluate
from bakeoff.evaluation.significance import ALPHA, Comparison, compare
from bakeoff.evaluation.weighted import Outcomes


def score_part(
    test: HeldOut, predictions: Predictions, thresholds: list[float], rows: NDArray[np.bool_]
) -> formats.Slice:
    """Score all seeds of a model on some texts."""
    pairs = zip(predictions.test, thresholds, strict=True)
    scores = [score(test.labels[rows], seed[rows], threshold) for seed, threshold in pairs]
    mean, spread = summarise(scores)
    return {"rows": int(rows.sum()), "mean": mean, "sd": spread}


def score_plainly(
    test: HeldOut, predictions: Predictions, thresholds: list[float], rows: NDArray[np.bool_]
) -> formats.PlainScores:
    """Give the means of F1 and accuracy alone, on some texts."""
    labels, classes = test.labels[rows], predictions.test.shape[2]
    chosen = choose_classes(predictions, thresholds)
    mean, _ = summarise([score_choices(labels, seed[rows], classes) for seed in chosen])
    return {"f1": mean["f1"], "accuracy": mean["accuracy"]}


def score_model(
    test: HeldOut, predictions: Predictions, thresholds: list[float]
) -> formats.ModelScores:
    """Score one model on all texts, on each slice, without leaks, and with other thresholds."""
    everything, fresh = np.ones(len(test.labels), bool), ~test.leaked
    whole = score_part(test, predictions, thresholds, everything)
    slices = np.array([message.slice for message in test.messages])
    chosen = choose_thresholds(test.valid_labels, predictions, "valid")
    return {
        "seeds": len(thresholds),
        "thresholds": thresholds,
        "mean": whole["mean"],
        "sd": whole["sd"],
        "slices": {
            name: score_part(test, predictions, thresholds, slices == name)
            for name in sorted({*slices.tolist()} - {""})
        },
        "valid_threshold": {
            "thresholds": chosen,
            **score_plainly(test, predictions, chosen, everything),
        },
        "calibration": {"ece": calibration_error(test.labels, predictions.test)},
        "without_leaks": {
            "rows": int(fresh.sum()),
            **score_plainly(test, predictions, thresholds, fresh),
        }
        if fresh.any()
        else None,
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
    draws, seed = settings.draws, settings.seed
    estimates = bootstrap(test.labels, outcomes, settings.baseline, draws=draws, seed=seed)
    tests = compare(test.labels, outcomes, settings.baseline, draws=draws, seed=seed)
    boards = {
        name: _join(score_model(test, model, thresholds[name]), estimates[name], tests.get(name))
        for name, model in models.items()
    }
    return dict(sorted(boards.items(), key=lambda item: -item[1]["mean"]["f1"]))


def make_leaderboard(
    test: HeldOut, models: dict[str, Predictions], settings: Evaluate, *, preset: str, split: str
) -> formats.Board:
    """Make the leaderboard: see `compare_models`; `preset` and `split` are of params.yaml."""
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
    board: formats.ModelScores, estimates: dict[str, Estimate], test: Comparison | None
) -> formats.ModelBoard:
    board["mean"]["brier"] = estimates["brier"].mean
    ends = list(formats.Interval.__annotations__)
    return {
        **board,
        "intervals": {
            name: cast("formats.Interval", {end: getattr(estimate, end) for end in ends})
            for name, estimate in estimates.items()
        },
        **cast("formats.PValues", asdict(test) if test else {}),
        "verdict": judge(estimates["f1"], test.p_f1_holm) if test else "baseline",
    }


def flatten(board: formats.ModelBoard) -> dict[str, float]:
    """Flatten one model's scores to what `dvc metrics show` lays out as one row."""
    flat = {**board["mean"], "f1_sd": board["sd"]["f1"]}
    return flat | {f"f1_{name}": part["mean"]["f1"] for name, part in board["slices"].items()}


def judge(f1: Estimate, p_value: float) -> formats.Verdict:
    """Call a model better or worse only if both the test and the interval say so.

    The test speaks of the models as they were trained, the interval of other seeds too. Where seeds
    differ much, the test alone would find too many differences. The p-value is corrected for the
    number of models.
    """
    low, high = f1.difference_low, f1.difference_high
    if p_value >= ALPHA or low is None or high is None or low <= 0 <= high:
        return "tie"
    return "better" if low > 0 else "worse"


def write_verdict(boards: dict[str, formats.ModelBoard], baseline: str) -> str:
    """Say in a sentence which models are better than the baseline, and count the others."""
    names: dict[str, list[str]] = {"better": [], "tie": [], "worse": []}
    for name, board in boards.items():
        if name != baseline:
            names[board["verdict"]].append(name)
    bar = f"better than the baseline, {baseline} (F1 {boards[baseline]['mean']['f1']:.3f})"
    counts = []
    if ties := len(names["tie"]):
        counts.append(f"{ties} {'shows' if ties == 1 else 'show'} no clear difference")
    if worse := len(names["worse"]):
        counts.append(f"{worse} {'is' if worse == 1 else 'are'} worse")
    rest = " and ".join(counts)
    if not names["better"]:
        return f"No model is {bar}" + (f": {rest}." if rest else ".")
    *most, last = [f"{name} ({boards[name]['mean']['f1']:.3f})" for name in names["better"]]
    subject = f"{', '.join(most)} and {last} are" if most else f"{last} is"
    return f"{subject} {bar}" + (f"; of the others, {rest}." if rest else ".")
