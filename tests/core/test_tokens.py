"""From texts to tokens."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.tokens import TokenRule, fold

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
        ("hi😀 there", ["hi", "😀", "there"]),
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


ASCII = {"separators": "[-'\\[\\\\\\]^_`{|}~]+", "symbols": r'([!"#$%&()*+,./:;<=>?@0-9])'}


@given(st.text(st.characters(max_codepoint=0x7E)), st.booleans())
def test_plain_ascii_is_cut_as_by_the_rule_of_the_published_results(text, lower):
    """Beyond it there are letters and marks of all scripts."""
    assert tokenizer(lower=lower)(text) == tokenizer(lower=lower, **ASCII)(text)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("great\xa0film\u3000now\u2028then\x85end", ["great", "film", "now", "then", "end"]),
        ("“don’t” – don‘t", ["“", "don", "t", "”", "don", "t"]),
        ("soft\xadhyphen \ufeffzero\u200bwidth", ["soft", "hyphen", "zero", "width"]),
        ("great👍👍", ["great", "👍", "👍"]),
        ("❤️❤ 1️⃣ 〰️", ["❤", "❤", "1"]),
        ("👩🏽\u200d💻🏳️\u200d🌈", ["👩", "🏽", "💻", "🏳", "🌈"]),
        ("これは本。コーヒー", ["こ", "れ", "は", "本", "。", "コ", "ー", "ヒ", "ー"]),
        ("か\u3099 ดีมาก", ["か\u3099", "ดี", "ม", "า", "ก"]),
        ("영화가 재미있다!", ["영화가", "재미있다", "!"]),
        ("می\u200cخواهم، ۱۲", ["می\u200cخواهم", "،", "۱", "۲"]),
        ("क्\u200dष हिन्दी।", ["क्\u200dष", "हिन्दी", "।"]),
        ("𠀀𪜀 ＡＢ！", ["𠀀", "𪜀", "ａｂ", "！"]),
    ],
)
def test_other_scripts_are_cut_like_this(text, tokens):
    """Han, kana and Thai by character with its marks; emoji without joiners and selectors."""
    assert tokenizer()(text) == tokens


def test_letters_that_are_new_to_a_saved_model_keep_their_case():
    """Vithkuqi came with Unicode 14; the final sigma beside it is Greek."""
    assert fold("ΟΔΟΣ \U00010570 ΣΑΣ") == "οδος \U00010570 σας"


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
