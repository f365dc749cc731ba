"""Inspect a file of test texts, which is read by the keys of the files to train on."""

from dataclasses import replace
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.columns import list_columns
from bakeoff.inspection.forms import Form, Known, find_form
from bakeoff.inspection.found import Inspected
from bakeoff.inspection.tables import expect_same_form, probe
from bakeoff.texts.reading.cells import quote


def inspect_test(path: Path, found: Inspected, known: Known) -> None:
    """Check that test texts are in another file than those to train on, written alike.

    Args:
        path: of the test texts.
        found: what the files to train on are.
        known: what the user says of all files.

    Raises:
        BakeoffError: it is a folder or one of the files to train on, has another form, or lacks a
            column of theirs.
    """
    if path.resolve() in {other.resolve() for other in found.paths}:
        raise BakeoffError(
            f"--test: expected another file than those to train on, got {path}; for the last rows "
            "of a file use --test-rows"
        )
    if path.is_dir():
        raise BakeoffError(
            f"--test: expected a file, got the folder {path}; write its texts and their labels to "
            "a CSV, and those to train on to another with the same columns"
        )
    form = _find_form(path, found, known)
    expect_same_form(form, found.table, found.paths[0])
    if found.columns:
        _expect_columns(form, found)


def _find_form(path: Path, found: Inspected, known: Known) -> Form:
    """Find the form of the file; of one column, it is that of the other files."""
    try:
        return find_form(path, known)
    except BakeoffError:
        if known.delimiter or found.table["format"] != "csv" or not path.is_file():
            raise
        return find_form(path, replace(known, delimiter=found.table["delimiter"]))


def _expect_columns(form: Form, found: Inspected) -> None:
    """Check that the file has the columns of texts and labels."""
    listed, texts = list_columns(form.path, probe(form.keys)), found.table["text"]
    needed = [*([texts] if isinstance(texts, str) else texts), found.table["label"]]
    if missing := [name for name in needed if listed.count(name) != 1]:
        columns = ", ".join(map(quote, listed[:20])) or "none"
        raise BakeoffError(
            f"--test: expected the column {quote(missing[0])} of {found.paths[0]} in {form.path}, "
            f"got {columns:.300}; rename its columns, or name those that both files have with "
            "--text and --label"
        )
