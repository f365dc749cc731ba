"""Inspect texts that have a file per class: files, or the members of a zip."""

import re
import zipfile
from functools import partial
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.encoding import find_encoding, find_encoding_of
from bakeoff.inspection.found import Asked, Inspected
from bakeoff.inspection.guess import Guess
from bakeoff.texts.reading.cells import quote

SEPARATOR = re.compile(r"([._\-/])")


def inspect_lines(files: list[Path], asked: Asked) -> Inspected:
    """Take each file for the texts of a class, named after it."""
    members = dict.fromkeys(name_classes([path.name.removesuffix(".gz") for path in files]), "")
    if len(members) < len(files):
        raise BakeoffError(
            f"{files[0]}: expected one file per class, of different names, got "
            f"{len(files)} files and {len(members)} names; rename some"
        )
    _expect_no_columns(files[0], asked)
    language = asked.known.language
    found = [find_encoding(path, language) for path in files]
    return _lines(files, _choose_encoding(files[0], found, asked), members)


def inspect_zip(path: Path, asked: Asked) -> Inspected:
    """Take each member of a zip for the texts of a class, named after it."""
    _expect_no_columns(path, asked)
    listed = find_zip_members(path)
    with zipfile.ZipFile(path) as archive:
        found = [
            find_encoding_of(partial(archive.open, name), asked.known.language) for name in listed
        ]
    members = dict(zip(name_classes(listed), listed, strict=True))
    return _lines([path], _choose_encoding(path, found, asked), members)


def name_classes(files: list[str]) -> list[str]:
    """Name the classes of files by what differs in their names, between . _ - and /."""
    parts = [SEPARATOR.split(name) for name in files]
    first = last = 0
    while all(len(part) > first + 1 for part in parts) and len({p[first] for p in parts}) == 1:
        first += 1
    while (
        all(len(part) > first + last + 1 for part in parts)
        and len({part[-1 - last] for part in parts}) == 1
    ):
        last += 1
    cores = ["".join(part[first : len(part) - last]).strip("._-/") for part in parts]
    return cores if all(cores) else files


def _choose_encoding(path: Path, found: list[Guess], asked: Asked) -> Guess:
    """Choose one encoding for all files; UTF-8 may be ASCII, which any of the others can read."""
    others = {guess.value: guess for guess in found if guess.value != "utf-8"}
    if asked.known.encoding:
        return Guess("encoding", asked.known.encoding, "sure", "given")
    if len(others) > 1:
        raise BakeoffError(
            f"{path}: expected files of one encoding, got {sorted(others)}; convert them, or use "
            "--encoding"
        )
    return next(iter(others.values()), Guess("encoding", "utf-8", "likely", "of the lines"))


def _lines(paths: list[Path], encoding: Guess, members: dict[str, str]) -> Inspected:
    listed = ", ".join(map(quote, members))
    guesses = [
        Guess("format", "lines", "likely", "a text per line, and a file per class"),
        Guess("label", "the name of the file", "likely", f"{len(members)} classes: {listed:.200}"),
        encoding,
    ]
    table = {"format": "lines", "text": None, "label": None, "encoding": encoding.value}
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
