"""Inspect a table, or several of one form."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection import names
from bakeoff.inspection.columns import Column, list_columns, list_nameless, read_columns
from bakeoff.inspection.forms import Form
from bakeoff.inspection.found import Asked, Inspected
from bakeoff.inspection.guess import Guess
from bakeoff.inspection.roles import choose_label, choose_texts, expect_column
from bakeoff.texts.reading.cells import quote
from bakeoff.texts.reading.delimited import UnclosedQuote
from bakeoff.texts.settings import Table

SAME = ("format", "delimiter", "header", "quoting")  # in all files of a table


def probe(keys: dict[str, Any], **more: Any) -> Table:
    """Make settings of a table whose columns do not matter yet."""
    plain: dict[str, Any] = {"file": "-", "text": "-", "label": "-", "members": None}
    plain |= {"positive": None, "mojibake": [], "html": False, "slices": None, "unlabelled": []}
    return Table(**plain | keys | more)


def inspect_table(files: list[Path], forms: list[Form], asked: Asked) -> Inspected:
    """Find the columns of one table, or of several of one form."""
    first = _expect_one_form(forms)
    with sheets_named(first):
        return _inspect_table(files, first, asked)


@contextmanager
def sheets_named(form: Form) -> Iterator[None]:
    """Name the sheets of a workbook in the errors of a block."""
    try:
        yield
    except BakeoffError as error:
        sheets = "".join(f"; sheet: {guess.why}" for guess in form.guesses if guess.name == "sheet")
        raise BakeoffError(*(f"{line}{sheets}" for line in error.lines)) from None


@contextmanager
def _nameless_told(form: Form) -> Iterator[None]:
    """Say in the errors of a block which columns have no name."""
    try:
        yield
    except BakeoffError as error:
        places = list_nameless(form.path, probe(form.keys))
        listed, told = ", ".join(map(str, places)), ""
        if len(places) == 1:
            told = f"; column {listed} has no name and cannot be chosen: name it in the first row"
        elif places:
            told = f"; columns {listed:.60} have no names and cannot be chosen: name them"
        raise BakeoffError(*(f"{line}{told}" for line in error.lines)) from None


def _inspect_table(files: list[Path], first: Form, asked: Asked) -> Inspected:
    _expect_names_once(first, asked)
    columns = _read_columns(first)
    guesses = [*first.guesses]
    is_csv = first.keys["format"] == "csv"
    with _nameless_told(first):
        label = choose_label(first.path, columns, asked.label, asked.texts, is_csv=is_csv)
        texts = choose_texts(first.path, columns, asked.texts, label.value)
    for option, name in (("--split-column", asked.split_column), ("--group", asked.group)):
        if name:
            expect_column(first.path, columns, name, option)
    _expect_group_apart(asked.group, label.value, [text.value for text in texts])
    guesses += [*texts, label, *_find_splits(columns, asked)]
    names_of = [text.value for text in texts]
    keys = first.keys | {"text": names_of if len(names_of) > 1 else names_of[0]}
    return Inspected(files, keys | {"label": label.value}, {}, guesses, columns)


def _expect_group_apart(group: str, label: str, texts: list[str]) -> None:
    """Check that the column of groups is neither that of labels nor one of texts."""
    if group in (label, *texts):
        role = "the column of labels" if group == label else "a column of texts"
        raise BakeoffError(f"--group: {quote(group)} is {role}; name another")


def _expect_one_form(forms: list[Form]) -> Form:
    """Check that files are written alike; give one that is not ASCII, if there is any."""
    other = [form for form in forms if not form.is_ascii]
    first = (other or forms)[0]
    for form in forms:
        expect_same_form(form, first.keys, first.path)
    return first


def expect_same_form(form: Form, keys: dict[str, Any], path: Path) -> None:
    """Check that a file is written as another one is, which has some keys.

    Raises:
        BakeoffError: the key that differs.
    """
    for key in (*SAME, *(() if form.is_ascii else ("encoding",))):
        if form.keys[key] != keys.get(key, form.keys[key]):
            raise BakeoffError(
                f"{form.path}: expected files of one form, got {key}: {form.keys[key]!r}, and "
                f"{keys[key]!r} of {path}; convert one of them"
            )


def _expect_names_once(form: Form, asked: Asked) -> None:
    """Check that no column that may be the text or the label has the name of another one."""
    listed = list_columns(form.path, probe(form.keys))
    for name in listed:
        is_text = name in asked.texts if asked.texts else names.is_text(name)
        is_label = name == asked.label if asked.label else names.is_label(name)
        if listed.count(name) > 1 and (is_text or is_label):
            raise BakeoffError(
                f"{form.path}: expected one column {quote(name)}, got {listed.count(name)} of that "
                "name; rename or remove all but one"
            )


def _read_columns(form: Form) -> list[Column]:
    """Read all columns; take quotes for characters where they are astray further down."""
    try:
        return read_columns(form.path, probe(form.keys))
    except UnclosedQuote as error:
        try:
            columns = read_columns(form.path, probe(form.keys, quoting=False))
        except BakeoffError:
            raise error from None
    form.keys["quoting"] = False
    form.guesses.append(Guess("quotes", "part of the texts", "likely", "some are not closed"))
    return columns


def _find_splits(columns: list[Column], asked: Asked) -> list[Guess]:
    """Name a column that says which texts are held out, if it is not used."""
    found = [column for column in columns if column.is_split and column.name != asked.label]
    if not found or asked.split_column:
        return []
    name, value = quote(found[0].name), quote(found[0].test_value or "")
    why = f"{value} marks test texts; --split-column {name} holds them out"
    return [Guess("split", f"column {name}, not used", "unclear", why)]
