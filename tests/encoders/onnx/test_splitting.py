"""Texts are cut to a number of tokens without reading more of them than that takes."""

import time
from pathlib import Path

import pytest

from bakeoff.encoders.onnx import splitting
from bakeoff.encoders.onnx.splitting import Splitter
from tests.encoders.graphs import with_special_tokens
from tests.encoders.tokenizers import WORDS, bpe, unigram


def splitter(tokenizer=None, max_tokens=6, prefix=""):
    """Make a splitter."""
    tokenizer = tokenizer or with_special_tokens()
    return Splitter(tokenizer, Path("tokenizer.json"), prefix=prefix, max_tokens=max_tokens)


def words(tokens):
    """Name the tokens of a text."""
    return [WORDS[number] for number in tokens.ids]


def test_special_tokens_stay_when_a_text_is_cut():
    """It says so."""
    short, long = splitter().split(["a b c a", "a b c a b"])
    assert words(short) == words(long) == ["[CLS]", "a", "b", "c", "a", "[SEP]"]
    assert (short.cut, long.cut) == (False, True)


def test_the_prefix_counts():
    """As a part of the text."""
    assert words(splitter(prefix="free ").split(["a b c a"])[0])[1:-1] == ["free", "a", "b", "c"]


@pytest.mark.parametrize(
    "text",
    [
        " " * 30_000 + "a b c a b",  # few tokens in many characters
        "c" * 30_000 + " a b",
        "a b " + "c" * 30_000,
        "free prize " * 3_000,
    ],
)
@pytest.mark.parametrize("make", [with_special_tokens, unigram, bpe])
def test_a_long_text_has_the_tokens_that_it_has_when_all_of_it_is_read(monkeypatch, make, text):
    """Though less of it is."""
    found = splitter(make()).split([text])
    monkeypatch.setattr(splitting, "CHARACTERS", len(text))
    assert found == splitter(make()).split([text])


def test_what_follows_the_tokens_of_a_long_text_is_not_read():
    """All of these characters would take ten times as long."""
    start = time.process_time()
    splitter().split(["a b " * 2_500_000])
    assert time.process_time() - start < 1
