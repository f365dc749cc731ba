"""tokenizer.json cuts texts as the token rule does."""

import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from bakeoff.core.errors import BakeoffError
from bakeoff.core.tokens import make_tokenizer
from bakeoff.export.tokenizer import compare, to_tokenizer
from bakeoff.inference.classifier import normalise
from bakeoff.models.fit.train.text_to_ids import TextToIds
from tests.export.networks import RULE

ASCII = {"lower": True, "separators": "[-'_]+", "symbols": r"([!.0-9]|\bx\B)"}
SHIPPED = {key: RULE[key] for key in ASCII}
WORDS = [
    "[PAD]",
    "[UNK]",
    "a",
    "σ",
    "ς",
    "ος",
    "αος",
    "é",
    "win",
    "!",
    "👍",
    "한국",
    "漢",
    "1",
    "x",
]
LETTERS = st.text(st.sampled_from("aAxΣσςΑΟΌ.:'-_!1 é\u0301\u0345\u200d\u00ad한漢👍Ⓐ\x00\u00a0win"))


def save(path, rule, **lengths):
    """Write a tokenizer to a file, and load that."""
    lengths = {"max_length": None, "pad_to": None, **lengths}
    to_tokenizer(WORDS, **rule, **lengths).save(str(path / "tokenizer.json"))
    return Tokenizer.from_file(str(path / "tokenizer.json"))


@pytest.mark.parametrize("rule", [ASCII, SHIPPED, {**SHIPPED, "lower": False}])
def test_ids_are_those_of_the_network(tmp_path, rule):
    """Also for what Python, RE2 and Oniguruma could see differently: sigma, marks, controls."""
    tokenizer, layer = save(tmp_path, rule, max_length=6), TextToIds(WORDS, **rule, max_length=6)
    differing = set(compare(tokenizer, make_tokenizer(**rule)))

    @given(st.one_of(LETTERS, st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)))
    @example("ΑΣ.Α ΑΣ' ΟΔΟΣ Σ ΑΣ-Α ΑΣ")
    @example("1" * 9)
    @example("")
    def check(text):
        if not differing & set(text):
            expected = [row for row in np.asarray(layer(np.array([normalise(text)])))[0] if row]
            assert tokenizer.encode(text).ids == expected

    check()


@pytest.mark.parametrize("rule", [ASCII, SHIPPED])
def test_only_letters_of_late_versions_of_unicode_differ(rule):
    """Whatever is assigned in Unicode 13 is cut and lower-cased alike."""
    found = compare(
        to_tokenizer(WORDS, **rule, max_length=None, pad_to=None), make_tokenizer(**rule)
    )
    old = re.compile("[\u0000-\u1c88\u1c90-\u20bf\u2100-\u2b95\u2c30-\u2e5d\u3000-\ua7bf]")
    assert not [character for character in found if old.match(character)]


def test_a_rule_that_is_cut_otherwise_is_found():
    """The comparison names the characters."""
    tokenizer = to_tokenizer(WORDS, **ASCII, max_length=None, pad_to=None)
    other = make_tokenizer(**{**ASCII, "symbols": "([!.0-9€])"})
    expected = {*compare(tokenizer, make_tokenizer(**ASCII)), "€", "x"}
    assert set(compare(tokenizer, other)) == expected - {"x"}


def test_texts_of_a_batch_are_filled_and_long_ones_cut(tmp_path):
    """The shorter of the two limits counts."""
    tokenizer = save(tmp_path, ASCII, max_length=5, pad_to=3)
    assert [found.ids for found in tokenizer.encode_batch(["a a a a", "a", ""])] == [
        [2, 2, 2],
        [2, 0, 0],
        [0, 0, 0],
    ]


def test_a_pattern_that_oniguruma_cannot_read_is_refused():
    """The line names the pattern and the way out."""
    rule = {**ASCII, "separators": "[[(]"}
    with pytest.raises(BakeoffError, match=r"can hold, got '.*premature end.*--format savedmodel"):
        to_tokenizer(WORDS, **rule, max_length=None, pad_to=None)
