"""The leaderboard: what every model scores on the held-out texts, and on parts of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bakeoff.evaluation import formats
from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.calibration import calibration_error
from bakeoff.evaluation.class_scores import score_classes
from bakeoff.evaluation.held_out import HeldOut, choose_thresholds, final_threshold, pool
from bakeoff.evaluation.repeats import score_parts
from bakeoff.evaluation.scored_models import ScoredModel
from bakeoff.evaluation.settings import Evaluate
from bakeoff.evaluation.slices import bound_slice, find_slices

Bounds = Mapping[str, Mapping[str, formats.Ends]]  # by slice, then by model


@dataclass(frozen=True)
class About:
    """What params.yaml says of the run, and of each model by its name."""

    settings: Evaluate
    preset: str
    split: str
    invented: formats.Invented
    descriptions: Mapping[str, str]
    licences: Mapping[str, dict[str, str | None]]
    members: Mapping[str, list[str]]  # of ensembles


def score_model(
    held: HeldOut, model: ScoredModel, precision: float | None
) -> dict[str, formats.Part]:
    """Score one model on all tested texts (the key is empty) and on each slice."""
    masks = {"": np.ones(len(held.tested), bool), **find_slices(held)}
    parts = score_parts(held.labels[held.tested], model.pooled, [*masks.values()], precision)
    return dict(zip(masks, parts, strict=True))


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
    held: HeldOut, name: str, model: ScoredModel, answer: Answer, about: About, bounds: Bounds
) -> formats.ModelBoard:
    """Gather the scores of one model, and how the answer compares it with the baseline."""
    labels, pooled = held.labels[held.tested], model.pooled
    parts = score_model(held, model, about.settings.precision)
    whole = parts.pop("")
    words = {pair["model"]: pair["word"] for pair in answer["against_baseline"]}
    return {
        "description": about.descriptions[name],
        "licences": about.licences[name],
        "rounds": len(model.thresholds),
        "repeats": len(pooled.chosen),
        "members": [*about.members.get(name, [])],
        "chosen": model.chosen,
        "thresholds": model.thresholds,
        "threshold": final_threshold(model.thresholds, len(held.classes)),
        "mean": whole["mean"],
        "sd": whole["sd"],
        "intervals": {
            score: {"low": line["low"], "high": line["high"]}
            for score, line in answer["scores"][name].items()
        },
        "word": words.get(name, "baseline"),
        "by_class": score_classes(labels, pooled.chosen, held.classes),
        "slices": {part: {**x, "interval": bounds[part][name]} for part, x in parts.items()},
        "valid_threshold": choose_best(held, model),
        "calibration": {"ece": calibration_error(labels, pooled.probabilities)},
    }


def make_leaderboard(
    held: HeldOut, models: Mapping[str, ScoredModel], answer: Answer, about: About
) -> formats.Board:
    """Describe all models, the best first."""
    texts, pooled = held.texts(), {name: models[name].pooled for name in answer["scores"]}
    counts = np.bincount(texts.labels, minlength=len(texts.classes)).tolist()
    bounds = {
        name: bound_slice(texts, pooled, part, answer["metric"], about.settings)
        for name, part in find_slices(held).items()
    }
    return {
        "preset": about.preset,
        "split": about.split,
        "invented": about.invented,
        "rows": len(texts),
        "classes": texts.classes,
        "class_counts": dict(zip(texts.classes, counts, strict=True)),
        "metric": answer["metric"],
        "baseline": about.settings.baseline,
        "models": {
            name: describe_model(held, name, models[name], answer, about, bounds) for name in pooled
        },
    }


def list_scores(board: formats.Board) -> dict[str, float]:
    """List the verdict's score of each model: `dvc metrics diff` prints one line per model."""
    return {name: model["mean"][board["metric"]] for name, model in board["models"].items()}
