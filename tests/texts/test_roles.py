"""The roles of texts in partitions."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Partition
from bakeoff.texts.roles import give_roles
from tests.texts.tables import labelled, prepare

SIZES = st.lists(st.integers(1, 5), min_size=25, max_size=40)


def give(texts, held_out=(), left_out=(), **keys):
    """Give roles, the numbers of held-out and left-out texts being told."""
    rows = np.arange(len(texts))
    told = (np.isin(rows, list(numbers)) for numbers in (held_out, left_out))
    classes = sorted({text.label for text in texts})
    return give_roles(texts, classes, prepare(**keys), *told)


def grouped(sizes):
    """Make groups of texts of these sizes, of three labels in turn, and single texts."""
    groups = [group for group, size in enumerate(sizes) for _ in range(size)]
    texts = labelled(a=len(groups) + 60)
    numbers = [*groups, *range(len(sizes), len(sizes) + 60)]
    return [
        text._replace(group=number, label="abc"[number % 3])
        for text, number in zip(texts, numbers, strict=True)
    ]


@settings(max_examples=25)
@given(SIZES, st.integers(2, 5), st.integers(1, 3), st.integers(0, 99))
def test_under_folds_every_text_is_tested_once_per_repeat(sizes, folds, repeats, seed):
    """And has a role in every partition."""
    table = give(grouped(sizes), folds=folds, repeats=repeats, seed=seed)
    assert table.partitions == [Partition(r, f) for r in range(repeats) for f in range(folds)]
    tested = (table.roles == "test").reshape(repeats, folds, -1).sum(axis=1)
    assert (tested == 1).all() and set(np.unique(table.roles)) == {"train", "valid", "test"}


@settings(max_examples=25)
@given(SIZES, st.sampled_from(["folds", "holdout"]), st.integers(0, 99))
def test_groups_stay_on_one_side(sizes, split, seed):
    """Of every partition, for validation too."""
    table = give(grouped(sizes), split=split, seed=seed)
    for roles in table.roles:
        sides = set(zip(table.groups.tolist(), roles.tolist(), strict=True))
        assert len(sides) == len(set(table.groups.tolist()))


@settings(max_examples=25)
@given(SIZES, st.sampled_from(["folds", "holdout"]), st.randoms(use_true_random=False))
def test_the_order_of_texts_does_not_matter(sizes, split, random):
    """Each has the same roles."""
    texts = grouped(sizes)
    shuffled = random.sample(texts, len(texts))
    one, other = (give(rows, split=split) for rows in (texts, shuffled))
    roles = dict(zip(shuffled, other.roles.T.tolist(), strict=True))
    assert [roles[text] for text in texts] == one.roles.T.tolist()


@pytest.mark.parametrize("split", ["folds", "holdout"])
def test_parts_have_their_shares_of_each_class(split):
    """To the text, where it can; validation is a share of all texts."""
    table = give(labelled(ham=700, spam=200, other=100), split=split)
    for partition in range(len(table.partitions)):
        counts = {
            role: Counter(table.texts[row].label for row in table.rows(partition, role))
            for role in ("train", "valid", "test")
        }
        assert counts["train"] == {"ham": 490, "spam": 140, "other": 70}
        assert counts["valid"] == {"ham": 70, "spam": 20, "other": 10}
        assert counts["test"] == {"ham": 140, "spam": 40, "other": 20}


def test_the_seed_decides_and_repeats_differ():
    """The same seed, the same roles; no draw repeats another."""
    texts = labelled(ham=100, spam=100)
    table = give(texts)
    assert (table.roles == give(texts).roles).all()
    assert (table.roles != give(texts, seed=2).roles).any(axis=1).all()
    assert len({tuple(roles) for roles in table.roles.tolist()}) == 10


def test_validation_is_not_drawn_as_the_folds_are():
    """Else the texts of one fold would validate together in the next."""
    table = give(labelled(ham=500, spam=500))
    valid = [set(table.rows(number, "valid").tolist()) for number in range(10)]
    tested = [set(table.rows(number, "test").tolist()) for number in range(10)]
    shared = [len(one & other) for one in valid for other in tested]
    assert max(shared) < 45 and max(len(a & b) for a in valid for b in valid if a != b) < 45


@pytest.mark.parametrize("split", ["file_order", "time", "given"])
def test_texts_that_are_told_are_held_out(split):
    """No other; what copies them is left out, and validates nothing."""
    keys = {"given": {"file": "test.csv"}, "time": "day"}
    table = give(labelled(ham=50, spam=50), range(80, 100), range(10), split=split, **keys)
    assert table.partitions == [Partition(0, 0)]
    assert table.rows(0, "test").tolist() == [*range(80, 100)]
    assert table.rows(0, "").tolist() == [*range(10)]
    assert len(table.rows(0, "valid")) == 10 and len(table.rows(0, "train")) == 60


def test_without_a_split_every_text_trains():
    """And nothing is held out: training texts stand in."""
    table = give(labelled(ham=3, spam=1), split="none")
    assert table.partitions == [Partition(0, 0)] and set(table.roles[0]) == {"train"}


def test_without_a_validation_share_no_text_validates():
    """And none is lost."""
    table = give(labelled(ham=40, spam=40), valid=0.0)
    assert not (table.roles == "valid").any() and (table.roles[0] == "train").sum() == 64


@pytest.mark.parametrize("split", ["folds", "holdout"])
@pytest.mark.parametrize("valid", [0.0, 0.1])
def test_a_class_of_just_enough_texts_is_in_every_part(split, valid):
    """As many as folds, or as parts."""
    few = {"folds": 5, "holdout": 2 + (valid > 0)}[split]
    for seed in range(10):
        texts = labelled(ham=90, spam=few)
        table = give(texts, split=split, valid=valid, test=0.6, seed=seed)
        for partition in range(len(table.partitions)):
            for role in ("train", "valid", "test"):
                rows = table.rows(partition, role)
                assert {table.texts[row].label for row in rows} == {"ham", "spam"}


def test_a_told_split_may_lack_a_class_of_several_but_not_of_two():
    """Held out or for validation; for training it must be there."""
    keys = {"split": "file_order"}
    texts = sorted(labelled(a=30, b=30, c=1), key=lambda text: text.label, reverse=True)
    table = give(texts, range(51, 61), **keys)
    assert {texts[row].label for row in table.rows(0, "test")} == {"a"}
    with pytest.raises(BakeoffError, match=r"training texts of partition 0\.0.*\['c'\]"):
        give(texts, range(51, 61), [0], **keys)
    with pytest.raises(BakeoffError, match=r"held-out texts of partition 0\.0.*\['b'\]"):
        give(texts[1:], range(50, 60), **keys)
