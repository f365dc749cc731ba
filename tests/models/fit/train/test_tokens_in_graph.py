"""Texts are cut alike in plain Python and in a saved model's graph."""

import tensorflow as tf
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.core.tokens import RESERVED, UNKNOWN, make_tokenizer
from bakeoff.models.fit.train.layers import TextToIds
from tests.pipeline.closure import ROOT

RULES = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))["text"]
RULE = {key: RULES[key] for key in ("lower", "separators", "symbols")}
# Letters whose lower case the Unicode versions of Python and TensorFlow disagree on are left out.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cn"], max_codepoint=0x24FF), max_size=40)


def rows(texts: list[str], words: list[str], **more: int) -> list[list[int]]:
    """Look texts up in the graph."""
    layer = TextToIds([*RESERVED, *words], **RULE, **more)
    return layer(tf.constant(texts)).numpy().tolist()


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_graph_and_python_cut_alike(text):
    """Every token of the one is a token of the other, in order."""
    tokens = make_tokenizer(**RULE)(text)
    words = sorted(set(tokens))
    (found,) = rows([text], words)
    assert [words[row - len(RESERVED)] for row in found] == tokens


def test_unknown_words_empty_texts_nul_and_emoji_are_no_errors():
    """They become unknown, or nothing but padding."""
    found = rows(["free 🎉 zzz", "", "\x00", "FREE\x00free"], ["free"])
    assert found == [[2, UNKNOWN, UNKNOWN], [0, 0, 0], [0, 0, 0], [2, 2, 0]]


def test_padding_comes_after_the_text_and_long_texts_are_cut():
    """The notebook pads after the text."""
    assert rows(["a b c", "a"], ["a", "b", "c"], max_length=2, pad_to=3) == [[2, 3, 0], [2, 0, 0]]
