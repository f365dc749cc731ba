"""Columns of files, and what they may be."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection import columns
from bakeoff.inspection.columns import Column, read_columns
from bakeoff.inspection.tables import probe

CSV = {"format": "csv", "encoding": "utf-8", "delimiter": ",", "header": True, "quoting": True}


@pytest.mark.parametrize("label", [lambda n: n % 2, lambda n: n // 100])
def test_labels_are_seen_however_a_file_is_sorted(tmp_path, monkeypatch, label):
    """Rows that alternate, and rows sorted by class."""
    monkeypatch.setattr(columns, "LOOKED_AT", 50)
    path = tmp_path / "table.csv"
    path.write_text("text,label\n" + "".join(f"t{n},{label(n)}\n" for n in range(200)), "utf-8")
    texts, labels = read_columns(path, probe(CSV))
    assert len(texts.cells) == 50 and {*labels.counts} == {"0", "1"}


@pytest.mark.parametrize(
    ("cells", "is_split"),
    [
        (["train", "test"], True),
        (["Train", "Test", "Validation"], True),
        (["train", "valid"], False),
        (["test", "fail"], False),
        (["test"], False),
    ],
)
def test_a_column_of_a_split_is_no_label(cells, is_split):
    """It holds train and test."""
    column = Column("x", cells * 20)
    assert column.is_split == is_split and not (is_split and column.may_be_label)


@pytest.mark.parametrize(
    ("name", "cells", "value"),
    [
        ("is_test", ["0", "1"], "1"),
        ("Test", ["False", "True"], "True"),
        ("isTrain", ["1", "0"], "0"),
        ("training set", ["false", "true"], "false"),
        ("part", ["train", "Test"], "Test"),
        ("part", ["0", "1"], None),
        ("contest", ["0", "1"], None),
        ("is_test", ["0", "1", "2"], None),
        ("is_test", ["true", "True", "false"], None),
        ("is_test", ["1"], None),
    ],
)
def test_the_value_that_marks_test_texts_is_found(name, cells, value):
    """By itself, or by the name of a column of truth values."""
    column = Column(name, cells * 20)
    assert (column.test_value, column.is_split) == (value, value is not None)


@pytest.mark.parametrize(
    ("cells", "has_words"),
    [
        (["a fine film", "poor"], True),
        (["영화10점", "별5개"], True),  # texts of one word
        (["a8f77", "b9c12"], False),
        (["https://example.org/a", "http://example.org/b"], False),
        (["10", "20"], False),
    ],
)
def test_codes_addresses_and_numbers_are_no_words(cells, has_words):
    """Of ASCII; other scripts write digits beside words."""
    assert Column("x", cells).has_words == has_words


def test_lists_and_mappings_are_shown_as_json(tmp_path):
    """Columns that hold them are not read, but do not stop others."""
    path = tmp_path / "table.jsonl"
    path.write_text('{"text": "a", "tags": ["x"], "more": {"y": 1}}\n', "utf-8")
    found = read_columns(path, probe(CSV | {"format": "jsonl"}))
    assert {column.name: column.cells for column in found} == {
        **{"text": ["a"], "tags": ['["x"]'], "more": ['{"y": 1}']}
    }


@pytest.mark.parametrize("header", ["same,same", ","])
def test_columns_without_names_of_their_own_are_refused(tmp_path, header):
    """None of them could be chosen."""
    path = tmp_path / "table.csv"
    path.write_text(f"{header}\ntext,label\n", "utf-8")
    with pytest.raises(BakeoffError, match=r"expected columns with a name each.*--no-header"):
        read_columns(path, probe(CSV))
