"""Inspect the files that a user names: one table, several of one form, or one file per class."""

import logging
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection import names
from bakeoff.inspection.columns import Column, list_columns, read_columns
from bakeoff.inspection.encoding import find_encoding
from bakeoff.inspection.forms import Form, Known, find_form
from bakeoff.inspection.guess import Guess
from bakeoff.inspection.roles import choose_label, choose_texts, expect_column
from bakeoff.texts.reading.cells import quote
from bakeoff.texts.settings import Table

SAME = ("format", "delimiter", "header", "quoting", "encoding")  # in all files of a table


@dataclass(frozen=True)
class Asked:
    """What the user says of files and columns."""

    texts: list[str] = field(default_factory=list)
    label: str = ""
    split_column: str = ""
    group: str = ""
    known: Known = field(default_factory=Known)


@dataclass
class Inspected:
    """What files are.

    Attributes:
        paths: of the files to read; of a zip, or one per class, in the order of `members`.
        table: keys of prepare.table, without the names of files.
        members: for lines, class to the name of a member of the zip, or to "" for a file.
        guesses: what was found.
        columns: of the first file; none of lines.
    """

    paths: list[Path]
    table: dict[str, Any]
    members: dict[str, str] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)


def inspect_files(paths: Sequence[Path], asked: Asked) -> Inspected:
    """Find out what files are.

    Raises:
        BakeoffError: a file cannot be read, or it cannot be told what it is; the option that tells
            is named.
    """
    files = list_files(paths)
    if len(files) == 1 and zipfile.is_zipfile(files[0]) and find_zip_members(files[0]):
        return _inspect_zip(files[0], asked)
    forms = [find_form(path, asked.known) for path in files]
    if len(files) > 1 and not _is_one_table(forms):
        return _inspect_lines(files, asked)
    if forms[0].keys["format"] == "lines":
        raise BakeoffError(
            f"{files[0]}: expected a table of texts and labels, got lines without a delimiter; "
            "name one file per class, or use --delimiter"
        )
    return _inspect_table(files, forms, asked)


def list_files(paths: Sequence[Path]) -> list[Path]:
    """List files, and those in a folder."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file())
            files += [file for file in inside if not file.name.startswith((".", "~$"))]
            if not files:
                raise BakeoffError(f"{path}: expected files of labelled texts, got an empty folder")
        elif path.is_file():
            files.append(path)
        else:
            raise BakeoffError(f"{path}: expected a file or a folder, got nothing of that name")
    for file in files if len(files) > 1 else ():
        if names.fold(file.name.partition(".")[0]) in names.TEST:
            others = " ".join(str(other) for other in files if other != file)
            raise BakeoffError(
                f"{file}: its name says that it holds test texts; to hold them out: "
                f"bakeoff init {others:.200} --test {file}"
            )
    return files


def _is_one_table(forms: list[Form]) -> bool:
    """Tell whether files are tables with the same columns, rather than lines of a class each."""
    if any(form.keys["format"] == "lines" for form in forms):
        return False
    headers = [list_columns(form.path, probe(form.keys)) for form in forms]
    return all(header == headers[0] for header in headers) and len(headers[0]) > 1


def probe(keys: dict[str, Any], **more: Any) -> Table:
    """Make settings of a table whose columns do not matter yet."""
    plain: dict[str, Any] = {"file": "-", "text": "-", "label": "-", "members": None}
    plain |= {"positive": None, "mojibake": [], "html": False, "slices": None}
    return Table(**plain | keys | more)


def _inspect_table(files: list[Path], forms: list[Form], asked: Asked) -> Inspected:
    """Find the columns of one table, or of several of one form."""
    first = forms[0]
    encodings = {form.keys["encoding"] for form in forms}
    if encodings - {"utf-8"} and len(encodings) > 1:
        ascii_too = [form for form in forms if form.keys["encoding"] == "utf-8"]
        if len(encodings) > 2 or not all(form.path.read_bytes().isascii() for form in ascii_too):
            raise BakeoffError(
                f"{files[1]}: expected files of one encoding, got {sorted(encodings)}; convert them"
            )
        first = next(form for form in forms if form.keys["encoding"] != "utf-8")
    for form in forms:
        for key in SAME[:-1]:
            if form.keys[key] != first.keys[key]:
                raise BakeoffError(
                    f"{form.path}: expected files of one form, got {key}: {form.keys[key]!r}, and "
                    f"{first.keys[key]!r} of {first.path}; convert one of them"
                )
    columns = _read_columns(first)
    guesses = [*first.guesses]
    label = choose_label(first.path, columns, asked.label, asked.texts)
    texts = choose_texts(first.path, columns, asked.texts, label.value)
    for option, name in (("--split-column", asked.split_column), ("--group", asked.group)):
        if name:
            expect_column(first.path, columns, name, option)
    guesses += [*texts, label, *_find_splits(columns, asked)]
    names_of = [text.value for text in texts]
    keys = first.keys | {"text": names_of if len(names_of) > 1 else names_of[0]}
    return Inspected(files, keys | {"label": label.value}, {}, guesses, columns)


def _read_columns(form: Form) -> list[Column]:
    """Read all columns; take quotes for characters where they are astray further down."""
    try:
        return read_columns(form.path, probe(form.keys))
    except BakeoffError as error:
        if form.keys["format"] != "csv" or "quoting: false" not in str(error):
            raise
        try:
            columns = read_columns(form.path, probe(form.keys, quoting=False))
        except BakeoffError:
            raise error from None
    form.keys["quoting"] = False
    form.guesses.append(Guess("quotes", "part of the texts", "likely", "some are not closed"))
    return columns


def _find_splits(columns: list[Column], asked: Asked) -> list[Guess]:
    """Name a column that says which texts are held out, if it is not used."""
    found = [column.name for column in columns if column.is_split]
    if not found or asked.split_column:
        return []
    why = f"it holds train and test; --split-column {quote(found[0])} keeps that split"
    return [Guess("split", f"column {quote(found[0])}, not used", "unclear", why)]


def _inspect_lines(files: list[Path], asked: Asked) -> Inspected:
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


def _inspect_zip(path: Path, asked: Asked) -> Inspected:
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
    except (OSError, zipfile.BadZipFile) as error:
        logging.debug("%s: %s", path, error)
        return []
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
