"""Near duplicates and their components, against every pair compared."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bakeoff.texts import near, prefixes
from bakeoff.texts.near import near_components, number_in_order, unite
from bakeoff.texts.shingles import mask

SHORT = st.text("ab1 \x00é😀", max_size=12)
VARIED = st.builds(
    lambda start, end, cut: "win a prize of many pounds, call now"[cut:] + start + end,
    *(st.text("abc7", max_size=4), st.text("xyz", max_size=3), st.integers(0, 9)),
)
SIMILARITIES = st.sampled_from([0.5, 0.6, 2 / 3, 0.7, 0.8, 0.9, 0.99])


def grams(text):
    """Give the set of shingles of a text."""
    masked = mask(text)
    return {masked[at : at + 5] for at in range(len(masked) - 4)} or {masked}


def by_every_pair(texts, similarity):
    """Number components by comparing every pair."""
    sets, component = [grams(text) for text in texts], list(range(len(texts)))
    for i, one in enumerate(sets):
        for j, other in enumerate(sets[:i]):
            shared = len(one & other)
            if shared > similarity * (len(one) + len(other) - shared):
                old, new = component[i], component[j]
                component = [new if c == old else c for c in component]
    return number_in_order(np.array(component, int)).tolist()


@given(st.lists(SHORT | VARIED, max_size=25), SIMILARITIES, st.sampled_from([1, 50, 2**22]))
@example(["", " ", "a", "A", "1", "2", "abcd", "abcde", "\x00", "a\x00"], 0.5, 1)
@example(["abcdefghi", "abcdefgh"], 0.8, 2**22)  # 4 of 5 shared: not above
@example(["abcdefg", "xabcdef", "cdefgq", "cdefgr", "xabcdq", "xabcdr"], 0.5, 2**22)  # 2 of 4
def test_components_are_those_of_every_pair(texts, similarity, products):
    """Whatever the size of the blocks, and for texts of fewer than five characters."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prefixes, "PRODUCTS", products)
        patch.setattr(near, "PAIRS", max(products // 10, 1))
        found = near_components(texts, similarity).tolist()
    assert found == by_every_pair(texts, similarity)


@given(st.lists(VARIED, min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_texts_does_not_matter(texts, random):
    """The same texts are together."""
    order = random.sample(range(len(texts)), len(texts))
    found = near_components(texts, 0.8)
    assert number_in_order(found[order]).tolist() == (
        near_components([texts[row] for row in order], 0.8).tolist()
    )


def test_texts_that_differ_in_a_number_are_near():
    """However different the digits are; the other text is not."""
    texts = ["Win £100 now, call 0871 234", "win £999 now, call  0900 123", "See you at 8 then"]
    assert near_components(texts, 0.99).tolist() == [0, 0, 1]


def test_a_chain_of_near_duplicates_is_one_component():
    """Though its ends share little."""
    text = "".join(map(chr, range(0x4E00, 0x4E40)))
    chain = [text[at : at + 40] for at in range(8)] + ["something else entirely"]
    assert near_components(chain[:8:7], 0.8).tolist() == [0, 1]
    assert near_components(chain, 0.8).tolist() == [0] * 8 + [1]


def test_long_texts_share_more_than_a_byte_counts():
    """198 in their prefixes, 386 in all."""
    text = "".join(map(chr, range(0x4E00, 0x4F90)))
    assert near_components([text, text[:390] + "end", text[::-1]], 0.5).tolist() == [0, 0, 1]


def test_no_text_has_no_component():
    """And no error."""
    assert near_components([], 0.8).tolist() == []


def test_pairs_unite_components():
    """Those of all their members."""
    found = unite(np.array([0, 1, 1, 3, 4]), np.array([0, 2]), np.array([1, 3]))
    assert number_in_order(found).tolist() == [0, 0, 0, 0, 1]
    assert number_in_order(np.array(["b", "a", "b"])).tolist() == [0, 1, 0]
