"""What rounds picked."""

import pytest

from bakeoff.report.method.candidates import candidate_section, choice_table, describe_picks
from tests.report.plain import rows, show, variant, with_model


def test_a_linear_model_picks_c_and_class_weights(inputs):
    """The most frequent pick first."""
    assert describe_picks(inputs, "tfidf") == "C = 10, balanced: 2; C = 1: 1"


def test_a_network_picks_an_epoch(inputs):
    """The earliest and the latest."""
    assert describe_picks(inputs, "keras") == "epoch 5 to 7"


def test_one_epoch_is_no_range(inputs):
    """Of one round, or of several that agree."""
    runs = {"keras": [{"kept_epoch": 14}] * 2}
    assert describe_picks(variant(inputs, runs=runs), "keras") == "epoch 14"


def test_a_choice_picks_members(inputs):
    """How often each."""
    chosen = with_model(inputs, "keras", chosen={"glove": 3, "elmo": 7})
    assert describe_picks(chosen, "keras") == "glove in 3 and elmo in 7"


def test_other_models_pick_nothing(inputs):
    """Nor do those without a record."""
    assert describe_picks(inputs, "elmo") == "–"
    assert describe_picks(variant(inputs, runs={}), "keras") == "–"


def test_the_rule_s_choices_are_shares_of_the_draws(inputs, raw):
    """The most frequent first; models that are never chosen are left out."""
    shares = raw("answer.json")["recommendation"]["chosen"]
    shares = {**shares, "cnn": 0.6}
    answer = {"recommendation": {**inputs.answer["recommendation"], "chosen": shares}}
    table = choice_table(variant(inputs, answer=answer))
    assert [*rows(table)] == ["cnn", "keras", "glove"]
    assert rows(table)["keras"] == [f"{show(100 * shares['keras'], 1)} %"]


@pytest.mark.parametrize(("share", "told"), [(0.0004, []), (0.0005, ["0.1 %"])])
def test_a_share_that_would_be_written_as_zero_is_left_out(inputs, share, told):
    """The table has one decimal."""
    answer = {"recommendation": {**inputs.answer["recommendation"], "chosen": {"elmo": share}}}
    assert rows(choice_table(variant(inputs, answer=answer))).get("elmo", []) == told


def test_the_section_has_layers_where_models_mix_them(inputs):
    """After what was picked."""
    assert len(candidate_section(inputs).blocks) == 3
    assert len(candidate_section(variant(inputs, runs={})).blocks) == 2
