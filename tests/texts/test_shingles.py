"""Character 5-grams as numbers."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bakeoff.texts.shingles import mask, shingle

ANY = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.lists(ANY, min_size=1, max_size=10))
def test_texts_share_the_columns_of_the_shingles_that_they_share(texts):
    """No other text has the shingle of a text of fewer than five characters."""
    sets = [{text[at : at + 5] for at in range(len(text) - 4)} or {text} for text in texts]
    found = shingle(texts)
    assert (found @ found.T).todense().tolist() == [[len(a & b) for b in sets] for a in sets]
    assert found.shape[1] == len(set().union(*sets))


def test_rare_shingles_come_first():
    """Each row's columns are sorted."""
    found = shingle(["abcdef", "abcdeg", "abcde", "fghij"])
    frequencies = found.sum(axis=0).tolist()
    assert frequencies == sorted(frequencies) == [1, 1, 1, 3]
    assert all(a < b for row in found.tolil().rows for a, b in pairwise(row))


def test_digits_of_any_script_case_and_white_space_are_masked():
    """Each digit is one zero."""
    assert mask(" Call  0871\n٣ NOW") == "call 0000 0 now"
