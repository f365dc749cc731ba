"""All that is compared: models, choices between them, and ensembles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bakeoff.core.predictions import Predictions
from bakeoff.evaluation.held_out import HeldOut, average, choose, choose_thresholds, pool
from bakeoff.evaluation.pooled import Pooled

Groups = Mapping[str, Sequence[str]]  # names of models by the name of the group


@dataclass(frozen=True)
class ScoredModel:
    """What a model, a choice or an ensemble predicts for the tested texts.

    Attributes:
        predictions: of all rounds.
        thresholds: of all rounds.
        pooled: the same by repeat.
        chosen: of a choice, how many rounds took each member.
    """

    predictions: Predictions
    thresholds: list[float]
    pooled: Pooled
    chosen: dict[str, int] = field(default_factory=dict)


def pool_model(
    held: HeldOut, predictions: Predictions, rule: str, chosen: dict[str, int] | None = None
) -> ScoredModel:
    """Pool the predictions of a model; `rule` is that of the threshold."""
    thresholds = choose_thresholds(held, predictions, rule)
    return ScoredModel(predictions, thresholds, pool(held, predictions, thresholds), chosen or {})


def pool_all(
    held: HeldOut, found: Mapping[str, Predictions], choices: Groups, ensembles: Groups, rule: str
) -> dict[str, ScoredModel]:
    """Pool the predictions of all models, choose between members, and average ensembles.

    Args:
        held: the texts.
        found: predictions by model.
        choices: the section `choose`.
        ensembles: the section `ensemble`.
        rule: of the threshold.
    """
    scored = {name: pool_model(held, predictions, rule) for name, predictions in found.items()}
    for name, members in choices.items():
        predictions, picked = choose(held, [found[member] for member in members])
        counts = np.bincount(picked, minlength=len(members)).tolist()
        chosen = dict(zip(members, counts, strict=True))
        scored[name] = pool_model(held, predictions, rule, chosen)
    for name, members in ensembles.items():
        predictions = average([found[member] for member in members])
        scored[name] = pool_model(held, predictions, rule)
    return scored
