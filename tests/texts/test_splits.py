"""Duplicates, the order of classes, and the split."""

from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.core.messages import Message
from bakeoff.core.settings import check
from bakeoff.texts.settings import Split
from bakeoff.texts.splits import (
    count_duplicates,
    count_leaks,
    drop_duplicates,
    order_classes,
    split_messages,
)

REPEATED = [
    Message(0, "Free entry", "spam", ""),
    Message(1, "see you", "ham", ""),
    Message(2, "Free entry", "spam", ""),
    Message(3, "free  ENTRY", "ham", ""),
    Message(4, "see you", "ham", ""),
]


def labelled(**counts):
    """Make a number of messages per class, in mixed order."""
    labels = [name for name, count in counts.items() for _ in range(count)]
    mixed = labels[::3] + labels[1::3] + labels[2::3]
    return [Message(row, f"text {row}", label, "") for row, label in enumerate(mixed)]


def split(messages, groups=None, **settings):
    """Split with the shipped settings, except for those named."""
    shipped = {"split": "stratified", "valid": 0.1, "test": 0.2, "seed": 1}
    return split_messages(messages, Split(**shipped | settings), groups)


def rows(part):
    """Give the row numbers of messages."""
    return [message.row for message in part]


@pytest.mark.parametrize(
    ("kind", "kept"), [("keep", [0, 1, 2, 3, 4]), ("exact", [0, 1, 3]), ("normalised", [0, 1])]
)
def test_the_first_of_duplicates_is_kept(kind, kept):
    """In file order."""
    assert rows(drop_duplicates(REPEATED, kind)) == kept


def test_duplicates_are_counted_also_those_of_another_label():
    """The label of the first is what counts."""
    assert count_duplicates(REPEATED) == {
        "exact_duplicates": 2,
        "normalised_duplicates": 3,
        "duplicates_of_another_label": 1,
    }


@pytest.mark.parametrize(
    ("positive", "classes"),
    [("spam", ["ham", "spam"]), ("ham", ["spam", "ham"]), (None, ["ham", "spam"])],
)
def test_the_positive_class_is_the_last(positive, classes):
    """Its probability is the second of two."""
    assert order_classes(REPEATED, positive) == classes


def test_several_classes_are_sorted():
    """None of them is positive."""
    assert order_classes(labelled(c=1, a=1, b=1), None) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("messages", "positive", "expected"),
    [
        (labelled(ham=3), "spam", "two classes or more, got only ['ham']"),
        (labelled(ham=3, junk=3), "spam", "'spam' (`positive`)"),
        (labelled(ham=3, junk=3, spam=3), "spam", "two classes with 'spam'"),
    ],
)
def test_classes_that_do_not_fit_are_refused(messages, positive, expected):
    """One class, or a positive class that is none of two."""
    with pytest.raises(BakeoffError) as caught:
        order_classes(messages, positive)
    assert expected in str(caught.value) and "\n" not in str(caught.value)


@given(
    st.fixed_dictionaries({name: st.integers(10, 60) for name in "abc"}),
    st.sampled_from(["stratified", "file_order"]),
    st.integers(0, 99),
)
def test_a_split_is_disjoint_and_complete(counts, kind, seed):
    """Every row stands in one part, each part in file order."""
    messages = [m._replace(label="abc"[m.row % 3]) for m in labelled(**counts)]
    parts = split(messages, split=kind, valid=0.15, seed=seed)
    found = [rows(part) for part in parts.values()]
    assert sorted(chain(*found)) == rows(messages)
    assert all(part == sorted(part) for part in found)
    assert list(parts) == ["train", "valid", "test"]


def test_a_stratified_split_keeps_the_shares_of_the_classes():
    """To the row, where it can."""
    parts = split(labelled(ham=700, spam=200, other=100))
    counts = {name: Counter(m.label for m in part) for name, part in parts.items()}
    assert counts["train"] == {"ham": 490, "spam": 140, "other": 70}
    assert counts["valid"] == {"ham": 70, "spam": 20, "other": 10}
    assert counts["test"] == {"ham": 140, "spam": 40, "other": 20}


