"""Decimal numbers parsed as integers over powers of ten: the same bits, or not at all."""

import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bakeoff.vectors.decimals import parse_decimals

PLAIN = st.from_regex(r"-?([0-9]{1,18}\.[0-9]{0,25}|\.[0-9]{1,25})", fullmatch=True)
SHORT = PLAIN.filter(lambda text: len(text) <= 16)
SMALLS = r"-?[0-9](\.[0-9]{0,8})?e-[0-9]{2}"
SMALL = st.from_regex(SMALLS, fullmatch=True)
WILD = st.text("0123456789..--+e \t\r\0", max_size=12)
ODD = st.sampled_from(
    [
        *("-0.0", ".5", "5.", "00.1", "-.5", "0.1234567890123456789", "12345678901234567.8", ""),
        *("9007199254740993.0", "1.2.3", "--1.0", "-1.0-", "1.-2", "1", "-", ".", "1:.0", "0.p"),
    ]
)
MIXED = st.one_of(ODD, PLAIN, SMALL, WILD, st.text("09.-/:p\x10\x19", max_size=4))


def nearest(text):
    """Round as gensim does, to float64 and then to float32."""
    return np.float32(float(text)).tobytes()


def parsed(texts, dimension):
    """Parse lines; give the bytes of each number, and nothing for lines that are not parsed."""
    vectors, is_parsed = parse_decimals([text.encode() for text in texts], dimension)
    assert vectors.shape == (len(texts), dimension) and vectors.dtype == np.float32
    assert is_parsed.shape == (len(texts),) and is_parsed.dtype == bool
    return [
        [x.tobytes() for x in row] if is_row else []
        for row, is_row in zip(vectors, is_parsed, strict=True)
    ]


@given(st.lists(PLAIN, min_size=2, max_size=2), st.lists(PLAIN, min_size=2, max_size=2))
@example(["-0.0", "0."], [".0", "-.00"])
@example(["1.00000005960464477540", "1.5"], ["9007199254740993.", "0.1"])
@example(["9007199254740991.", "-.9007199254740991"], ["1.", "0.0000000000000000000001"])
def test_what_is_parsed_is_what_float_gives(first, second):
    """Also -0, and what lies halfway between two float32."""
    rows = parsed([" ".join(first), " ".join(second)], 2)
    for row, texts in zip(rows, (first, second), strict=True):
        assert row in ([], [*map(nearest, texts)])


@given(st.lists(st.floats(-1000, 1000).map("{:.6f}".format), min_size=1, max_size=9))
def test_decimals_of_usual_length_are_parsed(texts):
    """As published files hold them."""
    assert parsed(texts, 1) == [[nearest(text)] for text in texts]


@given(st.lists(st.lists(SMALL | SHORT, min_size=3, max_size=3), min_size=1, max_size=4))
@example([["-0e-05", "9.99999999e-99", "-1.e-40"], ["1.17549435e-38", "0.5", "-1.4e-45"]])
def test_small_numbers_with_an_exponent_are_parsed(lines):
    """Wherever they stand, down to the smallest float32 and below."""
    texts = [" ".join(line) for line in lines]
    assert parsed(texts, 3) == [[*map(nearest, text.split(" "))] for text in texts]


@given(st.lists(WILD, min_size=1, max_size=4), st.integers(1, 3))
@example(["1.-2", "."], 1)
@example(["1.-2 .", "3."], 1)
@example(["1.\t2. \t. 3."], 3)
@example(["1.-2 -. 3."], 3)
@example(["-. 5. 1.-2"], 3)
@example(["-.- 5."], 2)
@example(["1 .", "2. 3"], 1)
def test_what_is_parsed_is_a_number_in_each_field(texts, dimension):
    """A field that is no number is an error."""
    for text, row in zip(texts, parsed(texts, dimension), strict=True):
        if row:
            assert len(text.split(" ")) == dimension
            assert row == [*map(nearest, text.split(" "))]


@given(st.lists(MIXED, min_size=1, max_size=4))
def test_just_plain_decimals_are_parsed(texts):
    """Plain decimals that are not too long, and small numbers. Nothing that only resembles them."""
    for text, row in zip(texts, parsed(texts, 1), strict=True):
        assert row in ([], [nearest(text)] if row else [])
        is_plain = re.fullmatch(rf"-?([0-9]+\.[0-9]*|\.[0-9]+)|{SMALLS}", text) is not None
        assert bool(row) == is_plain or (is_plain and len(text) > 16)


@given(st.lists(st.lists(MIXED, min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_line_is_parsed_whatever_the_others_hold(lines):
    """The same bytes, too."""
    texts = [" ".join(fields) for fields in lines]
    assert parsed(texts, 3) == [row for text in texts for row in parsed([text], 3)]


@pytest.mark.parametrize(
    "text",
    [
        *("1e5", "1E-05", "1e-5", "1e-005", "12e-05", "1.123456789e-05", "e-05", "1.2e-05e-05"),
        *("1e-05-", "--1e-05", "1.2.3e-05", ".1e-05", "1e-0x", "1e-05\t"),
        *("1", "1.e5", "nan", "+1.5", "1.5x", "1.2.3", "1..2", ".", "-."),
        *("1. ", " 1.", "1.\t", "- 1.", "--1.", "1.-", "1-2.5", ""),
    ],
)
def test_what_is_no_plain_decimal_is_left_to_others(text):
    """It may be a number, or none."""
    assert parsed([text], 1) == [[]]
    assert parsed(["1.5", text, "-2.5"], 1) == [[nearest("1.5")], [], [nearest("-2.5")]]


@pytest.mark.parametrize(
    "text",
    [
        "123456789012.3456789",
        "-9007199254740.993",
        "9007199254740992.",
        "-99999999999999999999.",
        "0." + "0" * 23,
        "9" * 50_000 + "." + "9" * 9,
    ],
)
def test_what_would_not_be_exact_is_left_to_others(text):
    """Integers that float64 does not hold, and powers of ten."""
    assert parsed(["1.5", text], 1) == [[nearest("1.5")], []]
