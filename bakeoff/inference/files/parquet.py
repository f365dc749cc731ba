"""Parquet, by row groups."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import whole_file
from bakeoff.inference.files.form import BATCH, Answers, Batch, Broken


@contextmanager
def refuse_damaged(file: str) -> Iterator[None]:
    """Say in one line that a file is not whole Parquet."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:  # OSError: damaged data
        why = " ".join(str(error).split())
        raise BakeoffError(
            f"{file}: expected whole Parquet, got: {why:.200}; make it again"
        ) from None


class Parquet:
    """Reads Parquet.

    Args:
        source: a file or its path.
        broken: where rows without a text are reported.
    """

    def __init__(self, source: Any, broken: Broken) -> None:
        self.broken = broken
        with refuse_damaged(broken.file):
            self.file = pq.ParquetFile(source)
        self.columns = self.file.schema_arrow.names

    def batches(self, text: list[str]) -> Iterator[Batch]:
        """Read the rows; one whose text is null is reported."""
        start = 1
        parts = self.file.iter_batches(BATCH)
        while (part := self._next(parts)) is not None:
            columns = [self._texts(part, name) for name in text]
            whole = [None not in cells for cells in zip(*columns, strict=True)]
            for row in (row for row, is_whole in enumerate(whole) if not is_whole):
                self.broken.add(f"row {start + row}", f"expected a text in {text}, got null")
            texts = [" ".join(cells) for cells in zip(*columns, strict=True) if None not in cells]
            yield Batch(part.filter(pa.array(whole)), texts)
            start += len(part)

    def _next(self, parts: Iterator[pa.RecordBatch]) -> pa.RecordBatch | None:
        with refuse_damaged(self.broken.file):
            return next(parts, None)

    def _texts(self, part: pa.RecordBatch, name: str) -> list[str | None]:
        """Give the cells of a column, which must be strings."""
        column = part.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            raise BakeoffError(
                f"{self.broken.file}: column {name!r}: expected texts, got {column.type}; "
                "name another with --text"
            )
        texts: list[str | None] = column.to_pylist()
        return texts

    @contextmanager
    def writer(self, target: Path | None, added: list[str]) -> Iterator["ParquetWriter"]:
        """Write rows with the same columns and types."""
        if target is None:
            raise BakeoffError(f"{self.broken.file}: Parquet is binary; name a file with --output")
        types = [pa.string(), *[pa.float32()] * (len(added) - 1)]
        schema = self.file.schema_arrow
        for name, kind in zip(added, types, strict=True):
            schema = schema.append(pa.field(name, kind))
        with whole_file(target) as temporary, pq.ParquetWriter(temporary, schema) as file:
            yield ParquetWriter(file, schema)


class ParquetWriter:
    """Writes Parquet."""

    def __init__(self, file: pq.ParquetWriter, schema: pa.Schema) -> None:
        self.file, self.schema = file, schema

    def write(self, batch: Batch, answers: Answers) -> None:
        """Append rows."""
        answered = [pa.array(answers.labels, pa.string())]
        answered += [pa.array(column) for column in answers.probabilities.T]
        columns = [*batch.rows.columns, *answered]
        self.file.write_batch(pa.RecordBatch.from_arrays(columns, schema=self.schema))
