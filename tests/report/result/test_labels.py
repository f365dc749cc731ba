"""The label curves: which lines are named, and what their table and note say."""

from collections import defaultdict

import numpy as np
import pytest

from bakeoff.report.result.labels import (
    choose_named,
    collect_curves,
    colour_lines,
    curve_table,
    find_saved,
    label_chart,
    label_section,
    write_note,
)
from tests.report.plain import rows, show, variant, ways, with_model


@pytest.fixture(scope="module")
def curves(inputs):
    """Collect the curves of F1."""
    return collect_curves(inputs.learning, "f1")


def test_draws_of_a_size_are_collected():
    """Those that are defined."""
    pairs = [(50, 0.4), (50, 0.6), (50, None), (200, 0.8)]
    points = [{"model": "m", "labels": size, "pr_auc": score} for size, score in pairs]
    assert collect_curves(points, "pr_auc") == {"m": {50: [0.4, 0.6], 200: [0.8]}}


def test_the_table_has_the_mean_and_the_ends_of_the_draws(curves, raw):
    """Of each model and size."""
    draws = defaultdict(list)
    for line in raw("learning.csv"):
        draws[line["model"], int(line["labels"])].append(float(line["f1"]))
    for name, cells in rows(curve_table(curves, "f1")).items():
        for size, cell in zip((50, 200, 800, 3000), cells, strict=True):
            of = draws[name, size]
            ends = f"{show(min(of), 2)} to {show(max(of), 2)}"
            assert cell == f"{show(np.mean(of))} ({ends})"


def test_sizes_are_headings(curves):
    """The fewest labels first; losses are better where they are lower."""
    shuffled = {"m": {3000: [0.9], 50: [0.5]}}
    assert [*ways(curve_table(shuffled, "f1"))] == ["model", "50", "3,000"]
    assert ways(curve_table(curves, "f1"))["50"] == "higher"
    assert ways(curve_table(curves, "log_loss"))["50"] == "lower"


def test_a_size_that_a_model_lacks_is_a_dash():
    """It may have too few texts."""
    table = curve_table({"a": {50: [0.5], 200: [0.6]}, "b": {200: [0.7]}}, "f1")
    assert rows(table)["b"] == ["–", "0.700"]


def test_three_lines_are_named(inputs, curves):
    """The recommended model, the baseline, and the one that is better with few labels."""
    assert choose_named(inputs, curves) == ["keras", "tfidf", "glove"]


def test_without_a_switch_published_vectors_are_set_against(inputs, curves):
    """The best model that reads any; controls do not count."""
    unswitched = variant(inputs, answer={"few_labels": None})
    assert choose_named(unswitched, curves) == ["keras", "tfidf", "glove"]
    elmo = with_model(unswitched, "glove", licences={})
    assert choose_named(elmo, curves) == ["keras", "tfidf", "elmo"]


def test_where_the_recommended_model_reads_vectors_the_best_other_is_named(inputs, curves):
    """Whatever it reads."""
    chosen = variant(
        inputs,
        answer={
            "few_labels": None,
            "recommendation": {**inputs.answer["recommendation"], "model": "glove"},
        },
    )
    assert choose_named(chosen, curves) == ["glove", "tfidf", "cnn"]


def test_a_model_without_a_curve_gives_its_place_to_the_best_that_has_one(inputs, curves):
    """There are three lines all the same."""
    without = {name: curve for name, curve in curves.items() if name != "keras"}
    assert choose_named(inputs, without) == ["tfidf", "glove", "cnn"]


def test_a_recommended_baseline_is_named_once(inputs, curves):
    """And two others."""
    chosen = {**inputs.answer["recommendation"], "model": "tfidf"}
    same = variant(inputs, answer={"recommendation": chosen})
    assert choose_named(same, curves) == ["tfidf", "glove", "cnn"]


def test_a_control_is_not_named(inputs, curves):
    """However few there are."""
    few = {name: curves[name] for name in ("keras", "glove_shuffled")}
    assert choose_named(inputs, few) == ["keras"]


