"""The weights of layers."""

from bakeoff.report.method.layers import collect_mixes, layer_table
from tests.report.plain import rows, variant


def test_weights_are_means_over_rounds(inputs):
    """With their ends, and the scale last."""
    table = layer_table(inputs)
    assert rows(table) == {
        "elmo": [
            "0.150 (0.10 to 0.20)",
            "0.275 (0.25 to 0.30)",
            "0.575 (0.50 to 0.65)",
            "1.250 (1.10 to 1.40)",
        ]
    }
    titles = [column.title for column in table.columns]
    assert titles == ["model", "layer 0, words", "layer 1", "layer 2", "gamma"]


def test_several_mixes_of_a_model_are_told_apart(inputs):
    """By their names; one needs none. A mix of fewer layers has dashes."""
    mixes = {"a": {"s": [0.4, 0.6], "gamma": 1.0}, "b": {"s": [1.0], "gamma": 2.0}}
    runs = {"elmo": [{"seed": 1, "mix": mixes}]}
    table = layer_table(variant(inputs, runs=runs))
    assert rows(table) == {
        "elmo: a": ["0.400", "0.600", "1.000"],
        "elmo: b": ["1.000", "–", "2.000"],
    }


def test_models_that_mix_nothing_have_no_table(inputs):
    """The runs of others do not matter."""
    assert layer_table(variant(inputs, runs={"keras": [{"seed": 1}]})) is None
    assert [*collect_mixes(inputs)] == ["elmo"]
