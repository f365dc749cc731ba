"""CSV and its relatives: any delimiter, with or without a header line or quotes."""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.cells import Row, find_columns, name_columns
from bakeoff.texts.reading.opening import open_text
from bakeoff.texts.settings import Table


class UnclosedQuote(BakeoffError):
    """A quote is not closed, or not doubled within a cell."""


def list_columns(path: Path, table: Table) -> list[str]:
    """Name the columns; "" for one without a name."""
    return _header(table, next(read_cells(path, table), (1, []))[1])


def read(path: Path, table: Table, names: Sequence[str]) -> Iterator[Row]:
    """Yield the rows, with the cells of some columns.

    Unquoted delimiters spread a text over unnamed columns at the end of the line; its cells are
    joined again. That needs the column of texts to be the last one with a name. Without a header,
    columns are named by their numbers, from 1, and the first row says how many there are.

    Raises:
        UnclosedQuote: a quote is not closed.
        BakeoffError: no such column; another encoding; too few or too many cells.
    """
    lines = read_cells(path, table)
    first = next(lines, (1, []))
    header = _header(table, first[1])
    places = find_columns(path, header, names)
    last = max(column for column, name in enumerate(header) if name)
    shortest, may_run_over = max(places) + 1, header[last] in table.texts
    for number, cells in lines if table.header else chain([first], lines):
        rest = cells[last + 1 :]
        while rest and not rest[-1]:
            rest.pop()
        if len(cells) < shortest or (rest and not may_run_over):
            raise BakeoffError(
                f"{path}: line {number}: expected {len(header)} cells, got {len(cells)}; "
                "correct or remove the line, or set the right delimiter (prepare.table.delimiter, "
                "or `bakeoff init --delimiter`)"
            )
        if rest:
            cells[last] = table.delimiter.join([cells[last], *rest])
        yield Row(number, [cells[place] for place in places], bool(rest))


def _header(table: Table, cells: list[str]) -> list[str]:
    return [name.strip() for name in cells] if table.header else name_columns(len(cells))


def read_cells(path: Path, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row that has any, and the number of its first line, from 1.

    Excel's line `sep=;`, which names the delimiter, is no row.
    """
    number = 1
    excel = f"sep={table.delimiter}"
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if table.quoting else csv.QUOTE_NONE
    with open_text(path, table.encoding) as file:
        lines = csv.reader(file, delimiter=table.delimiter, quoting=quoting, strict=True)
        try:
            for cells in lines:
                if cells and not (number == 1 and table.delimiter.join(cells) == excel):
                    yield number, cells
                number = lines.line_num + 1
        except csv.Error as error:
            raise UnclosedQuote(
                f"{path}: line {number}: expected quotes that are closed, and doubled within a "
                f"cell, got, up to line {lines.line_num}: {error}; correct the line, or set "
                "`quoting: false` in prepare.table if quotes are part of the texts"
            ) from None
