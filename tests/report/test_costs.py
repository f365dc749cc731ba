"""The Pareto front, and costs as they are shown."""

from dataclasses import replace

from bakeoff.report.blocks import Figure, Table
from bakeoff.report.costs import costs_section, pareto


def test_the_front_by_hand():
    """`b` costs more than `a` for less; `d` as much as `c` for less; `e` is best and dearest."""
    costs = {"a": 1.0, "b": 2.0, "c": 3.0, "d": 3.0, "e": 9.0}
    scores = {"a": 0.5, "b": 0.4, "c": 0.8, "d": 0.7, "e": 0.9}
    assert pareto(costs, scores) == ["a", "c", "e"]


def test_models_alike_in_both_are_all_on_the_front():
    """Neither beats the other."""
    assert pareto({"a": 1.0, "b": 1.0}, {"a": 0.5, "b": 0.5}) == ["a", "b"]


def test_a_model_whose_cost_is_not_known_is_left_out_of_that_chart(inputs):
    """The baseline builds no vectors."""
    section = costs_section(inputs)
    table, *figures = section.blocks
    assert isinstance(table, Table) and len(table.rows) == len(inputs.models)
    build = next(one for one in figures if one.name == "cost-build_cpu_seconds")
    assert isinstance(build, Figure)
    assert [row[0].text for row in build.table.rows] == ["keras", "glove", "elmo"]


def test_units_are_those_of_the_heading(inputs):
    """Bytes become megabytes."""
    table = costs_section(inputs).blocks[0]
    row = next(row for row in table.rows if row[0].text == "glove")
    assert (table.header[2], row[2].text) == ("Download, MB", "800")


def test_a_measure_that_nobody_took_has_no_chart(inputs):
    """Nor a column."""
    costs = {name: {"ms_one": its["ms_one"]} for name, its in inputs.costs.items()}
    section = costs_section(replace(inputs, costs=costs))
    assert [block.name for block in section.blocks[1:]] == ["cost-ms_one"]
    assert costs_section(replace(inputs, costs={})) is None
