"""The first sheet of an Excel workbook (xlsx)."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.cells import Convert, Row, find_columns, name_columns, to_text
from bakeoff.texts.reading.opening import MAX_BYTES, read_all
from bakeoff.texts.settings import Table

DAMAGED = (zipfile.BadZipFile, zlib.error, ParseError, EOFError, KeyError, ValueError, TypeError)


def list_columns(path: Path, table: Table) -> list[str]:
    """Name the columns of the first sheet."""
    return _header(path, table, next(read_values(path), (1, []))[1])


def read(
    path: Path, table: Table, names: Sequence[str], convert: Convert = to_text
) -> Iterator[Row]:
    """Yield the rows, with the cells of some columns; without a header these have numbers, from 1.

    Raises:
        BakeoffError: not xlsx; no such column.
    """
    rows = read_values(path)
    first = next(rows, (1, []))
    places = find_columns(path, _header(path, table, first[1]), names)
    for number, values in rows if table.header else chain([first], rows):
        place = f"{path}: row {number}"
        cells_of = [values[column] if column < len(values) else None for column in places]
        yield Row(number, [convert(value, place) for value in cells_of])


def _header(path: Path, table: Table, values: list[Any]) -> list[str]:
    if not table.header:
        return name_columns(len(values))
    return [(to_text(value, str(path)) or "").strip() for value in values]


def list_sheets(path: Path) -> list[str]:
    """Name the sheets, of which the first is read."""
    with _open_book(path) as book:
        return [sheet.title for sheet in book.worksheets]


def read_values(path: Path) -> Iterator[tuple[int, list[Any]]]:
    """Yield the values of each row that has any, with the row's number, from 1."""
    with _open_book(path) as book:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write wrong ones
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            if any(value is not None for value in values):
                yield number, list(values)


@contextmanager
def _open_book(path: Path) -> Iterator[Any]:
    """Open a workbook; say in one line that a file is none, also while it is read."""
    from openpyxl import load_workbook  # takes 0.3 s, and only this format needs it

    content = BytesIO(read_all(path))
    try:
        with zipfile.ZipFile(content) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_BYTES:
                raise ValueError(f"more than {MAX_BYTES} bytes")
        with warnings.catch_warnings(action="ignore"):  # of styles and the like
            yield load_workbook(content, read_only=True, data_only=True)
    except (*DAMAGED, IndexError) as error:
        raise BakeoffError(
            f"{path}: expected a workbook (xlsx), got: {error!s:.200}; save it again, or set the "
            "right `format` in prepare.table"
        ) from None