def test_the_baseline_is_drawn_in_ink(curves):
    """Unless it comes first; the first line has the accent."""
    named = colour_lines(["keras", "tfidf", "glove"], "tfidf")
    assert named == {"keras": "var(--accent)", "tfidf": "var(--ink)", "glove": "var(--warm)"}
    first = colour_lines(["tfidf", "keras", "glove"], "tfidf")
    assert [*first.values()] == ["var(--accent)", "var(--warm)", "var(--cool)"]


def test_the_chart_is_named_after_its_score(inputs):
    """As the page and the picture find it."""
    few = inputs.answer["few_labels"]
    assert label_chart(inputs, few).name == "labels-f1"
    chart = label_chart(inputs, few, "pr_auc")
    assert (chart.name, chart.title) == ("labels-pr-auc", "PR-AUC by number of labels")
    assert label_chart(inputs, few, "log_loss").title == "Log loss by number of labels"


def test_the_note_says_how_many_labels_are_saved(inputs):
    """By the recommended model, and which draws the bands hold."""
    note = label_chart(inputs, inputs.answer["few_labels"]).note
    assert note.startswith(
        "With 200 labels keras scores what tfidf reaches with 610 (95 %: 430 to 890). "
    )
    assert "lowest to highest of the draws. F1 is at a threshold of 0.5" in note


def test_the_note_says_when_the_baseline_never_gets_there():
    """Its curve ends too early for a number."""
    line = {"model": "e5", "other": "tfidf", "labels": 100, "needed": None, "low": 380}
    note = write_note("pr_auc", line | {"high": None}, threshold=True)
    assert note.startswith("With 100 labels e5 scores what tfidf reaches with more than 380. ")


def test_scores_without_a_threshold_do_not_speak_of_one(inputs):
    """Nor of what is saved by another score."""
    note = label_chart(inputs, inputs.answer["few_labels"], "pr_auc").note
    assert note == "Bands: lowest to highest of the draws."


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, True),
        ({"low": 200}, False),
        ({"low": 201}, True),
        ({"low": None, "needed": None}, False),
        ({"model": "cnn"}, False),
    ],
)
def test_labels_are_saved_if_the_interval_says_so_by_every_score(inputs, change, found):
    """One score alone is a matter of the threshold."""
    few = inputs.answer["few_labels"]
    saves = {
        score: [x for x in few["saved"][score] if x["model"] == "keras"] for score in few["saved"]
    }
    changed = [{**line, **change} for line in saves["pr_auc"]]
    saved = find_saved({**few, "saved": {**saves, "pr_auc": changed}}, "keras")
    assert saved == (saves["f1"][0] if found else None)


def test_nothing_is_saved_where_nothing_was_asked(inputs):
    """No curve of the other model."""
    assert find_saved({**inputs.answer["few_labels"], "saved": {}}, "keras") is None


def test_without_curves_there_is_no_chart(inputs):
    """Nor without an answer about them."""
    few = inputs.answer["few_labels"]
    assert label_chart(inputs, None) is None
    assert label_chart(variant(inputs, learning=[]), few) is None


def test_the_other_curve_has_a_section(inputs):
    """By PR-AUC, with the sentence of the answer."""
    section = label_section(inputs)
    assert section.lead == "With 200 labels or fewer use glove."
    assert [block.name for block in section.blocks] == ["labels-pr-auc"]


def test_the_section_is_left_out_where_the_first_screen_shows_it(inputs):
    """Or where there is nothing to show."""
    few = {**inputs.answer["few_labels"], "metric": "pr_auc"}
    undefined = [{**line, "pr_auc": None} for line in inputs.learning]
    for bare in (
        variant(inputs, answer={"few_labels": few}),
        variant(inputs, answer={"few_labels": None}),
        variant(inputs, learning=undefined),
    ):
        assert label_section(bare) is None
