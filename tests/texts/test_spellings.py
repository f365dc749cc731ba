"""Labels that are alike."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.spellings import find_alike, settle_positive, settle_spellings, spell
from tests.texts.tables import labelled

COMPOSED, DECOMPOSED = "caf\u00e9", "cafe\u0301"


@pytest.mark.parametrize(
    "labels",
    [
        ("Pos", "pos", "POS"),
        ("not spam", "Not  Spam", "not\u00a0spam"),
        (COMPOSED, DECOMPOSED),
        ("1", "1.0", "1.00", "+1"),
        ("0", "-0.0"),
        ("100", "100.0"),
        ("true", "True", "TRUE"),
        ("\uff21", "a"),
    ],
)
def test_alike_labels_have_one_spelling(labels):
    """Whatever the difference in form."""
    assert len({spell(label) for label in labels}) == 1


@pytest.mark.parametrize(
    "labels", [("1", "01"), ("1", "1.5"), ("1", "true"), ("pos", "positive"), ("10", "1")]
)
def test_other_labels_are_not_alike(labels):
    """A code with a leading zero is no number."""
    assert len({spell(label) for label in labels}) == 2


@given(st.text(max_size=20))
def test_every_label_has_a_spelling(label):
    """Which has itself for one, whatever the characters."""
    assert spell(spell(label)) == spell(label)


def settle(rule, **counts):
    """Settle the spellings of some labels; give the labels that there are then."""
    texts, merged = settle_spellings(labelled(**counts), rule)
    return Counter(text.label for text in texts), merged


def test_alike_labels_are_refused_with_their_counts_and_the_option():
    """In one line."""
    with pytest.raises(BakeoffError) as caught:
        settle("refuse", **{"Pos": 3, "pos": 5, "neg": 4, "1": 2, "1.0": 1})
    message = str(caught.value)
    assert "'pos' (5 texts) and 'Pos' (3 texts); '1' (2 texts) and '1.0' (1 texts)" in message
    assert message.startswith("prepare.labels: expected") and "to merge" in message
    assert "\n" not in message


def test_labels_that_look_the_same_are_told_apart():
    """By their characters."""
    with pytest.raises(BakeoffError, match=r"'café' \(2 texts\) and 'cafe\\u0301' \(1 texts\)"):
        settle("refuse", **{COMPOSED: 2, DECOMPOSED: 1, "tea": 3})


def test_alike_labels_are_merged_under_the_most_frequent_spelling():
    """And the spellings are counted."""
    labels, merged = settle("merge", **{"Pos": 3, "pos": 5, "POS": 1, "neg": 4})
    assert labels == {"pos": 9, "neg": 4}
    assert merged == {"pos": {"pos": 5, "Pos": 3, "POS": 1}}


def test_a_merged_label_is_in_nfc_and_a_kept_one_is_as_it_was():
    """Even if the other form is more frequent."""
    counts = {DECOMPOSED: 3, COMPOSED: 1, "tea": 2}
    assert settle("merge", **counts)[0] == {COMPOSED: 4, "tea": 2}
    assert settle("keep", **counts) == (counts, {})
    assert settle("refuse", **{DECOMPOSED: 3, "tea": 2})[0] == {COMPOSED: 3, "tea": 2}


def test_sets_of_alike_labels_are_listed():
    """The most frequent spelling first."""
    assert find_alike(Counter({"a": 1, "A": 2, "b": 3})) == [["A", "a"]]


def test_truth_values_are_alike_to_numbers_where_both_occur():
    """As JSON of several writers has them; yes, no and 01 are labels of their own."""
    counts = Counter({"1.0": 5, "True": 4, "1": 3, "yes": 2, "01": 1})
    assert find_alike(counts) == [["1.0", "True", "1"]]
    assert find_alike(Counter({"0": 2, "false": 3, "1": 2})) == [["false", "0"]]
    assert settle_positive("1", {"True", "0"}, "merge") == "True"


def test_the_positive_class_is_found_under_its_merged_name():
    """Where labels are merged; an unknown name stays, and is refused later."""
    assert settle_positive("1.0", {"0", "1"}, "merge") == "1"
    assert settle_positive("1.0", {"0", "1"}, "keep") == "1.0"
    assert settle_positive("yes", {"0", "1"}, "merge") == "yes"
    assert settle_positive(None, {"0", "1"}, "merge") is None
