"""Character 5-grams as numbers."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.texts import shingles
from bakeoff.texts.shingles import mask, shingle

ANY = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.lists(ANY, min_size=1, max_size=10), st.sampled_from([1, 7, 40, 2**22]))
def test_texts_share_the_columns_of_the_shingles_that_they_share(texts, characters):
    """However many are looked at together; no other text has the shingle of a shorter one."""
    sets = [{text[at : at + 5] for at in range(len(text) - 4)} or {text} for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shingles, "CHARACTERS", characters)
        found = shingle(texts).astype(int)
    assert (found @ found.T).todense().tolist() == [[len(a & b) for b in sets] for a in sets]
    assert found.shape[1] == len(set().union(*sets))


def test_any_number_of_characters_is_told_apart():
    """More than fit into 64 bits five times."""
    letters = "".join(map(chr, range(0x3400, 0x3400 + 20_000)))
    found = shingle([letters, letters[:10], letters[1:9]]).astype(int)
    assert found.shape == (3, 19_996)
    assert (found @ found.T).todense().tolist() == [[19_996, 6, 4], [6, 6, 4], [4, 4, 4]]


def test_no_two_shingles_have_one_number():
    """As they would if a digit could exceed the base of the numbers."""
    letters = "".join(map(chr, range(0x3400, 0x3400 + 1000)))
    texts = [f"{letters[1]}{letters[0]}end", *(f"{letters[0]}{letter}end" for letter in letters)]
    assert shingle(texts).shape == (1001, 1001)


def test_rare_shingles_come_first():
    """Each row's columns are sorted."""
    found = shingle(["abcdef", "abcdeg", "abcde", "fghij"]).astype(int)
    frequencies = found.sum(axis=0).tolist()
    assert frequencies == sorted(frequencies) == [1, 1, 1, 3]
    assert all(a < b for row in found.tolil().rows for a, b in pairwise(row))


def test_digits_of_any_script_case_and_white_space_are_masked():
    """Each digit is one zero."""
    assert mask(" Call  0871\n٣ NOW") == "call 0000 0 now"
