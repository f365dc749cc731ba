"""From texts to tokens, and which tokens get a row."""

from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.texts.tokens import RESERVED, build_vocabulary, count_tokens, make_tokenizer

PARAMS = Path(__file__).resolve().parents[2] / "params.yaml"
TEXT = yaml.safe_load(PARAMS.read_text(encoding="utf-8"))["text"]
PHRASES = (
    *("nice great best amazing", "stop lies", "pitiful nerd", "excellent work"),
    *("supreme quality", "bad", "highly respectable"),
)


def tokenizer(**settings):
    """Make the shipped tokenizer, but for the settings named."""
    shipped = {key: TEXT[key] for key in ("lower", "separators", "symbols")}
    return make_tokenizer(**shipped | settings)


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


def words(texts, *, max_words=100, min_count=1):
    """List the vocabulary of texts."""
    counts = count_tokens(map(tokenizer(), texts))
    return build_vocabulary(counts, max_words=max_words, min_count=min_count)


def test_words_stand_by_frequency_then_by_first_appearance():
    """Behind padding and unknown."""
    assert words(["b a c", "c a d", "a"]) == [*RESERVED, "a", "c", "b", "d"]


def test_the_seven_phrases_of_the_notebook_have_fifteen_words():
    """In the order that its tokenizer gave them."""
    found = words(PHRASES)
    assert found[:7] == [*RESERVED, "nice", "great", "best", "amazing", "stop"]
    assert found[-1] == "respectable" and len(found) == 2 + 15


def test_rare_words_get_no_row():
    """They are unknown."""
    assert words(["a a a b b c"], min_count=2) == [*RESERVED, "a", "b"]


def test_no_more_words_than_asked_for_get_a_row():
    """The most frequent; the reserved are not counted."""
    assert words(["c b b a a a"], max_words=2) == [*RESERVED, "a", "b"]


def test_no_text_makes_a_vocabulary_of_the_reserved():
    """Texts without a known word are no error."""
    assert words(["", " "]) == list(RESERVED)


def test_a_word_that_looks_like_a_reserved_one_gets_no_row():
    """A line of the vocabulary stands once."""
    counts = Counter({"[UNK]": 3, "a": 2, "[PAD]": 1, "b": 1})
    assert build_vocabulary(counts, max_words=2, min_count=1) == [*RESERVED, "a", "b"]
