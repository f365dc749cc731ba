"""What a format's reader yields, how columns are found, and cells that are no text as text."""

import difflib
import json
import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from bakeoff.core.errors import BakeoffError

Convert = Callable[[Any, str], str | None]  # a value and its place to text


class Row(NamedTuple):
    """A row of a file.

    Attributes:
        number: of its first line, or of the row, from 1.
        cells: of the columns that were asked for, in their order; None: there is no value.
        ran_over: whether a text was joined from several cells.
    """

    number: int
    cells: list[str | None]
    ran_over: bool = False


def find_columns(path: Path, header: Sequence[str], names: Sequence[str]) -> list[int]:
    """Give the place of each column.

    Raises:
        BakeoffError: there is no column of a name, or several; those that there are are listed.
    """
    for name in names:
        if header.count(name) != 1:
            count = header.count(name) or "none"
            listed = ", ".join(quote(found) for found in header[:20] if found) or "none"
            close = difflib.get_close_matches(name, header, 1)
            advice = f"use {quote(close[0])}, or" if close and close != [name] else "set"
            raise BakeoffError(
                f"{path}: expected one column {quote(name)}, got {count}; there are "
                f"{listed:.300}; {advice} the right name, delimiter, header or encoding "
                "(prepare.table, or options of `bakeoff init`)"
            )
    return [header.index(name) for name in names]


def name_columns(count: int) -> list[str]:
    """Name the columns of a file without a header: 1, 2, ..."""
    return [str(number) for number in range(1, count + 1)]


def quote(name: str) -> str:
    """Quote a name of the user's, cut to a length that a line can hold."""
    return f'"{name:.60}"'


def to_text(value: Any, place: str) -> str | None:
    """Write a value as a person would: 1, 0.5, true, 2024-05-31; None for none.

    Args:
        value: of a cell. A whole number that is a float keeps its `.0`; see `prepare.labels`.
        place: of the value, for the message.

    Raises:
        BakeoffError: the value is a list, a mapping or bytes.
    """
    match value:
        case str() | None:
            return value
        case bool():
            return "true" if value else "false"
        case float() if math.isnan(value):
            return None
        case int() | float() | Decimal():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
    raise BakeoffError(
        f"{place}: expected a text, a number or a truth value, got a {type(value).__name__} "
        f"{json.dumps(value, default=str, ensure_ascii=False):.60}; write one value per cell"
    )
