"""From texts to tokens."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.tokens import TokenRule

PARAMS = Path(__file__).resolve().parents[2] / "params.yaml"
TEXT = yaml.safe_load(PARAMS.read_text(encoding="utf-8"))["text"]


def tokenizer(**settings):
    """Make the shipped tokenizer, except for the settings named."""
    shipped = {key: TEXT[key] for key in ("lower", "separators", "symbols")}
    return TokenRule(**shipped | settings).tokenizer()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Free ENTRY", ["free", "entry"]),
        ("win!!", ["win", "!", "!"]),
        ("£5.50", ["£", "5", ".", "5", "0"]),
        ("well-known", ["well", "known"]),
        ("a\tb\nc\x00d\re", ["a", "b", "c", "d", "e"]),
        ("ÜBER Straße", ["über", "straße"]),
        ("hi😀 there", ["hi😀", "there"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_the_shipped_tokenizer_cuts_like_this(text, tokens):
    """Symbols are tokens of their own, separators and white space are none."""
    assert tokenizer()(text) == tokens


def test_case_is_kept_where_params_say_so():
    """Vectors of news texts know capital letters."""
    assert tokenizer(lower=False)("Free ENTRY") == ["Free", "ENTRY"]


@pytest.mark.parametrize("space", ["\x85", "\xa0", "\u2028", "\u3000"])
def test_spaces_beyond_ascii_are_letters(space):
    """RE2, which cuts in the saved models, takes them so."""
    assert tokenizer()(f"a{space}b c") == [f"a{space}b", "c"]


@given(st.text(), st.booleans())
def test_no_token_is_empty_or_holds_white_space_of_ascii(text, lower):
    """Whatever is cut, so that files of words have one a line."""
    for token in tokenizer(lower=lower)(text):
        assert token and min(token) > " "


@given(st.text())
def test_a_token_is_cut_no_further(text):
    """Cutting the tokens joined by spaces gives the tokens."""
    tokens = tokenizer(lower=False)(text)
    assert tokenizer(lower=False)(" ".join(tokens)) == tokens
