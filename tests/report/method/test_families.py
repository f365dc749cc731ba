"""What stands behind the words."""

from math import ceil

import pytest

from bakeoff.report.method.families import family_section, family_table
from tests.report.plain import column, rows, show, variant, ways


def test_each_number_stands_below_its_heading(inputs, raw):
    """As the answer has it."""
    table = family_table(inputs)
    for pair in raw("answer.json")["against_baseline"]:
        ends = [show(pair[end], sign=True) for end in ("low", "high")]
        needed = pair["texts_needed"]
        assert rows(table)[pair["model"]] == [
            show(pair["difference"], sign=True),
            " to ".join(ends),
            "< 0.001" if pair["p_value"] < 0.001 else show(pair["p_value"]),
            show(pair["se_texts"], 4),
            show(pair["se_training"], 4),
            show(ceil(pair["smallest_difference"] * 1000) / 1000),
            show(needed, 0) if needed else "–",
        ]
    assert [*ways(table)] == [
        "model",
        "F1 minus tfidf",
        "95 % interval",
        "adjusted p",
        "se, texts",
        "se, training",
        "detectable",
        "texts to call equal",
    ]


def test_standard_errors_are_neither_good_nor_bad(inputs):
    """They are explained below the table, as are the other words of its headings."""
    table = family_table(inputs)
    found = ways(table)
    assert (found["se, texts"], found["se, training"]) == ("", "")
    assert (found["detectable"], found["texts to call equal"]) == ("lower", "")
    headings = ["adjusted p", "se, texts", "se, training", "detectable", "texts to call equal"]
    assert [*table.terms] == headings


@pytest.mark.parametrize(("value", "text"), [(0.001, "0.001"), (0.00099, "< 0.001")])
def test_tiny_p_values_are_not_written_as_zero(inputs, value, text):
    """They sort by what they are."""
    pair = {**inputs.against_baseline["cnn"], "p_value": value}
    table = family_table(variant(inputs, answer={"against_baseline": [pair]}))
    cell = column(table, "adjusted p")["cnn"]
    assert (cell.text, cell.order) == (text, value)


def test_a_difference_that_is_found_is_rounded_up_as_in_sentences(inputs):
    """It sorts by what it is."""
    pair = {**inputs.against_baseline["cnn"], "smallest_difference": 0.0541}
    table = family_table(variant(inputs, answer={"against_baseline": [pair]}))
    cell = column(table, "detectable")["cnn"]
    assert (cell.text, cell.order) == ("0.055", 0.0541)
    pair["smallest_difference"] = None
    table = family_table(variant(inputs, answer={"against_baseline": [pair]}))
    assert column(table, "detectable")["cnn"].text == "–"


def test_the_heading_says_which_way_the_difference_is(lower):
    """Of a loss it is turned."""
    assert "lower log loss than tfidf" in ways(family_table(lower))


def test_the_lead_explains_the_words(inputs):
    """Without a margin no model is called equal."""
    lead = family_section(inputs).lead
    assert "Equal: it includes 0 and lies within ±0.02 F1. Undecided: the rest." in lead
    strict = family_section(variant(inputs, answer={"margin": 0.0})).lead
    assert "Equal" not in strict and strict.endswith("excludes 0. Undecided: the rest.")


def test_without_comparisons_there_is_no_section(inputs):
    """One model alone."""
    assert family_section(variant(inputs, answer={"against_baseline": []})) is None
    assert "10,000 bootstrap draws" in family_section(inputs).made


def test_what_one_training_cannot_show_is_not_a_number(inputs):
    """Nor are intervals said to be wider; rounds that differ by nothing have a measured 0."""
    pairs = [{**pair, "se_training": 0.0} for pair in inputs.answer["against_baseline"]]
    for one, shown in ((True, "–"), (False, "0.0000")):
        plain = variant(inputs, answer={"against_baseline": pairs, "one_training_set": one})
        cells = column(family_table(plain), "se, training").values()
        assert {cell.text for cell in cells} == {shown}
        assert "bootstrap draws of texts; docs/answer.md" in family_section(plain).made


def test_several_seeds_of_one_training_set_widen_the_intervals(inputs):
    """For what other seeds would change; other rows are not known."""
    assert "texts, widened for what other training texts would" in family_section(inputs).made
    seeds = variant(inputs, answer={"one_training_set": True})
    assert "texts, widened for what other seeds would change;" in family_section(seeds).made
    assert column(family_table(seeds), "se, training")["cnn"].text != "–"
