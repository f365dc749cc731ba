"""A normaliser may not let a short text fill the memory."""

from pathlib import Path

import pytest
from tokenizers import Regex
from tokenizers.normalizers import NFKC, Lowercase, Prepend, Replace, Sequence

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.base.growth import expect_bounded
from tests.encoders.tokenizers import word_level

PATH = Path("tokenizer.json")


def with_steps(*steps):
    """Make a tokenizer with these steps."""
    tokenizer = word_level()
    tokenizer.normalizer = Sequence([*steps])
    return tokenizer


@pytest.mark.parametrize(
    "steps",
    [
        [Replace("a", "b" * 1000), Replace("b", "a" * 1000)],
        [Replace("a", "bb"), Replace("b", "aa")] * 9,
        [Replace(Regex("."), "b" * 101), Lowercase()],
        [Sequence([Replace("a", "b" * 1000)]), Replace("b", "")],
    ],
)
def test_steps_that_multiply_are_refused(steps):
    """Without doing what they do."""
    with pytest.raises(BakeoffError, match=r"tokenizer.json: expected a normaliser .* 100 times"):
        expect_bounded(with_steps(*steps), PATH)


@pytest.mark.parametrize(
    "steps",
    [
        [NFKC(), *(Replace(sign, f" {sign} ") for sign in "!?.,;:()[]{}#$%&*+-/<=>@^_`|~")],
        [Prepend("▁"), Replace(" ", "▁"), Replace(Regex(" {2,}"), " ")],
        [Replace("", "x"), Replace("``", '"')],
    ],
)
def test_those_of_published_models_are_accepted(steps):
    """Of model2vec, Llama and others."""
    expect_bounded(with_steps(*steps), PATH)


def test_a_tokenizer_without_a_normaliser_is_accepted():
    """It changes no text."""
    expect_bounded(word_level(), PATH)
