"""The parts of the answer: intervals of scores, pairs with their words, the recommendation."""

from collections.abc import Collection, Mapping
from typing import Literal

import numpy as np

from bakeoff.evaluation.answer_format import (
    PairLine,
    Perfect,
    Recommendation,
    ScoreLine,
    turn,
)
from bakeoff.evaluation.comparison import Comparison
from bakeoff.evaluation.draws import Drawn
from bakeoff.evaluation.families import Pair
from bakeoff.evaluation.intervals import tidy
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.power import bound_perfect, count_texts, find_smallest
from bakeoff.evaluation.question import Training
from bakeoff.evaluation.recommendation import Cost, choose_model, make_rule
from bakeoff.evaluation.score_intervals import bound_score


def bound_scores(
    drawn: Drawn, names: list[str], training: Training
) -> dict[str, dict[str, ScoreLine]]:
    """Find the interval of every score that is defined, by model and score."""
    lines: dict[str, dict[str, ScoreLine]] = {name: {} for name in names}
    for score, values in drawn.whole.items():
        for i, name in enumerate(names):
            if not np.isnan(values[i]):
                column = drawn.draws[score][:, i]
                lines[name][score] = bound_score(
                    score, values[i], column, training.variance(score, i)
                )
    return lines


def list_pairs(pairs: list[Pair], names: list[str], margin: float, texts: int) -> list[PairLine]:
    """Write the pairs down, each with its word and with what it could have found."""
    lines: list[PairLine] = []
    for pair in pairs:
        word, smallest = pair.word(margin), find_smallest(pair)
        lines.append(
            {
                "model": names[pair.first],
                "other": names[pair.second],
                "difference": tidy(pair.difference),
                "low": tidy(pair.ends[0]),
                "high": tidy(pair.ends[1]),
                "p_value": tidy(pair.p_value),
                "word": word,
                "within_margin": pair.within(margin),
                "se_texts": tidy(pair.texts),
                "se_training": tidy(pair.training),
                "smallest_difference": None if smallest is None else tidy(smallest),
                "texts_needed": count_texts(pair, margin, texts) if word == "undecided" else None,
            }
        )
    return lines


def list_controls(lines: list[PairLine], controls: Mapping[str, str]) -> list[PairLine]:
    """Find the pairs of a model and its control: the difference is what its vectors are worth."""
    found = [*lines, *map(turn, lines)]
    return [pair for pair in found if controls.get(pair["other"]) == pair["model"]]


def list_learned(
    lines: list[PairLine], controls: Mapping[str, str], learned: Collection[str]
) -> list[PairLine]:
    """Find the pairs of a model that has a control and one that learns its vectors."""
    found, known = [*lines, *map(turn, lines)], set(controls.values())
    return [pair for pair in found if pair["model"] in known and pair["other"] in learned]


def judge_perfect(
    comparison: Comparison, metric: Metric, baseline: int, training: Training
) -> Perfect:
    """Tell whether a model without errors could be called better than the baseline."""
    low, found = bound_perfect(
        comparison.sample,
        baseline,
        metric.sign * metric.best,
        comparison.criticals[0],
        training.variance(metric.name, baseline),
    )
    return {"low": tidy(low), "could_be_better": found}


def choose(
    comparison: Comparison,
    drawn: Drawn,
    metric: Metric,
    margin: float,
    names: list[str],
    costs: Mapping[str, Cost],
    controls: Mapping[str, str],
) -> Recommendation:
    """Choose the model to use, a control only if no other will do; `sentence` is left empty."""
    pairs = [*comparison.against_baseline, *comparison.others]
    costed = [costs[name] for name in names]
    ranked = [(int(name in controls), *cost) for name, cost in zip(names, costed, strict=True)]
    rule = make_rule(comparison.sample, comparison.errors, pairs, ranked, margin)
    choice = choose_model(comparison.sample, rule, metric.sign * drawn.out_of_bag[comparison.known])
    close: Literal["close_to_best", "not_worse"] = "close_to_best" if choice.close else "not_worse"
    download, model = costed[choice.model]
    fair = metric.sign * choice.out_of_bag
    return {
        "model": names[choice.model],
        "rule": "only" if len(names) == 1 else close,
        "loss": tidy(choice.loss),
        "score": tidy(drawn.whole[metric.name][choice.model]),
        "score_out_of_bag": None if np.isnan(fair) else tidy(fair),
        "chosen": {name: tidy(share) for name, share in zip(names, choice.shares, strict=True)},
        "cost": {"download_bytes": download, "model_bytes": model},
        "sentence": "",
    }
