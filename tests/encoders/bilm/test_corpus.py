"""A text becomes numbers, word by word; anything else is an error in one line."""

import gzip
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.bilm.corpus import BEGIN, END, MARKS, build_corpus, hold_out, read_sentences

ANY = st.text(st.characters(codec="utf-8"))
WORDS = st.text("abcé😀", min_size=1, max_size=3)
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=9), min_size=1, max_size=9)


def refusal(path):
    """Read in vain; give the message, which is one line that names the file."""
    with pytest.raises(BakeoffError) as caught:
        list(read_sentences(path))
    message = str(caught.value)
    assert message.startswith(f"{path}: ") and "\n" not in message
    return message.removeprefix(f"{path}: ")


def sentences_of(corpus):
    """Turn the numbers back into words, each sentence between its marks."""
    words = ["<", ">", *corpus.words]
    cuts = np.cumsum(corpus.lengths)[:-1]
    return [[words[number] for number in ids] for ids in np.split(corpus.ids, cuts)]


@given(ANY)
def test_any_text_is_read_line_by_line_plain_or_gzipped(text):
    """A line ends at a line feed; a line of white space alone is no sentence."""
    lines = text.removeprefix("\ufeff").split("\n")
    expected = [line.split() for line in lines if line.split()]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "text").write_bytes(text.encode())
        Path(folder, "packed").write_bytes(gzip.compress(text.encode()))
        for name in ("text", "packed"):
            assert list(read_sentences(Path(folder, name))) == expected


@pytest.mark.parametrize(
    "content",
    [
        *(b"a b\nc\n", b"a b\r\nc\r\n", b"\n a  b \n\n \t\nc", b"a\tb\n\r\nc\n\n"),
        b"\xef\xbb\xbfa b\nc\n",  # after a byte order mark
    ],
)
def test_line_ends_and_blank_lines_make_no_token(tmp_path, content):
    """The last line may end without one."""
    (tmp_path / "text").write_bytes(content)
    assert list(read_sentences(tmp_path / "text")) == [["a", "b"], ["c"]]


def test_a_missing_file_is_refused(tmp_path):
    """So is a folder."""
    assert "No such file" in refusal(tmp_path / "absent")
    assert "expected a text file, plain or gzipped" in refusal(tmp_path)


def test_what_is_no_utf_8_is_refused(tmp_path):
    """The message names its line."""
    (tmp_path / "text").write_bytes(b"one\ntwo\nth\xe9\nfour\n")
    assert refusal(tmp_path / "text").startswith("line 3: expected UTF-8")


@pytest.mark.parametrize("damage", ["cut", "noise", "header"])
def test_a_damaged_gzip_is_refused(tmp_path, damage):
    """Cut short, changed in the middle, or with nothing behind its first bytes."""
    text = " ".join(str(number) for number in np.random.default_rng(1).integers(1e9, size=3000))
    packed = gzip.compress(text.encode())
    half = len(packed) // 2
    noise = packed[:half] + bytes(99) + packed[half + 99 :]
    damaged = {"cut": packed[:half], "noise": noise, "header": packed[:5]}[damage]
    (tmp_path / "text").write_bytes(damaged)
    assert refusal(tmp_path / "text").startswith("expected a text file, plain or gzipped; ")


def test_frequent_words_have_small_numbers():
    """Of those as frequent, the one that came first; the marks have the first two."""
    sentences = [["c", "b", "a"], ["a", "b"], ["a"]]
    corpus = build_corpus(sentences, max_tokens=9, name="text")
    assert corpus.words == ["a", "b", "c"]
    assert corpus.ids.tolist() == [BEGIN, 4, 3, 2, END, BEGIN, 2, 3, END, BEGIN, 2, END]
    assert corpus.lengths.tolist() == [5, 4, 3] and corpus.starts.tolist() == [0, 5, 9]
    assert corpus.ids.dtype == corpus.lengths.dtype == np.int32


@given(SENTENCES)
def test_every_sentence_stands_between_marks(sentences):
    """Its words are found again by their numbers."""
    corpus = build_corpus(sentences, max_tokens=9, name="text")
    assert sentences_of(corpus) == [["<", *sentence, ">"] for sentence in sentences]
    assert len(set(corpus.words)) == len(corpus.words) == corpus.ids.max() + 1 - MARKS
    counts = np.bincount(corpus.ids)[MARKS:]
    assert (np.diff(counts) <= 0).all()


def test_a_long_sentence_is_cut():
    """No token is lost, and each piece is a sentence."""
    corpus = build_corpus([list("abcdefg"), ["h"]], max_tokens=3, name="text")
    assert ["".join(sentence) for sentence in sentences_of(corpus)] == [
        *("<abc>", "<def>", "<g>", "<h>")
    ]


def test_a_text_without_a_sentence_is_refused():
    """The message names the text."""
    with pytest.raises(BakeoffError, match=r"^mine\.txt: expected one sentence per line, got no"):
        build_corpus(iter([]), max_tokens=9, name="mine.txt")


@given(st.integers(2, 60), st.floats(0, 1, exclude_max=True), st.integers(0, 9))
def test_every_sentence_is_learnt_from_or_held_out(count, share, seed):
    """No sentence is in both parts, and neither part is empty."""
    corpus = build_corpus([["a"]] * count, max_tokens=9, name="text")
    train, held_out = hold_out(corpus, share, seed)
    assert sorted([*train, *held_out]) == list(range(count))
    assert len(held_out) == min(max(round(share * count), 1), count - 1)


def test_which_sentences_are_held_out_depends_on_the_seed_alone():
    """They are drawn from the whole text."""
    corpus = build_corpus([["a"]] * 1000, max_tokens=9, name="text")
    first, again, other = (hold_out(corpus, 0.1, seed)[1].tolist() for seed in (1, 1, 2))
    assert first == again != other and first[0] < 100 and first[-1] > 900


def test_sentences_are_taken_by_their_numbers():
    """Flat, with their marks, in the order asked for."""
    corpus = build_corpus([["b", "a"], ["a"]], max_tokens=9, name="text")
    ids, lengths = corpus.take(np.array([1, 0, 1]))
    assert ids.tolist() == [BEGIN, 2, END, BEGIN, 3, 2, END, BEGIN, 2, END]
    assert lengths.tolist() == [3, 4, 3] and ids.dtype == lengths.dtype == np.int32


def test_one_sentence_is_too_few():
    """There would be nothing to test on."""
    corpus = build_corpus([["a", "b"]], max_tokens=9, name="text")
    with pytest.raises(BakeoffError, match="expected at least two sentences"):
        hold_out(corpus, 0.1, 1)
