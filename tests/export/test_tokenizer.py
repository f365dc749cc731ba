"""tokenizer.json cuts texts as the token rule does."""

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
    @example("ΑΣ\u0345 \u0345Σ ᴬΣ Ⓐ\u200dΣ")
    @example("1" * 9)
    @example("")
    def check(text):
        if not differing & set(text):
            expected = [row for row in np.asarray(layer(np.array([normalise(text)])))[0] if row]
            assert tokenizer.encode(text).ids == expected

    check()


@pytest.mark.parametrize("rule", [ASCII, SHIPPED])
def test_what_european_and_asian_texts_are_written_in_is_cut_alike(rule):
    """The characters that differ are of scripts and marks that Unicode got late."""
    found = compare(
        to_tokenizer(WORDS, **rule, max_length=None, pad_to=None), make_tokenizer(**rule)
    )
    blocks = [
        (0, 0x590),
        (0x5D0, 0x7C0),
        (0x900, 0x980),
        (0xE00, 0xE80),
        (0x1E00, 0x20C0),
        (0x2100, 0x2B70),
    ]
    blocks += [(0x3000, 0xA000), (0xAC00, 0xD7A4), (0xFE00, 0x10000), (0x1F300, 0x1F6D0)]
    assert len(found) < 600
    assert not [c for c in found for first, end in blocks if first <= ord(c) < end]


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
