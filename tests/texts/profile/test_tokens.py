"""What the token rule makes of texts."""

from bakeoff.core.tokens import Text
from bakeoff.texts.profile.tokens import SHOWN, measure_tokens, show_tokens


def rule(max_length=None):
    """Describe a rule that cuts at dashes and makes a token of each mark."""
    keys = {"lower": True, "separators": "-", "symbols": "([!])", "min_count": 1, "max_words": 9}
    return Text(**keys, max_length=max_length)


def test_lengths_are_in_tokens_and_long_texts_are_counted():
    """Those beyond the limit alone."""
    found = measure_tokens(["a b", "a-b c!", "---", "x" * 50, "a " * 30], rule(4))
    assert (found["longest"], found["without_tokens"], found["looked_at"]) == (30, 1, 5)
    assert (found["max_length"], found["too_long"]) == (4, 1)


def test_without_a_limit_no_text_is_too_long():
    """However long."""
    assert measure_tokens(["a " * 3000], rule())["too_long"] == 0


def test_ten_texts_are_cut_and_other_scripts_are_among_them():
    """Where there are any."""
    plain = dict.fromkeys(range(50), "Plain text!")
    shown = show_tokens(plain | {70: "naïve-café"}, rule())
    assert [cut["row"] for cut in shown] == [0, 6, 12, 18, 24, 30, 36, 42, 49, 70]
    assert shown[-1] == {"row": 70, "text": "naïve-café", "tokens": ["naïve", "café"]}
    assert shown[0]["tokens"] == ["plain", "text", "!"]
    assert len(show_tokens(dict.fromkeys(range(50), "한국어"), rule())) == SHOWN


def test_of_a_long_text_the_first_whole_words_are_cut():
    """So that the tokens are those of what is shown."""
    (shown,) = show_tokens({3: f"{'a' * 50} bb {'c' * 20}"}, rule())
    assert shown == {"row": 3, "text": f"{'a' * 50} bb", "tokens": ["a" * 50, "bb"]}
    assert show_tokens({3: "a" * 61}, rule())[0]["text"] == "a" * 60


def test_a_text_is_cut_from_its_first_character_on():
    """White space before it says nothing."""
    (shown,) = show_tokens({3: f"{' ' * 70}\u200b\x1b first words\n"}, rule())
    assert shown["text"] == "\u200b\x1b first words"
