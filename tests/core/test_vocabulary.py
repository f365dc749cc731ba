"""The vocabulary file."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.tokens import RESERVED
from bakeoff.core.vocabulary import load_vocabulary, write_vocabulary

WORD = st.text(st.characters(codec="utf-8", min_codepoint=0x21), min_size=1)


def test_a_word_stands_on_the_line_of_its_row(tmp_path):
    """Line n, from 0, is for row n."""
    write_vocabulary(tmp_path / "vocabulary.txt", [*RESERVED, "free", "£"])
    assert (tmp_path / "vocabulary.txt").read_bytes() == "[PAD]\n[UNK]\nfree\n£\n".encode()


def test_words_with_odd_spaces_survive(tmp_path):
    """Next line, line separator, no-break space: other readers would end a line there."""
    words = [*RESERVED, "a\x85b", "\u2028", "\xa0", "\u2029x", "\x7f"]
    write_vocabulary(tmp_path / "vocabulary.txt", words)
    assert load_vocabulary(tmp_path / "vocabulary.txt") == words


@given(st.lists(WORD))
def test_any_tokens_are_read_as_they_were_written(words):
    """A token holds no white space of ASCII."""
    with tempfile.TemporaryDirectory() as folder:
        write_vocabulary(Path(folder, "vocabulary.txt"), words)
        assert load_vocabulary(Path(folder, "vocabulary.txt")) == words
