"""Read the rows of labelled texts, whatever their format, and the slices beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bakeoff.core.errors import BakeoffError, printable
from bakeoff.texts.reading import delimited, jsonl, lines, parquet, xlsx
from bakeoff.texts.settings import Table

READERS = {"csv": delimited.read, "jsonl": jsonl.read, "parquet": parquet.read, "xlsx": xlsx.read}
COUNTED_IN = {"csv": "line", "jsonl": "line"}  # what numbers count; other formats have rows


@dataclass
class Rows:
    """The texts, the labels and the other columns, by name, of the rows of some files."""

    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    ran_over: int = 0  # how many texts were joined from several cells
    unlabelled: int = 0  # how many rows were left out, because they have no label


def read_rows(
    folder: Path, table: Table, others: Sequence[str] = (), files: Sequence[str] | None = None
) -> Rows:
    """Read the rows of files, one file after the other.

    Args:
        folder: that the files are in.
        table: how they are read.
        others: the names of more columns to read.
        files: their paths in the folder; those of `table` by default.

    Raises:
        BakeoffError: as the readers of the formats; no rows; or a label that is empty or not
            printable.
    """
    rows = Rows(columns={name: [] for name in others})
    paths = [folder / file for file in (table.files if files is None else files)]
    for path in paths or [folder]:
        before = len(rows.texts)
        if table.format == "lines":
            _add_lines(rows, path, table)
        else:
            _add_rows(rows, path, table)
        if len(rows.texts) == before:
            raise BakeoffError(
                f"{path}: expected rows of labelled texts, got none; name another file in "
                "prepare.table"
            )
    return rows


def _add_rows(rows: Rows, path: Path, table: Table) -> None:
    """Add the rows of a table."""
    names = [*table.texts, str(table.label), *rows.columns]
    several, unit = len(table.texts), COUNTED_IN.get(table.format, "row")
    clean: dict[str | None, str] = {}  # what labels are written as
    others, without = list(rows.columns.values()), []
    for number, cells, ran_over in READERS[table.format](path, table, names):
        label = cells[several]
        if label not in clean:
            expected = f"{path}: {unit} {number}: expected a label"
            clean[label] = clean_name(label, expected) if label and label.strip() else ""
        if clean[label] in table.unlabelled:
            rows.unlabelled += 1
            continue
        if not clean[label]:
            without.append(number)
        rows.labels.append(clean[label])
        parts = cells[:several]
        rows.texts.append((parts[0] or "") if several == 1 else " ".join(filter(None, parts)))
        rows.ran_over += ran_over
        for column, cell in zip(others, cells[several + 1 :], strict=True):
            column.append(cell or "")
    if without:
        raise BakeoffError(
            f"{path}: expected a label in each row, got none in {len(without)} rows, the first in "
            f'{unit} {without[0]}; write their labels, or add "" to prepare.table.unlabelled, '
            "which leaves such rows out"
        )


def _add_lines(rows: Rows, path: Path, table: Table) -> None:
    """Add the texts of files that have one per line."""
    if rows.columns:
        raise BakeoffError(
            f"{path}: expected no columns of one file per class, got {sorted(rows.columns)!r:.60}; "
            "leave `group`, `time` and the column of `given` empty"
        )
    for label, text in lines.read(path, table):
        rows.labels.append(clean_name(label, f"{path}: prepare.table.members: expected a class"))
        rows.texts.append(text)


def clean_name(cell: str, expected: str) -> str:
    """Fold white space in the name of a class or a slice; refuse what cannot be printed."""
    name = " ".join(cell.split())
    if not name or printable(name) != name:
        raise BakeoffError(
            f"{expected} of printable characters, got {name!r:.60}; correct the line"
        )
    return name
