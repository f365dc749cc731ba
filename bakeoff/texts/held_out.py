"""The rows that are held out because the publisher, the order of the file or the time says so."""

import math
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.settings import Split
from bakeoff.texts.table import Published

Mask = NDArray[np.bool_]


def find_held_out(published: Published, split: Split) -> Mask | None:
    """Tell for each published row whether it is held out.

    Returns:
        (n,); None where the split draws its held-out texts, or has none.

    Raises:
        BakeoffError: no row or every row is held out; or a time cannot be read.
    """
    count = len(published.texts)
    rows, size = np.arange(count), min(max(round(split.share(count) * count), 1), count - 1)
    if split.split == "file_order":
        return rows >= count - size
    if split.split == "time" and split.time:
        times = read_times(published.columns[split.time], split.time)
        newest_last = sorted(range(count), key=times.__getitem__)
        return np.isin(rows, newest_last[count - size :])
    if split.split == "given" and split.given:
        if split.given.file:
            return rows >= count - published.in_test_file
        return _with_value(published.columns[str(split.given.column)], str(split.given.value))
    return None


def expect_rows_left(split: Split, rows: int) -> None:
    """Check that a number of rows to hold out leaves rows to train on and to validate with.

    Raises:
        BakeoffError: there are too few.
    """
    if split.valid + split.share(rows) >= 1:
        raise BakeoffError(
            f"prepare.test: expected fewer than {(1 - split.valid) * rows:g} of {rows} rows, since "
            f"the others train and a share of {split.valid:g} validates, got {split.test}; lower it"
        )


def expect_some_held_out(held_out: Mask) -> None:
    """Check that held-out texts are left once rare classes are dropped.

    Raises:
        BakeoffError: there are none.
    """
    if not held_out.any():
        raise BakeoffError(
            "prepare.rare: expected held-out texts of the classes of training texts, got none "
            "after those of other classes were dropped; correct the labels of the held-out texts"
        )


def read_times(cells: list[str], column: str) -> list[float]:
    """Read numbers, or dates and times as ISO 8601 writes them; a time without a zone is of UTC.

    Raises:
        BakeoffError: a cell is neither, or some are numbers and some are dates.
    """
    readers = (float, lambda cell: _timestamp(datetime.fromisoformat(cell)))
    farthest, wrong = -1, 0
    for read in readers:
        times: list[float] = []
        for row, cell in enumerate(cells):
            try:
                times.append(read(cell))
                if not math.isfinite(times[-1]):
                    raise ValueError("a number without an order")
            except (ValueError, OverflowError):
                if row > farthest:
                    farthest, wrong = row, row
                break
        else:
            return times
    raise BakeoffError(
        f"prepare.time: expected numbers or dates such as 2024-05-31T18:00 in the column "
        f"{column!r:.60}, got {cells[wrong]!r:.60} in row {wrong}; correct the row, or choose "
        "another column"
    )


def _timestamp(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _with_value(cells: list[str], value: str) -> Mask:
    """Tell which cells have a value."""
    held_out = np.array([cell == value for cell in cells])
    if not held_out.any() or held_out.all():
        others = sorted({*cells} - {value})[:5]
        raise BakeoffError(
            f"prepare.given: expected {value!r:.60} in some rows and other values in others, got "
            f"it in {held_out.sum()} of {len(cells)}, and others such as {others!r:.200}; correct "
            "`column` or `value`"
        )
    return held_out
