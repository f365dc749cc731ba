"""Read the rows of a CSV file of labelled texts, and the slices beside it, as they are."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bakeoff.core.errors import BakeoffError, printable
from bakeoff.texts.settings import Table


@dataclass(frozen=True)
class Rows:
    """The texts, the labels and the other columns, by name, of the rows of a table."""

    texts: list[str]
    labels: list[str]
    columns: dict[str, list[str]]
    ran_over: int  # how many texts were joined from several cells


def read_rows(path: Path, table: Table, others: Sequence[str] = ()) -> Rows:
    """Read a CSV file with a header line.

    Unquoted commas spread a text over unnamed columns at the end of the line; its cells are joined
    again. That needs the column of texts to be the last one with a name.

    Args:
        path: the file.
        table: how it is read.
        others: the names of more columns to read.

    Raises:
        BakeoffError: no such file or column, or two of that name; another encoding; no rows; an
            unclosed quote; a line with too few or too many cells, or whose label is empty or not
            printable.
    """
    lines = _read_cells(path, table.encoding)
    header = [name.strip() for name in next(lines, (1, []))[1]]
    text, label = (_column(path, header, name or "") for name in (table.text, table.label))
    columns = {name: _column(path, header, name) for name in others}
    named = max(column for column, name in enumerate(header) if name) + 1
    shortest = max(text, label, *columns.values()) + 1
    cells_of: dict[str, list[str]] = {name: [] for name in columns}
    texts, labels, ran_over = [], [], 0
    for number, cells in lines:
        rest = cells[named:]
        while rest and not rest[-1]:
            rest.pop()
        if len(cells) < shortest or (rest and text != named - 1):
            raise BakeoffError(
                f"{path}: line {number}: expected {len(header)} cells, got {len(cells)}; "
                "correct or remove the line"
            )
        ran_over += bool(rest)
        texts.append(",".join([cells[text], *rest]))
        labels.append(clean_name(cells[label], f"{path}: line {number}: expected a label"))
        for name, column in columns.items():
            cells_of[name].append(cells[column])
    if not texts:
        raise BakeoffError(f"{path}: expected rows below the header line, got none")
    return Rows(texts, labels, cells_of, ran_over)


def _read_cells(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row that has any, and the number of its first line, from 1."""
    number = 1
    try:
        with path.open(encoding=encoding, newline="") as file:
            if file.read(1) != "\ufeff":  # a byte order mark
                file.seek(0)
            lines = csv.reader(file, strict=True)
            for cells in lines:
                if cells:
                    yield number, cells
                number = lines.line_num + 1
    except OSError as error:
        raise BakeoffError(
            f"{path}: expected a file of labelled texts, got: {error.strerror}; "
            "run the download again, or set `file` of this source"
        ) from None
    except UnicodeError as error:
        found = str(error)
        if isinstance(error, UnicodeDecodeError):
            byte = error.object[error.start]
            found = f"byte {byte:#04x} at {error.start} of a block ({error.reason})"
        raise BakeoffError(
            f"{path}: expected {encoding}, got {found}; set the right `encoding` in prepare.table"
        ) from None
    except csv.Error as error:
        raise BakeoffError(
            f"{path}: line {number}: expected quotes that are closed, and doubled within a cell, "
            f"got, up to line {lines.line_num}: {error}; correct the line"
        ) from None


def _column(path: Path, header: list[str], name: str) -> int:
    if header.count(name) != 1:
        raise BakeoffError(
            f"{path}: expected one column {name!r}, got {header.count(name)} among "
            f"{header[:10]!r:.200}; correct the name of the column, or `encoding` in prepare.table"
        )
    return header.index(name)


def clean_name(cell: str, expected: str) -> str:
    """Fold white space in the name of a class or a slice; refuse what cannot be printed."""
    name = " ".join(cell.split())
    if not name or printable(name) != name:
        raise BakeoffError(
            f"{expected} of printable characters, got {name!r:.60}; correct the line"
        )
    return name


def read_slices(path: Path, rows: int) -> list[str]:
    """Read the slice of each row of a table, "" for none, from CSV with columns row and slice.

    Raises:
        BakeoffError: no such file or columns, not one slice per row, or a name that is not
            printable.
    """
    slices: list[tuple[int, str]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, strict=True)
            if any((lines.fieldnames or []).count(name) != 1 for name in ("row", "slice")):
                raise ValueError(f"columns {lines.fieldnames}")
            for line in lines:
                if None in line or None in line.values():
                    raise ValueError(f"{len(line)} cells in row {line['row']}")
                name = line["slice"] and clean_name(line["slice"], f"{path}: expected a slice")
                slices.append((int(line["row"]), name))
    except (OSError, ValueError, csv.Error) as error:
        raise BakeoffError(
            f"{path}: expected CSV with the columns row and slice, got an error ({error}); "
            "correct the file, or set `slices` in prepare.table to null"
        ) from None
    if sorted(row for row, _ in slices) != list(range(rows)):
        raise BakeoffError(f"{path}: expected one slice for each of {rows} rows, got {len(slices)}")
    return [name for _, name in sorted(slices)]
