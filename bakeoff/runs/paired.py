"""Two runs on the same texts compared model by model, from the predictions in DVC's cache.

Both runs of a model have predicted the same texts, in the same rounds. So their difference has an
interval as in metrics/answer.json: one family has a pair for each model whose predictions differ.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from pydantic import BaseModel

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import PARAMS, PREDICTIONS, PREPARED
from bakeoff.core.settings import Members, Name, check
from bakeoff.dvc.cache import find_cache
from bakeoff.evaluation.answer import draw_models
from bakeoff.evaluation.answer_format import PairLine
from bakeoff.evaluation.answer_lines import list_pairs
from bakeoff.evaluation.comparison import compare_models
from bakeoff.evaluation.families import compare_family
from bakeoff.evaluation.held_out import HeldOut
from bakeoff.evaluation.metrics import find_metric
from bakeoff.evaluation.pooled import Pooled
from bakeoff.evaluation.question import Question, Texts
from bakeoff.evaluation.scored_models import pool_all
from bakeoff.evaluation.settings import Evaluate, ModelInput, find_controls
from bakeoff.evaluation.training import estimate_training
from bakeoff.runs.cached import Cached, Unpaired
from bakeoff.runs.lock import Lock


class Asked(BaseModel):
    """The parameters that `evaluate` has run with."""

    choose: dict[Name, Members]
    ensemble: dict[Name, Members]
    evaluate: Evaluate
    models: dict[Name, ModelInput]


def compare_runs(old: Lock, new: Lock) -> dict[str, PairLine]:
    """Compare each model of both runs whose predictions differ; positive: the new one is better.

    Raises:
        Unpaired: they predicted other texts, or predictions are missing.
    """
    locks = old, new
    if len({lock.find("prepare", PREPARED) for lock in locks}) > 1:
        raise Unpaired("the texts, or their splits, are not the same")
    asked = [_read_asked(lock) for lock in locks]
    if _name_predictions(old, asked[0]) == _name_predictions(new, asked[1]):
        return {}
    sides = [Cached(find_cache(), lock) for lock in locks]
    held = sides[1].texts()
    pooled = [_pool(held, *pair) for pair in zip(sides, asked, strict=True)]
    names = [name for name in pooled[1] if name in pooled[0]]
    changed = [name for name in names if _differ(pooled[0][name], pooled[1][name])]
    return compare_changed(held.texts(), changed, pooled[0], pooled[1], asked[1])


def _name_predictions(lock: Lock, asked: Asked) -> list[object]:
    """Give all that the chosen classes depend on: hashes of predictions, groups, the threshold."""
    hashes = {
        name: lock.find(f"train@{name}", PREDICTIONS / f"{name}.npz") for name in asked.models
    }
    return [hashes, asked.choose, asked.ensemble, asked.evaluate.threshold]


def _read_asked(lock: Lock) -> Asked:
    stage = lock.stages.get("evaluate")
    value: dict[str, Any] = stage.params.get(str(PARAMS), {}) if stage else {}
    try:
        return check(Asked, value, "evaluate")
    except BakeoffError as error:
        raise Unpaired(f"another version of the project made one run ({error})") from None


def _pool(held: HeldOut, side: Cached, asked: Asked) -> dict[str, Pooled]:
    found = {name: side.predictions(name) for name in asked.models}
    models = pool_all(held, found, asked.choose, asked.ensemble, asked.evaluate.threshold)
    return {name: model.pooled for name, model in models.items()}


def _differ(old: Pooled, new: Pooled) -> bool:
    pairs = ((old.chosen, new.chosen), (old.probabilities, new.probabilities))
    return not all(np.array_equal(*pair) for pair in pairs)


def compare_changed(
    tested: Texts,
    changed: list[str],
    old: Mapping[str, Pooled],
    new: Mapping[str, Pooled],
    asked: Asked,
) -> dict[str, PairLine]:
    """Compare models with what they were, in the same draws of texts, as one family.

    Args:
        tested: the texts.
        changed: names of the models.
        old: what they predicted in the old run.
        new: what they predict.
        asked: the parameters of the new run.
    """
    if not changed:
        return {}
    settings, controls = asked.evaluate, find_controls(asked.models)
    margin = settings.margin[settings.metric]
    question = Question(
        settings.metric, "", margin, settings.draws, settings.seed, settings.precision
    )
    metric = find_metric(settings.metric, tested.labels, tested.classes, settings.precision)
    names = [f"{name}{side}" for side in ("@old", "@new") for name in changed]
    values = [run[name] for run in (old, new) for name in changed]
    models = dict(zip(names, values, strict=True))
    if len({len(model.chosen) for model in values} - {1}) > 1:
        raise Unpaired("they have different numbers of seeds")
    apart = [f"{name}{side}" for side in ("@old", "@new") for name in controls]
    training = estimate_training(tested, models, metric.name, settings.precision, apart)
    drawn = draw_models(tested, models, question, metric)
    comparison = compare_models(drawn, metric, 0, training.pairs)
    pairs = [(len(changed) + place, place) for place in range(len(changed))]
    family, _ = compare_family(comparison.sample, comparison.errors, pairs)
    lines = list_pairs(family, names, margin, len(tested))
    return dict(zip(changed, lines, strict=True))
