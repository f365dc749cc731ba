"""How numbers are written."""

import pytest

from bakeoff.report.blocks import Cell, Column
from bakeoff.report.cells import (
    abridge,
    amount,
    capitalise,
    columns,
    decimal,
    listed,
    mean,
    number,
    percent,
    span,
    spread,
)


@pytest.mark.parametrize(
    ("value", "sign", "text"),
    [
        (0.9187, False, "0.919"),
        (-0.0312, True, "−0.031"),
        (0.0312, True, "+0.031"),
        (-0.0001, True, "0.000"),
        (0.0001, True, "0.000"),
        (-0.0312, False, "−0.031"),
        (1234.5, False, "1,234.500"),
    ],
)
def test_a_number_is_written_for_readers(value, sign, text):
    """A true minus, none before a zero, thousands apart."""
    assert decimal(value, sign=sign) == text


@pytest.mark.parametrize("digit", "123456789")
def test_a_number_that_is_not_zero_keeps_its_sign(digit):
    """Whichever digit it has."""
    assert decimal(-float(f"0.00{digit}")) == f"−0.00{digit}"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.054, "0.05"), (9.99, "9.99"), (10, "10.0"), (99.4, "99.4"), (100, "100")],
)
def test_a_cost_has_the_fewer_decimals_the_larger_it_is(value, text):
    """From 10 and 100 on."""
    assert amount(value) == text


def test_a_large_cost_has_its_thousands_apart():
    """And no decimals."""
    assert amount(12345.6) == "12,346"


def test_what_is_not_defined_is_a_dash():
    """It has no place in an order."""
    assert number(None) == percent(None) == Cell("–")
    assert span(None, 1.0) == span(1.0, None) == "–"


def test_a_cell_is_sorted_by_its_exact_value():
    """Not by what is shown of it."""
    assert number(0.91849) == Cell("0.918", 0.91849)
    assert percent(0.25) == Cell("25.0 %", 0.25)
    assert number(0.5, 1, "main", sign=True) == Cell("+0.5", 0.5, "main")


def test_an_interval_has_two_ends():
    """Signed and rounded as its number is."""
    assert span(0.1, 0.25) == "0.100 to 0.250"
    assert span(-0.1, 0.25, sign=True, digits=2) == "−0.10 to +0.25"


@pytest.mark.parametrize(
    ("words", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed(words, text):
    """As in a sentence."""
    assert listed(words) == text


def test_a_spread_is_the_mean_and_the_ends():
    """Of a single number there are no ends, of none there is nothing."""
    assert spread([0.2, 0.4]) == Cell("0.300 (0.20 to 0.40)", 0.3)
    assert (spread([0.25], 1), spread([])) == (Cell("0.2", 0.25), Cell("–"))


def test_a_mean_has_six_decimals():
    """No dust of the division."""
    assert mean([0.1, 0.2, 0.2]) == 0.166667


def test_headings_but_the_first_are_good_the_same_way():
    """Or neither way."""
    assert columns("model", "a", "b", better="lower") == [
        Column("model"),
        Column("a", "lower"),
        Column("b", "lower"),
    ]
    assert columns("model", "a")[1].better == ""


@pytest.mark.parametrize(
    ("text", "told"), [("log loss", "Log loss"), ("F1", "F1"), ("", ""), ("a B", "A B")]
)
def test_titles_begin_with_a_capital(text, told):
    """The rest stays as it is."""
    assert capitalise(text) == told


@pytest.mark.parametrize(("length", "shown"), [(60, 60), (61, 60), (10_000, 60)])
def test_long_names_are_cut(length, shown):
    """With a sign that they go on."""
    found = abridge("x" * length)
    assert len(found) == shown and found.endswith("…") == (length > 60)