def test_the_seed_decides_the_split():
    """The same seed, the same rows."""
    messages = labelled(ham=100, spam=100)
    assert split(messages, seed=3) == split(messages, seed=3) != split(messages, seed=4)


def test_the_order_of_the_file_splits_off_its_last_rows():
    """As the notebook did."""
    messages = [Message(row, "", "ab"[row % 2], "") for row in range(20)]
    parts = split(messages, split="file_order")
    assert rows(parts["train"]) == list(range(14))
    assert rows(parts["valid"]) == [14, 15] and rows(parts["test"]) == [16, 17, 18, 19]


def test_no_split_uses_all_rows_for_all():
    """For seven phrases there is no other way."""
    assert split(REPEATED, split="none") == dict.fromkeys(("train", "valid", "test"), REPEATED)


def test_without_a_validation_share_the_training_rows_are_used():
    """And none are lost."""
    parts = split(labelled(ham=10, spam=10), valid=0.0)
    assert parts["valid"] == parts["train"] and len(parts["train"]) == 16


@pytest.mark.parametrize(
    ("messages", "shares", "rarest"),
    [
        (labelled(ham=99, spam=1), {}, "'spam' has 1"),
        (labelled(ham=50, spam=2), {"test": 0.4, "valid": 0.4}, "'spam'"),
        (labelled(a=2, b=2, c=2), {}, "3 classes"),
        (labelled(ham=2, spam=2), {"test": 0.7, "valid": 0.0}, "2 classes"),
        (labelled(ham=4, spam=3), {"test": 0.01, "valid": 0.0}, "2 classes"),
        (labelled(ham=300, spam=2), {"split": "file_order"}, "spam"),
        (labelled(ham=4, spam=4), {"split": "file_order", "test": 0.01}, "split"),
    ],
)
def test_a_class_with_too_few_rows_is_refused(messages, shares, rarest):
    """A part without the class could not be scored; a part asked for is never left empty."""
    with pytest.raises(BakeoffError) as caught:
        split(messages, **shares)
    message = str(caught.value)
    assert message.startswith("prepare: ") and rarest in message and "\n" not in message


@given(st.integers(0, 99), st.integers(12, 40))
def test_rows_of_a_group_stay_together(seed, groups):
    """In both cuts."""
    messages = labelled(ham=160, spam=80)
    names = [f"sender {row % groups}" for row in range(240)]
    parts = split(messages, names, split="group", seed=seed)
    senders = [{names[message.row] for message in part} for part in parts.values()]
    assert not senders[0] & senders[1] | senders[0] & senders[2] | senders[1] & senders[2]
    assert sorted(chain(*map(rows, parts.values()))) == list(range(240))


def test_groups_without_a_column_or_too_few_are_refused():
    """The key to set is named."""
    with pytest.raises(BakeoffError, match="`group`"):
        split(labelled(ham=10, spam=10), split="group")
    with pytest.raises(BakeoffError, match="groups"):
        split(labelled(ham=9, spam=9), ["a"] * 18, split="group")


def test_leaks_are_counted_for_each_kind_of_split():
    """One that the messages do not allow is left out."""
    messages = [Message(row, f"text {row % 30}", "ab"[row % 2], "") for row in range(60)]
    found = count_leaks(messages, Split(split="none", valid=0.1, test=0.2, seed=1), None)
    assert set(found) == {"stratified", "file_order"}
    assert found["file_order"] == {"test_rows": 12, "exact": 12, "normalised": 12}


def test_shares_that_leave_no_training_rows_are_refused():
    """In one line, before any text is read."""
    with pytest.raises(BakeoffError) as caught:
        check(Split, {"split": "none", "valid": 0.5, "test": 0.5, "seed": 1}, "prepare")
    assert str(caught.value).startswith("prepare: expected valid + test below 1")
