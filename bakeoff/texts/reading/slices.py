"""Read the file that names each row's slice."""

import csv
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.rows import clean_name


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
