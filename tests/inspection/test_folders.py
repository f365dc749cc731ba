"""Folders of a file per text, and of test texts."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.files import inspect_files
from bakeoff.inspection.forms import Known
from bakeoff.inspection.found import Asked
from bakeoff.inspection.held_out import inspect_test


@pytest.mark.parametrize("ending", ["", "\n", "\nthe end\nof it\n"])
def test_a_file_per_text_is_to_become_a_table(tmp_path, ending):
    """One of a line with commas looks like CSV, and six per class would be twelve classes."""
    for label in ("neg", "pos"):
        (tmp_path / label).mkdir()
        for n in range(6):
            (tmp_path / label / f"{n}.txt").write_text(f"a {label}, number {n}{ending}", "utf-8")
    expected = r'got folders \("neg", "pos"\) of files that look like one text each; write a CSV'
    with pytest.raises(BakeoffError, match=expected):
        inspect_files([tmp_path], Asked())


def test_tables_in_folders_are_no_texts(tmp_path):
    """Parts of one table, in folders by year, with or without a suffix."""
    for n in range(10):
        path = tmp_path / str(n % 2) / f"part-{n}"
        path.parent.mkdir(exist_ok=True)
        path.write_text("text,label\n" + f"one text,{n % 3}\nanother one,{n % 2}\n" * 3, "utf-8")
    assert len(inspect_files([tmp_path], Asked()).paths) == 10


def test_a_folder_of_test_texts_is_to_become_a_table(tmp_path):
    """A file per class beside one, say."""
    for part in ("train", "test"):
        (tmp_path / part).mkdir()
        for label in ("neg", "pos"):
            (tmp_path / part / f"{label}.txt").write_text(f"a {label}\nof {part}\n", "utf-8")
    found = inspect_files([tmp_path / "train"], Asked())
    with pytest.raises(BakeoffError, match=r"--test: expected a file, got the folder .*; write "):
        inspect_test(tmp_path / "test", found, Known())
