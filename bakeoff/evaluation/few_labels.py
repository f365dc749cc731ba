"""What the label curves show: which model to use with few labels, and how many labels one saves.

The draws of a curve train on texts of one round each and are scored on what that round held out, so
a difference is paired by draw: its interval is Student's t over the draws. Subsets of two rounds
overlap, by few texts where labels are few; the last point of a curve, with all labels, is left to
the answer.
"""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from scipy.stats import t

from bakeoff.evaluation.answer_format import FewLabels, SavedLine, Switch
from bakeoff.evaluation.families import LEVEL
from bakeoff.evaluation.intervals import SAME, tidy
from bakeoff.evaluation.metrics import METRICS
from bakeoff.evaluation.weighted import Floats

FEW = 100  # labels at which models are compared with the baseline, or as near as a curve has
Curve = dict[int, Floats]  # number of labels to the scores of the draws, turned: more is better
Point = Mapping[str, Any]  # a line of metrics/learning.csv


def collect_curves(points: Collection[Point], metric: str) -> dict[str, Curve]:
    """Collect the curves by model; those with an undefined score are left out."""
    scores: dict[str, dict[int, dict[int, float | None]]] = {}
    for point in points:
        of_model = scores.setdefault(point["model"], {})
        of_model.setdefault(point["labels"], {})[point["draw"]] = point[metric]
    sign, curves = METRICS[metric].sign, {}
    for name, sizes in scores.items():
        rows = [[draws[draw] for draw in sorted(draws)] for _, draws in sorted(sizes.items())]
        if all(score is not None for row in rows for score in row):
            curves[name] = dict(zip(sorted(sizes), sign * np.array(rows, np.float64), strict=True))
    return curves


def bound_mean(values: Floats, comparisons: int = 1) -> tuple[float, float]:
    """Bound the mean of draws, with the confidence LEVEL over some comparisons (Bonferroni)."""
    draws = len(values)
    if draws < 2:
        return -np.inf, np.inf
    quantile = t.ppf(1 - (1 - LEVEL) / 2 / comparisons, draws - 1)
    half = quantile * values.std(ddof=1) / np.sqrt(draws)
    return float(values.mean() - half), float(values.mean() + half)


def find_switch(
    curves: Mapping[str, Curve], chosen: str, ranked: Mapping[str, Curve]
) -> Switch | None:
    """Find the model that is better than the chosen one with few labels, and up to how many.

    It is shown to be better with that many labels and with every smaller number, by the metric and
    by PR-AUC. Sizes are tested from the smallest, up to the first that fails, so no correction for
    their number is due. Of several models, the one that stays better longest is named, then the one
    with the higher score. Without PR-AUC, a threshold of one half would do: with few labels many
    models give no text one half.

    Args:
        curves: by the metric of the verdict.
        chosen: the model that the answer recommends.
        ranked: curves by PR-AUC.
    """
    if chosen not in curves or chosen not in ranked:
        return None
    rivals = [name for name in curves if name in ranked and name != chosen]
    found: list[tuple[int, float, str, Floats]] = []
    for name in rivals:
        for size in sorted(curves[chosen])[:-1]:
            pairs = [(by[name][size], by[chosen][size]) for by in (curves, ranked)]
            apart = [first - second for first, second in pairs]
            if min(bound_mean(values, len(rivals))[0] for values in apart) <= SAME:
                break
            found.append((size, apart[0].mean(), name, apart[0]))
    if not found:
        return None
    size, mean, name, differences = max(found, key=lambda line: line[:2])
    low, high = bound_mean(differences, len(rivals))
    return {
        "model": name,
        "other": chosen,
        "labels": size,
        "difference": tidy(mean),
        "low": tidy(low),
        "high": tidy(high),
    }


def count_needed(curve: Curve, scores: Floats) -> Floats:
    """Count the labels with which a curve reaches a score, per draw; inf where it does not.

    Between two sizes the curve is a straight line over the logarithm of labels. A curve that falls
    keeps what it had reached. A score that the smallest size reaches is nan.
    """
    sizes = np.log2(sorted(curve))
    heights = np.maximum.accumulate([curve[size] for size in sorted(curve)], axis=0)
    needed = np.full(len(scores), np.nan)
    for draw, score in enumerate(scores):
        height = heights[:, draw]
        above = int(np.searchsorted(height, score))
        if above == len(height):
            needed[draw] = np.inf
        elif above > 0:
            share = (score - height[above - 1]) / (height[above] - height[above - 1])
            needed[draw] = 2 ** (sizes[above - 1] + share * (sizes[above] - sizes[above - 1]))
    return needed


def compare_labels(curves: Mapping[str, Curve], baseline: str) -> list[SavedLine]:
    """Count the labels with which the baseline reaches what each model reaches with few.

    Where it does not in some draws, the whole curve stands for these, and only a lower bound is
    given: the true number is larger.
    """
    sizes = sorted(curves.get(baseline, ()))[:-1]
    if not sizes:
        return []
    size = min(sizes, key=lambda labels: abs(np.log(labels / FEW)))
    lines: list[SavedLine] = []
    for name in curves:
        if name == baseline:
            continue
        needed = low = high = None
        logs = np.log2(count_needed(curves[baseline], curves[name][size]))
        if len(logs) > 1 and not np.isnan(logs).any():
            within = np.minimum(logs, np.log2(max(curves[baseline])))
            low, high = (round(2 ** min(end, 60.0)) for end in bound_mean(within))
            needed, high = (round(2 ** logs.mean()), high) if max(logs) < np.inf else (None, None)
        line: SavedLine = {
            "model": name,
            "other": baseline,
            "labels": size,
            "needed": needed,
            "low": low,
            "high": high,
        }
        lines.append(line)
    return lines


def judge_curves(
    points: Collection[Point], metric: str, chosen: str, baseline: str, controls: Collection[str]
) -> FewLabels | None:
    """Say what few labels change; None if no model has a curve.

    Args:
        points: lines of metrics/learning.csv.
        metric: of the verdict; PR-AUC stands in for one that curves do not have.
        chosen: the model that the answer recommends.
        baseline: that models are compared with.
        controls: models that nobody would use.
    """
    points = [point for point in points if point["model"] not in controls]
    if not points:
        return None
    name = metric if metric in points[0] else "pr_auc"
    curves = {score: collect_curves(points, score) for score in dict.fromkeys((name, "pr_auc"))}
    return {
        "metric": name,
        "label": METRICS[name].label,
        "switch": find_switch(curves[name], chosen, curves["pr_auc"]),
        "saved": {score: compare_labels(found, baseline) for score, found in curves.items()},
        "sentence": "",
    }
