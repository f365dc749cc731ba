"""The vocabulary: its file, and what a round knows of it."""

import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.tokens import RESERVED, UNKNOWN
from bakeoff.core.vocabulary import (
    count_rows,
    known_rows,
    load_vocabulary,
    number_tokens,
    write_vocabulary,
)

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


def test_tokens_become_rows():
    """Words without a row are unknown."""
    words = [*RESERVED, "free", "home"]
    assert number_tokens([["home", "lol", "free"], []], words) == [[3, UNKNOWN, 2], []]


TEXTS = st.lists(st.lists(st.integers(1, 6), max_size=8), min_size=1, max_size=8)


@given(TEXTS, st.integers(1, 4), st.integers(1, 5), st.sets(st.integers(2, 6)), st.data())
def test_a_round_knows_the_frequent_words_of_its_texts(ids, min_count, max_words, common, data):
    """As counted by a Counter; the first of equally frequent ones, and common words besides."""
    chosen = sorted(data.draw(st.sets(st.integers(0, len(ids) - 1), min_size=1)))
    is_common = np.isin(np.arange(7), list(common))
    found = known_rows(
        count_rows(ids, 7),
        np.array(chosen),
        min_count=min_count,
        max_words=max_words,
        common=is_common,
    )
    counts = Counter(row for text in chosen for row in ids[text] if row >= len(RESERVED))
    frequent = sorted(counts, key=lambda row: (-counts[row], row))[:max_words]
    known = {row for row in frequent if counts[row] >= min_count} | common | {0, 1}
    assert set(np.flatnonzero(found).tolist()) == known
