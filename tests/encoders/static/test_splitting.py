"""Texts are split and cut as model2vec does, or not before the limit as others do."""

import logging
import time
from itertools import pairwise

import numpy as np
import pytest

from bakeoff.encoders.base.tokenizer import load_tokenizer
from bakeoff.encoders.static.splitting import Splitter
from tests.encoders.tokenizers import bpe, word_level

WORDS = ["[UNK]", "a", "b", "c", "free", "prize", "free-prize"]
MEDIAN, LONGEST = 4, 10  # characters of a token


def make(folder, tokenizer=None, *, prefix="", max_tokens=3, model2vec=True):
    """Make a splitter of words."""
    path = folder / "tokenizer.json"
    (tokenizer or word_level(WORDS)).save(str(path))
    return Splitter(
        load_tokenizer(path), path, prefix=prefix, max_tokens=max_tokens, model2vec=model2vec
    )


def split(splitter, *texts):
    """Give the tokens of each text."""
    ids, ends = splitter.split([*texts])
    assert ids.dtype == np.int32
    words = [WORDS[number] for number in ids.tolist()]
    return [words[a:b] for a, b in pairwise(ends)]


def test_texts_are_split_one_after_the_other(tmp_path):
    """Some of them empty."""
    splitter = make(tmp_path)
    assert split(splitter, "", "a b", " ", "c") == [[], ["a", "b"], [], ["c"]]
    assert split(splitter) == []


def test_tokens_are_cut_before_unknown_ones_are_left_out(tmp_path):
    """As model2vec does."""
    assert split(make(tmp_path), "a x b c", "a b c a") == [["a", "b"], ["a", "b", "c"]]


def test_model2vec_reads_as_many_characters_as_tokens_of_the_median_length_have(tmp_path):
    """Of this text those are spaces, but for one word."""
    text = "a" + " " * (3 * MEDIAN - 2) + "b c"
    assert split(make(tmp_path), text) == [["a", "b"]]
    assert split(make(tmp_path, model2vec=False), text) == [["a", "b", "c"]]


def test_other_libraries_keep_tokens_of_the_longest_length(tmp_path):
    """In this text all are of that length."""
    text = "free-prizefree-prizefree-prize"
    assert len(text) == 3 * LONGEST
    splitter = make(tmp_path, word_level([*WORDS[:-1], text[:LONGEST]]), model2vec=False)
    assert split(splitter, "free-prize free a", "a b c") == [["free-prize", "free", "a"], [*"abc"]]


def test_texts_that_are_cut_are_counted(tmp_path, caplog):
    """A warning names the file; the same number again is no news."""
    splitter = make(tmp_path)
    split(splitter, "a b c", "")
    assert not caplog.records
    split(splitter, "a b c a", "a", "a" + " " * 99)
    assert "tokenizer.json: 2 of 3 texts are longer than 3 tokens" in caplog.text
    split(splitter, "a b c a")
    assert len(caplog.records) == 1


@pytest.mark.parametrize("model2vec", [True, False])
def test_a_text_of_a_million_characters_takes_no_longer(tmp_path, model2vec, caplog):
    """It is cut before it is split, which of a word of any length is slow."""
    caplog.set_level(logging.ERROR)
    splitter = make(tmp_path, bpe(), max_tokens=512, model2vec=model2vec)
    start = time.process_time()
    ids, _ = splitter.split(["ab" * 500_000, "a b " * 250_000] * 50)
    assert time.process_time() - start < 2
    assert len(ids) <= 100 * 512


def test_the_tokens_do_not_depend_on_what_is_split_together(tmp_path, monkeypatch):
    """A text that is larger than a part is one by itself."""
    texts = ["a b c", "", "prize " * 9, "a", "free " * 3] * 5
    whole = split(make(tmp_path, max_tokens=20), *texts)
    for name, value in (("TEXTS", 2), ("CHARACTERS", 7)):
        monkeypatch.setattr(f"bakeoff.encoders.static.splitting.{name}", value)
        assert split(make(tmp_path, max_tokens=20), *texts) == whole
