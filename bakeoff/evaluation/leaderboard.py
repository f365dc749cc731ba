"""The leaderboard: what every model scores on the held-out texts, and on parts of them."""

from collections.abc import Mapping

import numpy as np

from bakeoff.evaluation import formats
from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.calibration import calibration_error
from bakeoff.evaluation.held_out import HeldOut, choose_thresholds, pool
from bakeoff.evaluation.repeats import score_parts
from bakeoff.evaluation.scored_models import ScoredModel
from bakeoff.evaluation.settings import Evaluate


def score_model(
    held: HeldOut, model: ScoredModel, precision: float | None
) -> dict[str, formats.Slice]:
    """Score one model on all tested texts (the key is empty) and on each slice."""
    texts = [held.table.texts[row] for row in held.tested]
    names = np.array([text.slice for text in texts])
    slices = ["", *sorted({*names.tolist()} - {""})]
    masks = [(names == name) | (name == "") for name in slices]
    parts = score_parts(held.labels[held.tested], model.pooled, masks, precision)
    return dict(zip(slices, parts, strict=True))


def choose_best(held: HeldOut, model: ScoredModel) -> formats.PlainScores:
    """Score one model with each round's best threshold on its validation texts."""
    thresholds = choose_thresholds(held, model.predictions, "valid")
    pooled = pool(held, model.predictions, thresholds)
    (part,) = score_parts(held.labels[held.tested], pooled, [np.ones(len(held.tested), bool)])
    return {
        "f1": part["mean"]["f1"],
        "accuracy": part["mean"]["accuracy"],
        "thresholds": thresholds,
    }


def describe_model(
    held: HeldOut, name: str, model: ScoredModel, answer: Answer, precision: float | None
) -> formats.ModelBoard:
    """Gather the scores of one model, and how the answer compares it with the baseline."""
    slices = score_model(held, model, precision)
    whole = slices.pop("")
    words = {pair["model"]: pair["word"] for pair in answer["against_baseline"]}
    return {
        "rounds": len(model.thresholds),
        "repeats": len(model.pooled.chosen),
        "chosen": model.chosen,
        "thresholds": model.thresholds,
        "mean": whole["mean"],
        "sd": whole["sd"],
        "intervals": {
            score: {"low": line["low"], "high": line["high"]}
            for score, line in answer["scores"][name].items()
        },
        "word": words.get(name, "baseline"),
        "slices": slices,
        "valid_threshold": choose_best(held, model),
        "calibration": {
            "ece": calibration_error(held.labels[held.tested], model.pooled.probabilities)
        },
    }


def make_leaderboard(
    held: HeldOut,
    models: Mapping[str, ScoredModel],
    answer: Answer,
    settings: Evaluate,
    *,
    preset: str,
    split: str,
) -> formats.Board:
    """Describe all models, the best first; params.yaml names preset and split."""
    precision = settings.precision
    return {
        "preset": preset,
        "split": split,
        "rows": len(held.tested),
        "classes": held.classes,
        "metric": answer["metric"],
        "baseline": settings.baseline,
        "models": {
            name: describe_model(held, name, models[name], answer, precision)
            for name in answer["scores"]
        },
    }


def flatten(board: formats.ModelBoard) -> dict[str, float]:
    """Flatten one model's scores to what `dvc metrics show` lays out as one row."""
    flat = dict(board["mean"])
    flat |= {"f1_sd": board["sd"]["f1"]} if "f1" in flat else {}
    means = {name: part["mean"].get("f1") for name, part in board["slices"].items()}
    return flat | {f"f1_{name}": mean for name, mean in means.items() if mean is not None}
