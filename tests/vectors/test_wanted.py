"""Which words of a file are read."""

import numpy as np
import pytest

from bakeoff.vectors.readers import open_vectors
from bakeoff.vectors.wanted import Wanted

ROWS = np.eye(6, dtype=np.float32)


def taken(wanted, *names):
    """Give the row of each word that was taken."""
    wanted.take([name.encode() for name in names], ROWS[: len(names)])
    return {word: int(vector.argmax()) for word, vector in wanted.found.items()}


def test_vectors_stand_in_the_order_asked_for_extra_ones_behind():
    """So a matrix of them in that order is no copy."""
    wanted = Wanted(["b", "a", "b"], 2)
    assert taken(wanted, "x", "y", "a", "b") == {"x": 0, "y": 1, "a": 2, "b": 3}
    assert wanted.found.row_of == {"x": 2, "y": 3, "a": 1, "b": 0}
    assert np.shares_memory(wanted.found.take(["b", "a", "x"]), wanted.found.matrix)
    assert wanted.found.take(["a", "b", "a"]).argmax(axis=1).tolist() == [2, 3, 2]
    with pytest.raises(KeyError):
        wanted.found.take(["absent"])


def test_nothing_is_found_before_a_file_is_read():
    """No vector is composed either."""
    wanted = Wanted({"a"}, subwords={"b"})
    assert wanted.found == wanted.composed == {}


def test_probes_go_up_to_the_first_space():
    """What a line really holds, its whole word tells."""
    assert Wanted(["new york", "a", "é", "new"]).probes == {b"new", b"a", "é".encode()}
    assert Wanted({" b"}).probes == Wanted({""}).probes == {b""}
    assert not Wanted(set()).probes


def test_words_that_are_not_accepted_are_not_parsed(file):
    """Though extra words are wanted; once there are enough, only those asked for are."""
    path = file(b"a 1 oops\nb 1 2\nd 3 4\n" + b"z 5 6\n" * 100_000 + b"c 1 oops\ne 7 8\n")
    wanted = Wanted({"d", "e"}, 1, accept=lambda word: word != "a")
    assert list(open_vectors(path, 2).read(wanted)) == ["b", "d", "e"]


def test_whole_words_with_spaces_may_be_wanted_beside_extra_ones():
    """Binary files give a word whole, text its part before the first space."""
    wanted = Wanted({"new york"}, 1, accept=lambda word: " " not in word)
    assert wanted.may_hold(b"new york") and wanted.may_hold(b"new") and wanted.may_hold(b"x")
    assert not wanted.may_hold(b"x y")


def test_extra_words_must_be_accepted():
    """Once there are as many as asked for, no more is taken."""
    wanted = Wanted({"d", "e"}, 1, accept=lambda word: word != "a")
    assert taken(wanted, "a", "b", "c", "d") == {"b": 1, "d": 3}
    assert not wanted.extra


def test_only_whole_words_are_taken():
    """Those of which only the beginning is wanted are not."""
    assert taken(Wanted({"new"}), "new york", "new", "newer") == {"new": 1}
    assert taken(Wanted({"new york"}), "new", "new york", "new york city") == {"new york": 1}


def test_words_are_taken_in_the_order_of_the_file():
    """Not in that of the vocabulary."""
    assert list(taken(Wanted({"a", "b", "c"}), "c", "a", "b")) == ["c", "a", "b"]


def test_the_first_of_a_word_is_taken():
    """As in gensim; what was taken as an extra word is not taken again."""
    assert taken(Wanted({"a"}), "a", "b", "a") == {"a": 0}
    assert taken(Wanted({"a"}, 3), "b", "a", "b", "a", "c", "d") == {"b": 0, "a": 1, "c": 4}


@pytest.mark.parametrize("words", [set(), {"a"}, {"b", "d"}, {"c", "e"}])
def test_common_words_are_the_first_of_the_file_whatever_is_asked_for(words):
    """So no text has a say in which they are."""
    wanted = Wanted(words, 2, accept=lambda word: word != "a")
    assert set(taken(wanted, "a", "b", "c", "d", "e")) == {"b", "c"} | words
    assert wanted.common == {"b", "c"}


def test_words_asked_for_are_taken_even_if_they_may_not_be_extra():
    """Then they are not counted as such."""
    wanted = Wanted({"a", "b"}, 1, accept=lambda word: word == "d")
    assert taken(wanted, "a", "c", "b", "d", "e") == {"a": 0, "b": 2, "d": 3}


@pytest.mark.parametrize("name", [b"\xff", b"caf\xc3", b"\xed\xa0\x80", b"\xc0\x80", b"a\xff"])
def test_what_is_no_utf8_is_never_taken(name):
    """It does not count as an extra word, even if `accept` allows it."""
    wanted = Wanted({"a", "\ufffd"}, 1)
    wanted.take([name, b"b"], ROWS[:2])
    assert list(wanted.found) == ["b"]


def test_words_are_compared_as_they_are_written():
    """An accent may be a character of its own; cases differ; nothing is stripped."""
    assert taken(Wanted({"\u00e9", "A", "b "}), "e\u0301", "a", "b", "\u00e9", "b ") == {
        "\u00e9": 3,
        "b ": 4,
    }


def test_extra_words_are_the_first_in_whatever_batches_they_come():
    """Two in the first, one in the second."""
    wanted = Wanted(set(), 3)
    taken(wanted, "a", "b")
    taken(wanted, "b", "c", "d")
    assert list(wanted.found) == ["a", "b", "c"]


def test_no_word_is_wanted_of_an_empty_vocabulary():
    """Unless extra words are wanted."""
    assert taken(Wanted(set()), "a", "") == {}
