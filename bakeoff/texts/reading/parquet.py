"""Parquet."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.cells import Convert, Row, find_columns, to_text
from bakeoff.texts.reading.opening import is_gzip, open_bytes, read_all
from bakeoff.texts.settings import Table


def list_columns(path: Path, table: Table) -> list[str]:
    """Name the columns."""
    from pyarrow.parquet import read_schema

    with open_parquet(path) as file, refuse_others(path):
        return list(read_schema(file).names)


def read(
    path: Path, table: Table, names: Sequence[str], convert: Convert = to_text
) -> Iterator[Row]:
    """Yield the rows, with the cells of some columns.

    Raises:
        BakeoffError: not Parquet; no such column; a value that is no text, number or truth value.
    """
    from pyarrow.parquet import ParquetFile  # takes 0.3 s, and only this format needs it

    number = 0
    with open_parquet(path) as file, refuse_others(path):
        content = ParquetFile(file)
        find_columns(path, content.schema_arrow.names, names)
        for batch in content.iter_batches(columns=list(names)):
            columns: list[list[Any]] = [batch.column(name).to_pylist() for name in names]
            for values in zip(*columns, strict=True):
                number += 1
                place = f"{path}: row {number}"
                yield Row(number, [convert(value, place) for value in values])


def open_parquet(path: Path) -> IO[bytes]:
    """Open a file for a reader that jumps about in it; a gzipped one is inflated in memory."""
    with open_bytes(path):  # the file exists
        return BytesIO(read_all(path)) if is_gzip(path) else path.open("rb")


@contextmanager
def refuse_others(path: Path) -> Iterator[None]:
    """Say in one line that a file is no whole Parquet."""
    from pyarrow import ArrowException

    try:
        yield
    except (ArrowException, ValueError, OSError) as error:
        why = " ".join(str(error).split())
        raise BakeoffError(
            f"{path}: expected Parquet, got: {why:.200}; fetch or make it again, or set the right "
            "`format` in prepare.table"
        ) from None
