"""Curves over all thresholds: the best of each range, and the lines."""

from bakeoff.report.check.thresholds import precision_figure, rate_table, threshold_section
from tests.report.drawn import data, draw, labels
from tests.report.plain import column, rows, show, variant, ways


def best(lines, model, x, y, low, high):
    """Find the largest y of a model between two values of x."""
    inside = [
        float(line[y]) for line in lines if line["model"] == model and low <= float(line[x]) <= high
    ]
    return show(max(inside))


def test_the_best_precision_at_a_recall_is_found(inputs, raw):
    """Among the points with that recall or more."""
    lines, table = raw("plots/precision_recall.csv"), precision_figure(inputs).table
    for recall in (0.8, 0.85, 0.9, 0.95):
        for name, cell in column(table, f"recall ≥ {recall}").items():
            assert cell.text == best(lines, name, "recall", "precision", recall, 1)
    assert {way for title, way in ways(table).items() if title != "model"} == {"higher"}


def test_the_most_hits_at_a_rate_of_false_alarms_are_found(inputs, raw):
    """Among the points with that rate or less."""
    lines, table = raw("plots/roc.csv"), rate_table(inputs)
    fields = ("false_positive_rate", "true_positive_rate")
    for rate, title in ((0.01, "1 %"), (0.02, "2 %"), (0.05, "5 %"), (0.1, "10 %")):
        for name, cell in column(table, f"false alarms ≤ {title}").items():
            assert cell.text == best(lines, name, *fields, 0, rate)
    assert [*rows(table)] == inputs.models


def test_a_point_at_the_end_of_a_range_belongs_to_it(inputs):
    """Exactly 5 % are not more than 5 %, and a recall of 0.9 is enough."""
    rates = {"model": "keras", "false_positive_rate": 0.05, "true_positive_rate": 0.7}
    found = rows(rate_table(variant(inputs, roc=[rates])))["keras"]
    assert found == ["–", "–", "0.700", "0.700"]
    point = {"model": "keras", "recall": 0.9, "precision": 0.6}
    figure = precision_figure(variant(inputs, precision_recall=[point]))
    assert rows(figure.table)["keras"] == ["0.600", "0.600", "0.600", "–"]


def test_where_no_point_lies_in_a_range_there_is_a_dash(inputs):
    """As of a model that never finds so many."""
    few = [line for line in inputs.precision_recall if line["recall"] < 0.87]
    cells = rows(precision_figure(variant(inputs, precision_recall=few)).table)["keras"]
    assert cells[0] != "–" and cells[1] != "–" and cells[2:] == ["–", "–"]


def test_recall_is_across_and_precision_is_up(inputs, raw):
    """Of each model in a panel of its own, in the order of its points."""
    spec = precision_figure(inputs).spec
    lines = raw("plots/precision_recall.csv")
    shown = [(line["model"], line["x"], line["y"]) for line in data(spec)]
    order = {name: place for place, name in enumerate(inputs.models)}
    lines.sort(key=lambda line: order[line["model"]])
    assert shown == [
        (line["model"], round(float(line["recall"]), 4), round(float(line["precision"]), 4))
        for line in lines
    ]
    places = [line["place"] for line in data(spec)]
    assert places == sorted(set(places))
    solid = spec["spec"]["layer"][1]["encoding"]
    assert (solid["x"]["field"], solid["y"]["field"]) == ("x", "y")
    assert solid["x"]["scale"]["domain"] == solid["y"]["scale"]["domain"] == [0, 1]
    assert solid["order"]["field"] == "place"
    assert labels(spec, "title-text") == inputs.models
    assert spec["spec"]["height"] == 120 and spec["usermeta"]["panels"] == 6


def test_the_baseline_is_dashed_in_every_panel(inputs):
    """The same line."""
    spec = precision_figure(inputs).spec
    dashed = [mark for mark in draw(spec) if mark.look.get("stroke-dasharray") == "4,3"]
    assert len(dashed) == 6 and len({mark.look["d"] for mark in dashed}) == 1
    assert {line["model"] for line in data(spec, 0)} == {"tfidf"}
    lines = [mark for mark in draw(spec) if mark.kind == "line"]
    assert len({mark.look["d"] for mark in lines}) == 6


def test_only_the_baseline_is_dashed(inputs):
    """Whatever it is called."""
    spec = precision_figure(variant(inputs, board={"baseline": "elmo"})).spec
    assert {line["model"] for line in data(spec, 0)} == {"elmo"}


def test_the_title_names_the_class(inputs):
    """A long name is cut."""
    assert precision_figure(inputs).title == "Precision by recall of spam"
    long = variant(inputs, board={"classes": ["ham", "x" * 10_000]})
    assert len(precision_figure(long).title) < 100


def test_there_is_no_section_without_curves_or_a_positive_class(inputs, many):
    """More than two classes have none."""
    assert len(threshold_section(inputs).blocks) == 2
    assert len(threshold_section(variant(inputs, roc=[])).blocks) == 1
    assert threshold_section(variant(inputs, precision_recall=[])) is None
    assert threshold_section(many) is None
