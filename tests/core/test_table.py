"""The table that passes texts and their roles from stage to stage."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bakeoff.core.table import ROLES, Partition, Table, Text, load_table, normalise, write_table

ANY = st.text(st.characters(codec="utf-8"))  # no half of a surrogate pair: it has no UTF-8
TEXTS = st.lists(st.builds(Text, st.integers(0), ANY, ANY, st.integers(0, 2**62), ANY), min_size=1)
ODD = [Text(0, "a\rb", "\r", 0, "\n"), Text(1, "\x00", '"', 1, ","), Text(2, "", "", 2, "")]


def table(*roles, texts=()):
    """Lay out partitions, given the first letters of their roles; `-` is left out."""
    names = {"t": "train", "v": "valid", "h": "test", "-": ""}
    filled = texts or [Text(row, f"text {row}", "ham", row, "") for row in range(len(roles[0]))]
    partitions = [Partition(number // 2, number % 2) for number in range(len(roles))]
    return Table(filled, partitions, np.array([[names[r] for r in row] for row in roles], "<U5"))


@given(TEXTS, st.integers(1, 12), st.randoms(use_true_random=False))
@example(ODD, 1, None)
def test_any_table_is_read_as_it_was_written(texts, count, random):
    """Its texts, groups, partitions and roles."""
    pick = random.choice if random else lambda roles: roles[-1]
    roles = np.array([[pick(ROLES) for _ in texts] for _ in range(count)], "<U5")
    written = Table(texts, [Partition(n // 5, n % 5) for n in range(count)], roles)
    with tempfile.TemporaryDirectory() as folder:
        write_table(Path(folder, "texts.csv"), written)
        found = load_table(Path(folder, "texts.csv"))
    assert (found.texts, found.partitions) == (written.texts, written.partitions)
    assert found.roles.dtype == "<U5" and found.roles.tolist() == roles.tolist()


def test_a_text_longer_than_csv_cells_usually_are_is_read(tmp_path):
    """A book in one cell."""
    texts = [Text(0, "word " * 100_000, "ham", 0, "")]
    write_table(tmp_path / "texts.csv", table("t", texts=texts))
    assert load_table(tmp_path / "texts.csv").texts == texts


def test_the_file_has_a_header_and_is_utf_8(tmp_path):
    """So that other programs read it too."""
    write_table(tmp_path / "texts.csv", table("h", "-", texts=[Text(7, "£5, now", "spam", 3, "a")]))
    content = (tmp_path / "texts.csv").read_text(encoding="utf-8")
    assert content.splitlines() == [
        '"row","text","label","group","slice","0.0","0.1"',
        '7,"£5, now","spam",3,"a","test",""',
    ]


def test_rows_are_those_of_a_role_in_a_partition():
    """In the order of the table."""
    found = table("tvht-", "hhvtt")
    assert found.rows(0, "train").tolist() == [0, 3] and found.rows(0, "").tolist() == [4]
    assert found.rows(1, "test").tolist() == [0, 1] and found.rows(1, "valid").tolist() == [2]


def test_training_texts_stand_in_where_nothing_validates_or_is_tested():
    """As `prepare.split: none` says."""
    found = table("tt-")
    assert [found.rows(0, role).tolist() for role in ROLES] == [[0, 1], [0, 1], [0, 1], [2]]


def test_tested_texts_are_those_of_any_partition():
    """Each once."""
    assert table("ht-t", "thtt", "hvtt").tested.tolist() == [0, 1]
    assert table("ht", "th", "ht").repeats == 2


@pytest.mark.parametrize("text", ["Free  ENTRY", "free\nentry", " free\tentry ", "FREE\u2028Entry"])
def test_texts_that_differ_in_case_and_white_space_are_alike(text):
    """Nothing else is folded."""
    assert normalise(text) == "free entry"
    assert normalise("free entry!") != "free entry"
