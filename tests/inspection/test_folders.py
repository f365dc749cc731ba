"""Folders of a file per text, and of test texts."""

import csv
import io
import re
import shlex
import subprocess
import sys

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.files import inspect_files
from bakeoff.inspection.forms import Known
from bakeoff.inspection.found import Asked
from bakeoff.inspection.held_out import inspect_test


def run_advice(message, folder):
    """Run the command of a message in a folder; give the rows that it writes."""
    found = re.search(r": python (-c .*) > \S+?\.csv[;,] ", message)
    command = [sys.executable, *shlex.split(found[1])]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8")
    return [*csv.reader(io.StringIO(done.stdout))]


def write_files(folder, content):
    """Write six files per class, as content makes them of a class and a number."""
    for label in ("neg", "pos"):
        (folder / label).mkdir(parents=True)
        for n in range(6):
            (folder / label / f"{n}.txt").write_text(content(label, n), "utf-8")


@pytest.mark.parametrize("ending", ["", "\n", "\nthe end\nof it\n"])
def test_a_file_per_text_is_told_how_to_become_a_table(tmp_path, monkeypatch, ending):
    """By a command that keeps the texts; one of a line with commas looks like CSV."""
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path / "our set/train", lambda label, n: f"a {label}, number {n}{ending}")
    with pytest.raises(BakeoffError) as caught:
        inspect_files([tmp_path / "our set/train"], Asked())
    message = str(caught.value)
    assert 'got folders ("neg", "pos") of files that look like one text each' in message
    assert message.endswith(" > train.csv; then: bakeoff init train.csv")
    rows = run_advice(message, tmp_path)
    assert rows[:2] == [["text", "label"], [f"a neg, number 0{ending}", "neg"]] and len(rows) == 13


def test_training_and_test_texts_become_two_tables(tmp_path):
    """The first command is that of the training texts."""
    for part in ("test", "train"):
        write_files(tmp_path / part, lambda label, n: f"a {label} of {n}")
    with pytest.raises(
        BakeoffError, match=r"/train.\).*then: bakeoff init train\.csv --test test\.c"
    ):
        inspect_files([tmp_path], Asked())


def test_tables_in_folders_are_no_texts(tmp_path):
    """Parts of one table, in folders by year, with or without a suffix."""
    for n in range(10):
        path = tmp_path / str(n % 2) / f"part-{n}"
        path.parent.mkdir(exist_ok=True)
        path.write_text("text,label\n" + f"one text,{n % 3}\nanother one,{n % 2}\n" * 3, "utf-8")
    assert len(inspect_files([tmp_path], Asked()).paths) == 10


def test_a_folder_of_test_texts_is_told_how_to_become_a_table(tmp_path):
    """With a file per class, also for the training texts."""
    for part in ("train", "test"):
        (tmp_path / part).mkdir()
        for label in ("neg", "pos"):
            (tmp_path / part / f"{label}.txt").write_text(f"a {label}\nof {part}\n", "utf-8")
    found = inspect_files([tmp_path / "train"], Asked())
    with pytest.raises(BakeoffError) as caught:
        inspect_test(tmp_path / "test", found, Known())
    message = str(caught.value)
    assert message.startswith(f"--test: expected a file, got the folder {tmp_path}/test; write a")
    assert message.endswith("then: bakeoff init train.csv --test test.csv")
    rows = run_advice(message, tmp_path)
    assert rows[1:] == [
        ["a neg", "neg"],
        ["of train", "neg"],
        ["a pos", "pos"],
        ["of train", "pos"],
    ]
