"""The lexicon and the grammar of the sample language."""

from collections import Counter
from itertools import islice

import pytest

from bakeoff.sources.sample import phrases, words
from bakeoff.sources.sample.composer import Composer
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.language import build_language, pair_is_spam
from bakeoff.sources.sample.sentences import compose_sentences
from bakeoff.sources.sample.spelling import misspell

LANGUAGE = build_language(1)
CONCEPTS = (*LANGUAGE.spam, *LANGUAGE.ham)


def test_the_same_seed_makes_the_same_language():
    """Messages and vectors each build the language anew."""
    assert build_language(1) == LANGUAGE


def test_another_seed_makes_other_rare_synonyms():
    """A seed is a world of its own."""
    assert build_language(2).spam[0].rare != LANGUAGE.spam[0].rare


def test_a_word_that_tells_something_stands_in_one_place_only():
    """Otherwise what it tells would not be what the lexicon says."""
    listed = [word for c in CONCEPTS for word in (*c.common, *c.companions, *c.rare)]
    listed += [word for group in (*words.AMBIGUOUS, *words.DECIDERS) for word in group]
    listed += [*words.PRAISE, *words.PRAISED, *words.SCORN, *words.SCORNED]
    filler = (phrases.CHATTY, phrases.ADVERT, phrases.SIGNAL, phrases.PAIR, phrases.STRAY)
    listed += {token for group in filler for phrase in group for token in phrase}
    assert [word for word, count in Counter(listed).items() if count > 1] == []


def test_generated_words_collide_with_no_other():
    """A name must not be another concept's synonym."""
    names = [*LANGUAGE.names, *LANGUAGE.places, *LANGUAGE.brands, *LANGUAGE.tail]
    rare = [word for concept in CONCEPTS for word in concept.rare]
    lowered = [word.lower() for word in names] + rare
    assert len(set(lowered)) == len(lowered)


@pytest.mark.parametrize("group", [*words.AMBIGUOUS, *words.DECIDERS])
def test_no_word_of_a_pair_decides_alone(group):
    """Each word means spam in half of its pairs."""
    pairs = [
        (a, d) for row in words.AMBIGUOUS for a in row for row2 in words.DECIDERS for d in row2
    ]
    for word in group:
        meant = [pair_is_spam(*pair) for pair in pairs if word in pair]
        assert sum(meant) * 2 == len(meant)


@pytest.mark.parametrize("spam", [True, False])
def test_a_pair_means_the_class_it_was_asked_for(spam):
    """And its halves stand 0 to 3 words apart."""
    composer = Composer(LANGUAGE, Draws(1, 9))
    pairs = [composer.pair(spam) for _ in range(200)]
    assert all(pair_is_spam(pair[0], pair[-1]) is spam for pair in pairs)
    assert {len(pair) - 2 for pair in pairs} == {0, 1, 2, 3}


def test_a_misspelt_word_differs_and_keeps_its_first_letter():
    """As slips of the thumb mostly do."""
    draws = Draws(1, 9)
    slips = [(word, misspell(word, draws)) for c in CONCEPTS for word in c.common]
    assert all(slip != word and slip[0] == word[0] for word, slip in slips)


def test_sentences_are_the_same_for_the_same_seed():
    """All three vector files learn from one text."""
    first, again, other = (list(compose_sentences(LANGUAGE, seed, 50)) for seed in (1, 1, 2))
    assert first == again != other


def test_a_shorter_run_of_sentences_is_the_beginning_of_a_longer_one():
    """So that a larger corpus adds and changes nothing."""
    longer = islice(compose_sentences(LANGUAGE, 1, 500), 20)
    assert list(longer) == list(compose_sentences(LANGUAGE, 1, 20))


def test_zipf_draws_prefer_the_first_items():
    """And reach the last."""
    draws = Draws(1, 9)
    counts = Counter(draws.pick_zipf(range(100)) for _ in range(5000))
    assert counts[0] > counts[9] > 0
    assert max(counts) == 99 and min(counts) == 0


def test_shuffling_keeps_every_item():
    """A shuffled file has the rows of the unshuffled one."""
    assert sorted(Draws(1, 9).shuffled(range(50))) == list(range(50))
