"""What is counted in metrics/data.json."""

import numpy as np

from bakeoff.core.table import Partition, Table
from bakeoff.texts.counts import (
    SHOWN,
    count_conflicts,
    count_groups,
    count_leaks,
    count_partitions,
)
from bakeoff.texts.duplicates import find_copies
from tests.texts.tables import labelled, prepare


def test_groups_are_counted():
    """Those of several texts, those of several labels, and the largest."""
    groups = [0, 1, 0, 0, 2, 2, 3]
    texts = [t._replace(group=g) for t, g in zip(labelled(a=4, b=3), groups, strict=True)]
    assert [text.label for text in texts] == ["a", "a", "b", "a", "b", "a", "b"]
    assert count_groups(texts) == {
        "groups": 4,
        "groups_of_several_texts": 2,
        "groups_of_several_labels": 2,
        "largest_group": 3,
    }


def test_conflicts_are_counted_and_the_first_are_shown():
    """By their rows and labels; no text is written down."""
    texts = labelled(a=40)
    found = count_conflicts(texts, [[row, row + 20] for row in range(15)])
    assert (found["contents"], found["texts"], len(found["examples"])) == (15, 30, SHOWN)
    assert found["examples"][0] == {"rows": [0, 20], "labels": {"a": 2}}


def test_partitions_are_counted_by_role_and_class():
    """Texts that are left out too."""
    roles = np.array([["train", "valid", "test", "", "train"]])
    table = Table(labelled(a=3, b=2), [Partition(0, 0)], roles)
    assert count_partitions(table) == {
        "0.0": {
            "train": {"rows": 2, "labels": {"a": 2}},
            "valid": {"rows": 1, "labels": {"b": 1}},
            "test": {"rows": 1, "labels": {"a": 1}},
            "left_out": {"rows": 1, "labels": {"b": 1}},
        }
    }


def leaks(texts, held_out=None, **keys):
    """Count leaks."""
    copies = find_copies([text.text for text in texts], prepare())
    return count_leaks(texts, copies, prepare(**keys), held_out)


def test_leaks_are_counted_by_way_to_split_kind_and_class():
    """The last 12 of 60 rows copy rows before them: exactly, but for case, or nearly."""
    texts = [t._replace(text=f"unlike {chr(97 + t.row) * 9}") for t in labelled(ham=60)]
    for row, earlier in zip(range(48, 57), range(9), strict=True):
        texts[row] = texts[row]._replace(text=texts[earlier].text, label="spam")
    texts[50] = texts[50]._replace(text=texts[2].text.upper())
    texts[51] = texts[51]._replace(text="call me on 0871 234 567 as soon as you can")
    texts[3] = texts[3]._replace(text="call me on 0900 111 222 as soon as you can")
    found = leaks(texts)["file_order"]
    spam = {"test_rows": 9, "exact": 7, "normalised": 8, "near": 9}
    ham = {"test_rows": 3, "exact": 0, "normalised": 0, "near": 0}
    assert found == spam | {"test_rows": 12, "labels": {"ham": ham, "spam": spam}}


def test_leaks_of_a_random_split_are_counted_on_a_share_of_each_class():
    """As many texts as a fold holds, or as `test` says."""
    texts = labelled(ham=80, spam=20)
    assert leaks(texts)["holdout"]["labels"]["spam"]["test_rows"] == 4
    assert leaks(texts, folds=2)["holdout"]["test_rows"] == 50
    assert leaks(texts, split="holdout", test=0.3)["holdout"]["test_rows"] == 30
    everywhere = [text._replace(text="the same") for text in texts]
    assert leaks(everywhere)["holdout"]["exact"] == 20


def test_leaks_of_what_a_split_is_told_are_counted():
    """Beside the other two."""
    texts, told = labelled(ham=80, spam=20), np.arange(100) < 7
    found = leaks(texts, told, split="time", time="day")
    assert [*found] == ["holdout", "file_order", "time"] and found["time"]["test_rows"] == 7
