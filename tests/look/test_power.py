"""The smallest difference that texts can show, against what was found once models were trained."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from bakeoff.core.files import read_json
from bakeoff.evaluation.power import ONE_SIDE
from bakeoff.look.power import DISAGREEMENT, find_smallest, measure_power
from tests.conftest import ROOT


@pytest.mark.parametrize("preset", ["sample", "sms", "subj"])
def test_recorded_answers_lie_in_the_range(preset):
    """But for a quarter of its low end, a tenth of its high one, and controls.

    The range is that of the texts; what other training texts add is not known before training.
    """
    folder = ROOT / ("metrics" if preset == "sample" else f"docs/results/{preset}")
    answer, board = (read_json(folder / f"{name}.json") for name in ("answer", "leaderboard"))
    pairs = answer["against_baseline"]
    errors = [pair["se_texts"] for pair in pairs if "shuffled" not in pair["model"]]
    found = [(answer["critical_baseline"] + ONE_SIDE) * error for error in errors]
    sizes = [board["class_counts"][name] for name in board["classes"]]
    low, high = (find_smallest(answer["metric"], sizes, len(pairs), d) for d in DISAGREEMENT)
    assert 0.75 * low < min(found) and max(found) < 1.1 * high


@pytest.mark.parametrize("metric", ["accuracy", "f1", "macro_f1"])
def test_four_times_the_texts_show_half_the_difference(metric):
    """By any metric."""
    few, many = (find_smallest(metric, [3 * n, n], 5, 0.02) for n in (1000, 4000))
    assert many == pytest.approx(few / 2)


def test_a_rare_class_makes_f1_coarser_and_accuracy_no_different():
    """So do rare ones of several macro F1."""
    even, uneven = ([500, 500], [900, 100])
    assert find_smallest("accuracy", even, 1, 0.1) == find_smallest("accuracy", uneven, 1, 0.1)
    assert find_smallest("f1", uneven, 1, 0.1) > 4 * find_smallest("f1", even, 1, 0.1)
    assert find_smallest("macro_f1", [300, 300, 300], 1, 0.1) == pytest.approx(
        find_smallest("accuracy", [900], 1, 0.1)
    )
    assert find_smallest("macro_f1", [800, 50, 50], 1, 0.1) > find_smallest(
        "macro_f1", [300, 300, 300], 1, 0.1
    )


@pytest.mark.parametrize(("metric", "average"), [("f1", "binary"), ("macro_f1", "macro")])
def test_the_effect_of_a_text_is_that_of_one_wrong_answer(metric, average):
    """Of each of two classes as often, where all others are right."""
    labels, effects = np.repeat([0, 1], [900, 100]), []
    for row in (0, -1):
        predicted = labels.copy()
        predicted[row] = 1 - labels[row]
        effects.append(len(labels) * (1 - f1_score(labels, predicted, average=average)))
    found, plain = (find_smallest(name, [900, 100], 1, 0.01) for name in (metric, "accuracy"))
    assert found / plain == pytest.approx(np.sqrt(np.mean(np.square(effects))), rel=0.01)


def test_more_models_need_larger_differences():
    """Their intervals hold together."""
    assert find_smallest("f1", [800, 200], 10, 0.1) > find_smallest("f1", [800, 200], 1, 0.1)


def test_a_class_without_tested_texts_has_no_score():
    """Nothing is claimed."""
    assert find_smallest("f1", [100, 0], 3, 0.1) is None


def test_a_metric_whose_error_is_not_known_is_replaced_by_accuracy():
    """And its margin is not compared."""
    found = measure_power("log_loss", [50, 50], 3, 0.02)
    assert (found["metric"], found["margin"]) == ("accuracy", None)
    assert measure_power("f1", [50, 50], 3, 0.02)["margin"] == 0.02
