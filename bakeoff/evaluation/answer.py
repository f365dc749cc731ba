"""The answer: every score, every pair, what could be found, and which model to use."""

from collections.abc import Collection, Mapping

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.evaluation.answer_format import Answer, Basis
from bakeoff.evaluation.answer_lines import (
    bound_scores,
    choose,
    judge_perfect,
    list_controls,
    list_learned,
    list_pairs,
)
from bakeoff.evaluation.comparison import Comparison, compare_models
from bakeoff.evaluation.draws import Drawn, draw_scores
from bakeoff.evaluation.few_labels import Point, judge_curves
from bakeoff.evaluation.intervals import tidy
from bakeoff.evaluation.label_sentences import describe_few_labels
from bakeoff.evaluation.metrics import Metric, find_metric
from bakeoff.evaluation.pooled import Pooled
from bakeoff.evaluation.question import Question, Texts, Training
from bakeoff.evaluation.recommendation import Cost
from bakeoff.evaluation.sentences import write_sentences


def make_answer(
    tested: Texts,
    models: Mapping[str, Pooled],
    costs: Mapping[str, Cost],
    question: Question,
    training: Training | None = None,
    curves: Collection[Point] = (),
) -> Answer:
    """Answer which model to use.

    Args:
        tested: the texts.
        models: predictions by model, the baseline among them.
        costs: bytes to download and bytes of the model, by model.
        question: the settings.
        training: variances that the draws of texts do not contain.
        curves: scores with fewer labels, lines of metrics/learning.csv.

    Raises:
        BakeoffError: the metric or the baseline does not fit, or hardly a draw has the score.
    """
    names, training = list(models), training or Training()
    if question.baseline not in models:
        raise BakeoffError(
            f"evaluate.baseline: expected one of {', '.join(names)}; got {question.baseline!r:.60}"
        )
    metric = find_metric(question.metric, tested.labels, tested.classes, question.precision)
    drawn = draw_models(tested, models, question, metric)
    baseline = names.index(question.baseline)
    comparison = compare_models(drawn, metric, baseline, training.pairs)
    scores = bound_scores(drawn, names, training)
    first = list_pairs(comparison.against_baseline, names, question.margin, len(tested))
    second = list_pairs(comparison.others, names, question.margin, len(tested))
    controls = question.controls
    recommendation = choose(comparison, drawn, metric, question.margin, names, costs, controls)
    chosen = recommendation["model"]
    answer: Answer = {
        **describe_basis(tested, models, question, metric, comparison),
        "scores": {names[number]: scores[names[number]] for number in comparison.order},
        "against_baseline": first,
        "pairs": second,
        "pretraining": list_controls(first + second, controls),
        "against_learned": list_learned(first + second, controls, question.learned),
        "perfect": judge_perfect(comparison, metric, baseline, training),
        "recommendation": recommendation,
        "few_labels": judge_curves(curves, metric.name, chosen, question.baseline, controls),
        "quick": False,
        "sentences": [],
    }
    if answer["few_labels"]:
        answer["few_labels"]["sentence"] = describe_few_labels(answer)
    answer["sentences"] = write_sentences(answer)
    answer["recommendation"]["sentence"] = answer["sentences"][-1]
    return answer


def draw_models(
    tested: Texts, models: Mapping[str, Pooled], question: Question, metric: Metric
) -> Drawn:
    """Score all models in the same draws of texts."""
    return draw_scores(
        tested.labels,
        list(models.values()),
        tested.groups,
        metric.name,
        draws=question.draws,
        seed=question.seed,
        precision=question.precision,
    )


def describe_basis(
    tested: Texts,
    models: Mapping[str, Pooled],
    question: Question,
    metric: Metric,
    comparison: Comparison,
) -> Basis:
    """Describe what the answer rests on."""
    return {
        "metric": metric.name,
        "label": metric.label,
        "lower_is_better": metric.sign < 0,
        "margin": question.margin,
        "baseline": question.baseline,
        "texts": len(tested),
        "groups": len(np.unique(tested.groups)),
        "draws": int(comparison.known.sum()),
        "undefined": int((~comparison.known).sum()),
        "one_training_set": all(_one_round(model) for model in models.values()),
        "critical_baseline": tidy(comparison.criticals[0]),
        "critical_pairs": tidy(comparison.criticals[1]),
    }


def _one_round(model: Pooled) -> bool:
    """Tell whether one training predicted all texts of a repeat."""
    return bool((model.rounds == model.rounds[:, :1]).all())
