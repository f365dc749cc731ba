"""Inspect texts that have a file per class: files, or the members of a zip."""

import zipfile
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.encoding import find_encoding
from bakeoff.inspection.found import Asked, Inspected
from bakeoff.inspection.guess import Guess
from bakeoff.texts.reading.cells import quote


def inspect_lines(files: list[Path], asked: Asked) -> Inspected:
    """Take each file for the texts of a class, named after it."""
    members = {path.name.removesuffix(".gz").rpartition(".")[0] or path.name: "" for path in files}
    if len(members) < len(files):
        raise BakeoffError(
            f"{files[0]}: expected one file per class, of different names, got "
            f"{len(files)} files and {len(members)} names; rename some"
        )
    _expect_no_columns(files[0], asked)
    found = {find_encoding(path, asked.known.language).value: path for path in files}
    encoding = asked.known.encoding or next(iter(sorted(found)))
    if len(found) > 1 and not asked.known.encoding:
        raise BakeoffError(
            f"{files[0]}: expected files of one encoding, got {sorted(found)}; convert them, or "
            "use --encoding"
        )
    return _lines(files, encoding, members)


def inspect_zip(path: Path, asked: Asked) -> Inspected:
    """Take each member of a zip for the texts of a class, named after it."""
    _expect_no_columns(path, asked)
    members = {Path(name).stem: name for name in find_zip_members(path)}
    return _lines([path], asked.known.encoding or "utf-8", members)


def _lines(paths: list[Path], encoding: str, members: dict[str, str]) -> Inspected:
    listed = ", ".join(map(quote, members))
    guesses = [
        Guess("format", "lines", "likely", "a text per line, and a file per class"),
        Guess("label", "the name of the file", "likely", f"{len(members)} classes: {listed:.200}"),
        Guess("encoding", encoding, "likely", "of the lines"),
    ]
    table = {"format": "lines", "text": None, "label": None, "encoding": encoding}
    return Inspected(paths, table, members, guesses)


def _expect_no_columns(path: Path, asked: Asked) -> None:
    for option, value in (
        *(("--text", asked.texts), ("--label", asked.label), ("--group", asked.group)),
        ("--split-column", asked.split_column),
    ):
        if value:
            raise BakeoffError(
                f"{path}: expected a table for {option}, got a file per class, without columns; "
                f"leave {option} out, or name the file of a table"
            )


def find_zip_members(path: Path) -> list[str]:
    """List the members of a zip that are plain text; none of a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            listed = [info for info in archive.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile):
        return []  # `find_form` says what is wrong
    names_of = [info.filename for info in listed if not info.filename.startswith("__MACOSX")]
    if "xl/workbook.xml" in names_of:
        return []
    texts = [name for name in names_of if "readme" not in name.casefold()]
    if len(texts) < 2:
        raise BakeoffError(
            f"{path}: expected a zip of two files or more, one per class, got {names_of!r:.200}; "
            "unpack it, and name the file"
        )
    return texts
