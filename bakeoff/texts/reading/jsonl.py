"""JSON Lines, an object per line; or one JSON array of objects."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.cells import Convert, Row, find_columns, to_text
from bakeoff.texts.reading.opening import MAX_BYTES, open_text
from bakeoff.texts.settings import Table

LOOKED_AT = 1000  # objects that say which keys there are


def list_columns(path: Path, table: Table) -> list[str]:
    """Name the keys of the first objects."""
    return _keys(islice(read_objects(path, table.encoding), LOOKED_AT))


def read(
    path: Path, table: Table, names: Sequence[str], convert: Convert = to_text
) -> Iterator[Row]:
    """Yield the rows, with the values of some keys; an object may lack some of them.

    Raises:
        BakeoffError: no such key among the first objects; not JSON; a value that is no cell.
    """
    objects = read_objects(path, table.encoding)
    first = list(islice(objects, LOOKED_AT))
    find_columns(path, _keys(first), names)
    for number, found in chain(first, objects):
        place = f"{path}: line {number}"
        yield Row(number, [convert(found.get(name), place) for name in names])


def _keys(objects: Iterable[tuple[int, dict[str, Any]]]) -> list[str]:
    return list(dict.fromkeys(key for _, found in objects for key in found))


def read_objects(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects with the numbers of their lines, or of the array's elements, from 1."""
    with open_text(path, encoding) as file:
        start = file.read(1)
        while start.isspace():
            start = file.read(1)
        is_array = start == "["
        file.seek(0)
        values = _read_array(path, file) if is_array else _read_lines(path, file)
        for number, value in values:
            if not isinstance(value, dict):
                raise BakeoffError(
                    f"{path}: line {number}: expected an object such as "
                    f'{{"text": "...", "label": "..."}}, got {json.dumps(value):.60}; '
                    "correct the line"
                )
            yield number, value


def _read_lines(path: Path, file: TextIO) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(file, 1):
        if line := line.strip("\ufeff \t\r\n"):
            yield number, _parse(line, f"{path}: line {number}")


def _read_array(path: Path, file: TextIO) -> Iterator[tuple[int, Any]]:
    text = file.read(MAX_BYTES)
    return enumerate(_parse(text.lstrip("\ufeff"), str(path)), 1)


def _parse(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BakeoffError(
            f"{place}: expected JSON, an object per line, got {text[:40]!r}: {error}; correct it, "
            "or set the right `format` in prepare.table"
        ) from None
