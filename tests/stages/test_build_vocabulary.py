"""Which tokens get a row, and in which order."""

from collections import Counter

from bakeoff.core.tokens import RESERVED, count_tokens
from bakeoff.sources.sample.published import PHRASES
from stages.build_vocabulary import build_vocabulary


def words(texts, *, max_words=100, min_count=1):
    """List the vocabulary of texts."""
    counts = count_tokens(text.split() for text in texts)
    return build_vocabulary(counts, max_words=max_words, min_count=min_count)


def test_words_stand_by_frequency_then_by_first_appearance():
    """Behind padding and unknown."""
    assert words(["b a c", "c a d", "a"]) == [*RESERVED, "a", "c", "b", "d"]


def test_the_seven_phrases_of_the_notebook_have_fifteen_words():
    """In the order that its tokenizer gave them."""
    found = words(phrase for phrase, _ in PHRASES)
    assert found[:7] == [*RESERVED, "nice", "great", "best", "amazing", "stop"]
    assert found[-1] == "respectable" and len(found) == 2 + 15


def test_rare_words_get_no_row():
    """They are unknown."""
    assert words(["a a a b b c"], min_count=2) == [*RESERVED, "a", "b"]


def test_no_more_words_than_asked_for_get_a_row():
    """The most frequent; the reserved are not counted."""
    assert words(["c b b a a a"], max_words=2) == [*RESERVED, "a", "b"]


def test_no_text_makes_a_vocabulary_of_the_reserved():
    """Texts without a known word are no error."""
    assert words(["", " "]) == list(RESERVED)


def test_a_word_that_looks_like_a_reserved_one_gets_no_row():
    """A line of the vocabulary stands once."""
    counts = Counter({"[UNK]": 3, "a": 2, "[PAD]": 1, "b": 1})
    assert build_vocabulary(counts, max_words=2, min_count=1) == [*RESERVED, "a", "b"]
