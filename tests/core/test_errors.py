"""The one line that a user reads, whatever it quotes."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError, printable

STEERING = ("Cc", "Cs", "Zl", "Zp")  # categories; and these turn the direction of writing:
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text())
def test_an_error_steers_no_terminal_and_is_one_line(text):
    """No escape sequence, no line end, no other direction; and it can be written as UTF-8."""
    shown = str(BakeoffError(f"{text}: expected"))
    assert not [c for c in shown if unicodedata.category(c) in STEERING]
    assert not [c for c in shown if unicodedata.bidirectional(c) in TURNING]
    assert len(shown.splitlines()) == 1 and shown.encode()


def test_what_cannot_be_seen_is_shown_as_an_escape():
    """As Python writes it."""
    assert printable("\x1b[31m\r\n\x9b\u202e\ud800\x00") == r"\x1b[31m\r\n\x9b\u202e\ud800\x00"


def test_words_of_all_scripts_and_emoji_stay():
    """Also those that are joined."""
    text = "£ Grüße مى\u200cخواهم \U0001f469\u200d\U0001f4bb 日本 [red] <b>"
    assert printable(text) == text
