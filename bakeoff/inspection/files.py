"""Inspect the files that a user names: one table, several of one form, or one file per class."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.core.names import did_you_mean
from bakeoff.inspection import names
from bakeoff.inspection.folders import expect_no_file_per_text
from bakeoff.inspection.forms import find_form
from bakeoff.inspection.found import Asked, Inspected
from bakeoff.inspection.lines import find_zip_members, inspect_lines, inspect_zip
from bakeoff.inspection.several import is_one_table
from bakeoff.inspection.tables import inspect_table


def inspect_files(paths: Sequence[Path], asked: Asked) -> Inspected:
    """Find out what files are.

    Args:
        paths: of files, or of folders, whose files are taken.
        asked: what the user says of files and columns; what is empty is guessed.

    Returns:
        How the files are read, which columns are the text and the label, and how sure that is.

    Raises:
        BakeoffError: a file cannot be read, or it cannot be told what it is; the option that tells
            is named.
    """
    files = list_files(paths)
    if len(files) == 1 and zipfile.is_zipfile(files[0]) and find_zip_members(files[0]):
        return inspect_zip(files[0], asked)
    expect_no_file_per_text(files)
    forms = [find_form(path, asked.known) for path in files]
    if len(files) > 1 and not is_one_table(forms):
        return inspect_lines(files, asked)
    if forms[0].keys["format"] == "lines":
        raise BakeoffError(
            f"{files[0]}: expected a table of texts and labels, got lines without a delimiter; "
            "name one file per class, or use --delimiter"
        )
    return inspect_table(files, forms, asked)


def list_files(paths: Sequence[Path]) -> list[Path]:
    """List files, and those in a folder."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file())
            found = [file for file in inside if not file.name.startswith((".", "~$"))]
            if not found:
                raise BakeoffError(
                    f"{path}: expected files of labelled texts, got an empty folder; name another"
                )
            files += found
        elif path.is_file():
            files.append(path)
        else:
            beside = [other.name for other in path.parent.glob("*")]
            close = did_you_mean(path.name, beside) or "; correct the path"
            raise BakeoffError(f"{path}: no such file or folder{close}")
    resolved = [file.resolve() for file in files]
    for file in files:
        if resolved.count(file.resolve()) > 1:
            raise BakeoffError(f"{file}: expected each file once, got it twice; leave one out")
    for file in files if len(files) > 1 else ():
        if names.fold(file.name.partition(".")[0]) in names.TEST:
            others = " ".join(str(other) for other in files if other != file)
            raise BakeoffError(
                f"{file}: its name says that it holds test texts; to hold them out: "
                f"bakeoff init {others:.200} --test {file}"
            )
    return files
