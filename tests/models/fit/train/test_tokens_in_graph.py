"""Texts are cut alike in plain Python and in a saved model's graph."""

import os
import subprocess
import sys
import unicodedata

import pytest
import tensorflow as tf
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.core.patterns import compile_shared
from bakeoff.core.tokens import PADDING, RESERVED, UNKNOWN, make_tokenizer
from bakeoff.models.fit.train.text_to_ids import TextToIds
from tests.core.test_patterns import SHARED
from tests.pipeline.closure import ROOT

RULES = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))["text"]
RULE = {key: RULES[key] for key in ("lower", "separators", "symbols")}
# emoji and Han to come are cut alike too; of private use a few stand for all
CHARACTERS = [
    chr(code)
    for code in range(0xF0100)
    if unicodedata.category(chr(code)) not in {"Cn", "Cs"}
    or code in range(0x1F000, 0x1FB00)
    or code in range(0x2FF00, 0x31400)
]
TEXTS = st.text(st.sampled_from(CHARACTERS), max_size=40)


def rows(texts: list[str], words: list[str], **more: int) -> list[list[int]]:
    """Look texts up in the graph."""
    layer = TextToIds([*RESERVED, *words], **RULE, **more)
    return layer(tf.constant(texts)).numpy().tolist()


def expect_alike(texts: list[str]) -> None:
    """Expect the rows of the graph to be those of the tokens in Python."""
    tokens = [*map(make_tokenizer(**RULE), texts)]
    words = list(dict.fromkeys(token for text in tokens for token in text))
    row_of = {word: row for row, word in enumerate(words, len(RESERVED))}
    for text, found in zip(tokens, rows(texts, words), strict=True):
        expected = [row_of[token] for token in text]
        assert found == expected + [PADDING] * (len(found) - len(expected)), text


def test_graph_and_python_cut_every_character_alike():
    """Between letters, beside itself, and with a mark and a joiner."""
    expect_alike([f"a{c}b {c}{c} {c}\u0301\u200d" for c in CHARACTERS])


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_graph_and_python_cut_alike(text):
    """Every token of the one is a token of the other, in order."""
    expect_alike([text])


@pytest.mark.parametrize("pattern", SHARED)
def test_a_pattern_that_python_compiles_matches_the_same_in_the_graph(pattern):
    """On characters of all kinds, alone and in a row."""
    texts = ["3٣aé_Z \t\n\r\f\xa0中А", "x\n", "x", "ab+{$[]&-", "aab", "😀\u0301", "éa e é", "AA£€"]
    replaced = tf.strings.regex_replace(texts, pattern, "|").numpy()
    assert [text.decode() for text in replaced] == [
        compile_shared(pattern).sub("|", text) for text in texts
    ]


def test_decomposed_words_are_found():
    """A graph cannot compose them; texts are NFC in training."""
    words = ["한국어", "café", "giàu"]
    assert all(unicodedata.normalize("NFD", word) != word for word in words)
    assert rows([unicodedata.normalize("NFD", " ".join(words))], words) == [[2, 3, 4]]


def test_the_language_of_the_machine_does_not_change_lower_case():
    """In Turkish `I` would become a dotless `i`."""
    code = (
        "from tests.models.fit.train.test_tokens_in_graph import rows;"
        "print(rows(['IT İ'], ['it', 'İ'.lower()]))"
    )
    environment = {**os.environ, "LC_ALL": "tr_TR.UTF-8"}
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    assert found.stdout.strip() == "[[2, 3]]", found.stderr


def test_unknown_words_empty_texts_nul_and_emoji_are_no_errors():
    """They become unknown, or nothing but padding."""
    found = rows(["free 🎉 zzz", "", "\x00", "FREE\x00free"], ["free"])
    assert found == [[2, UNKNOWN, UNKNOWN], [0, 0, 0], [0, 0, 0], [2, 2, 0]]


def test_padding_comes_after_the_text_and_long_texts_are_cut():
    """The notebook pads after the text."""
    assert rows(["a b c", "a"], ["a", "b", "c"], max_length=2, pad_to=3) == [[2, 3, 0], [2, 0, 0]]
