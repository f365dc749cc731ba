"""The Pareto front, and costs as they are shown."""

from bakeoff.report.blocks import Table
from bakeoff.report.cost_section import MEASURES, cost_section, pareto


def test_the_front_by_hand():
    """`b` costs more than `a` for less; `d` as much as `c` for less; `e` is best and dearest."""
    costs = {"a": 1.0, "b": 2.0, "c": 3.0, "d": 3.0, "e": 9.0}
    scores = {"a": 0.5, "b": 0.4, "c": 0.8, "d": 0.7, "e": 0.9}
    assert pareto(costs, scores) == ["a", "c", "e"]


def test_models_alike_in_both_are_all_on_the_front():
    """Neither beats the other."""
    assert pareto({"a": 1.0, "b": 1.0}, {"a": 0.5, "b": 0.5}) == ["a", "b"]


def test_every_measure_has_a_chart_of_every_model(inputs):
    """It names the models on the front, the cheapest first."""
    table, *figures = cost_section(inputs).blocks
    assert isinstance(table, Table) and len(table.rows) == len(inputs.models)
    assert [figure.name for figure in figures] == [f"cost-{key}" for key in MEASURES]
    training = figures[2]
    assert all(f"'model': '{name}'" in str(training.spec) for name in inputs.models)
    assert training.note == "On the front, the cheapest first: elmo, tfidf, glove and keras."


def test_units_are_those_of_the_heading(inputs):
    """Bytes become megabytes."""
    table = cost_section(inputs).blocks[0]
    row = next(row for row in table.rows if row[0].text == "glove")
    assert (table.header[2], row[2].text) == ("Download, MB", "800")
