"""How numbers are written."""

import pytest

from bakeoff.report.blocks import Cell, decimal, listed, number, percent, span, spread


@pytest.mark.parametrize(
    ("value", "sign", "text"),
    [
        (0.9187, False, "0.919"),
        (-0.0312, True, "−0.031"),
        (0.0312, True, "+0.031"),
        (-0.0001, True, "0.000"),
        (1234.5, False, "1,234.500"),
    ],
)
def test_a_number_is_written_for_readers(value, sign, text):
    """A true minus, none before a zero, thousands apart."""
    assert decimal(value, sign=sign) == text


def test_what_is_not_defined_is_a_dash():
    """It sorts to the end, and stands where numbers stand."""
    assert number(None) == percent(None) == Cell("–")
    assert number(None).is_number and span(None, 1.0) == "–"


def test_a_cell_is_sorted_by_its_exact_value():
    """Not by what is shown of it."""
    assert number(0.91849).order == 0.91849
    assert percent(0.25) == Cell("25.0 %", 0.25)


@pytest.mark.parametrize(("words", "text"), [(["a"], "a"), (["a", "b", "c"], "a, b and c")])
def test_words_are_listed(words, text):
    """As in a sentence."""
    assert listed(words) == text


def test_a_spread_is_the_mean_and_the_ends():
    """Of a single number there are no ends, of none there is nothing."""
    assert spread([0.2, 0.4]) == Cell("0.300 (0.20 to 0.40)", 0.3)
    assert (spread([0.25], 1), spread([])) == (Cell("0.2", 0.25), Cell("–"))
