"""Fallbacks: which forms of a word are tried, and which counts."""

from typing import get_args

import numpy as np
import pytest

from bakeoff.vectors.fallbacks import EXACT, RULES, choose_vectors, wanted_forms
from bakeoff.vectors.settings import Fallback
from bakeoff.vectors.wanted import Vectors


def chosen(words, rules, held, *, composed=(), **settings):
    """Choose among the words that a file holds; give the form and the rule of each word."""
    wanted = wanted_forms(words, rules, **settings)
    names = [word.encode() for word in held]
    wanted.take(names, np.arange(len(held), dtype=np.float32)[:, None])
    matrix = np.append(wanted.found.matrix, np.float32([[-1]]), axis=0)
    wanted.found = Vectors(wanted.found.row_of, matrix)
    last = {word: len(matrix) - 1 for word in composed if word in wanted.subwords}
    wanted.composed = Vectors(last, matrix)
    vectors, rule_of = choose_vectors(words, rules, wanted)
    forms = {w: held[int(v[0])] if v[0] >= 0 else "subwords" for w, v in vectors.items()}
    return forms, rule_of


def test_params_know_every_rule():
    """EXACT always comes first and needs no setting."""
    assert {EXACT, *get_args(Fallback)} == set(RULES)


@pytest.mark.parametrize(
    ("rule", "word", "form"),
    [
        ("lower", "FREE", "free"),
        ("title", "london", "London"),
        ("title", "don't", "Don't"),
        ("title", "LONDON", "London"),
        ("upper", "uk", "UK"),
        ("digits", "20p", "##p"),
        ("digits", "2004", "####"),
        ("repeats", "soooo", "so"),
        ("repeats", "cooool", "cool"),
        ("repeats", "pleeeaaase", "please"),
        ("lower", "ÉCOLE", "école"),
        ("underscores", "new york", "new_york"),
        ("senses", "duck", "duck|NOUN"),
        ("senses", "new york", "new_york|PROPN"),
        ("concepts_en", "Free", "/c/en/free"),
        ("concepts_de", "neue Wörter", "/c/de/neue_wörter"),
        ("concepts_en", "2004", "/c/en/####"),
        ("concepts_en", "4", "/c/en/4"),
    ],
)
def test_a_rule_finds_another_form(rule, word, form):
    """Only if it is among the fallbacks, and the file holds the form."""
    assert chosen([word], [rule], [form]) == ({word: form}, {word: rule})
    assert chosen([word], [], [form]) == ({}, {})
    assert chosen([word], [rule], ["other"]) == ({}, {})


def test_the_word_itself_comes_first_then_the_rules_in_their_order():
    """Whatever the order of the file."""
    held = ["US", "Us", "us"]
    assert chosen(["us"], ["title", "upper"], held)[1] == {"us": EXACT}
    assert chosen(["us"], ["title", "upper"], held[:2]) == ({"us": "Us"}, {"us": "title"})
    assert chosen(["us"], ["upper", "title"], held[:2]) == ({"us": "US"}, {"us": "upper"})


def test_nouns_are_tried_before_verbs():
    """sense2vec has a vector per part of speech."""
    assert chosen(["duck"], ["senses"], ["duck|VERB", "duck|NOUN"])[0] == {"duck": "duck|NOUN"}


def test_two_letters_are_tried_before_one():
    """'cool' before 'col'."""
    assert chosen(["coool"], ["repeats"], ["col", "cool"])[0] == {"coool": "cool"}


def test_words_may_share_a_form():
    """Each gets its vector."""
    forms, _ = chosen(["FREE", "Free", "free"], ["lower"], ["free"])
    assert forms == {"FREE": "free", "Free": "free", "free": "free"}


def test_extra_words_come_last_and_are_no_forms():
    """A form that no word needed is no row of its own."""
    forms, rule_of = chosen(["free"], ["title"], ["the", "Free", "free", "of"], extra=4)
    assert forms == {"free": "free", "the": "the", "of": "of"}
    assert rule_of == {"free": EXACT}


def test_words_stand_in_the_order_they_were_asked_for():
    """Not in that of the file."""
    assert [*chosen(["b", "a"], [], ["a", "b"])[0]] == ["b", "a"]


def test_subwords_are_a_rule_like_others():
    """In the order of the rules, for words of the texts and not for their forms."""
    assert chosen(["x"], ["subwords", "upper"], ["X"], composed=["x"])[1] == {"x": "subwords"}
    assert chosen(["x"], ["upper", "subwords"], ["X"], composed=["x"])[1] == {"x": "upper"}
    assert chosen(["x"], ["upper"], [], composed=["x"]) == ({}, {})
    assert wanted_forms(["x"], ["upper", "subwords"]).subwords == {"x"}
