"""The columns of files of texts, and what each of them may be."""

import json
import random
import re
import statistics
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection import names
from bakeoff.texts.labels import SeveralLabels, find_several_labels
from bakeoff.texts.reading import delimited, jsonl, parquet, xlsx
from bakeoff.texts.reading.cells import to_text
from bakeoff.texts.settings import Table

READERS = {"csv": delimited, "jsonl": jsonl, "parquet": parquet, "xlsx": xlsx}
DATE = re.compile(r"\d{4}[-/.]\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
TRUTH = ({"0", "1"}, {"false", "true"})
LOOKED_AT = 20_000  # rows, drawn: files are sorted by class, or alternate
LONGEST_LABEL = 60  # characters, on average


@dataclass(frozen=True)
class Column:
    """A column: its name, and the cells of rows that are drawn from the file."""

    name: str
    cells: list[str]

    @cached_property
    def counts(self) -> Counter[str]:
        """Count the cells that hold something."""
        return Counter(cell.strip() for cell in self.cells if cell.strip())

    @cached_property
    def length(self) -> float:
        """Give the mean number of characters."""
        return statistics.fmean(map(len, self.cells)) if self.cells else 0.0

    @property
    def distinct(self) -> float:
        """Give the share of cells that differ."""
        return len(self.counts) / max(self.counts.total(), 1)

    @property
    def has_words(self) -> bool:
        """Tell whether most cells hold letters and are no addresses, codes or dates."""
        worded = [cell for cell in self.counts if any(c.isalpha() for c in cell)]
        odd = sum(
            ("://" in cell or (any(c.isdigit() for c in cell) and " " not in cell))
            and cell.isascii()
            for cell in worded
        )
        return len(worded) > 0.5 * len(self.counts) and odd < 0.5 * len(worded)

    @property
    def is_split(self) -> bool:
        """Tell whether cells say what is training and what is test."""
        return self.test_value is not None

    @property
    def test_value(self) -> str | None:
        """Give the value of test texts, such as test, or 1 in a column is_test; None if none is."""
        values = {value.casefold(): value for value in self.counts}
        if values.keys() <= {*names.TEST, *names.OTHER} and len(values) > 1:
            return next((value for value in self.counts if value.casefold() in names.TEST), None)
        if len(self.counts) != 2 or {*values} not in TRUTH:
            return None
        no, yes = sorted(self.counts, key=str.casefold)
        if names.is_of_test(self.name):
            return yes
        return no if names.is_of_training(self.name) else None

    @property
    def is_date(self) -> bool:
        """Tell whether all cells are dates."""
        return bool(self.counts) and all(map(DATE.match, self.counts))

    @property
    def may_be_label(self) -> bool:
        """Tell whether few values repeat, and are short."""
        repeated = 2 <= len(self.counts) <= max(2, self.counts.total() / 2)
        odd = self.is_split or self.is_date
        return repeated and self.length <= LONGEST_LABEL and not odd

    @cached_property
    def several(self) -> SeveralLabels | None:
        """Tell whether cells hold several labels each."""
        return find_several_labels(self.counts.elements())


def list_columns(path: Path, table: Table) -> list[str]:
    """Name the columns of a file that have names."""
    return [name for name in READERS[table.format].list_columns(path, table) if name]


def list_nameless(path: Path, table: Table) -> list[int]:
    """Give the places, from 1, of the columns of a file that have no name."""
    listed = READERS[table.format].list_columns(path, table)
    return [place for place, name in enumerate(listed, 1) if not name]


def read_columns(path: Path, table: Table) -> list[Column]:
    """Read all columns that have a name of their own.

    Raises:
        BakeoffError: as the readers of the formats, or no column has a name of its own.
    """
    listed = list_columns(path, table)
    header = [name for name in listed if listed.count(name) == 1]
    if not header:
        raise BakeoffError(
            f"{path}: expected columns with a name each, got {listed[:10]!r:.200}; name them "
            "differently, or use --no-header if the first row is a text"
        )
    extra: dict[str, Any] = {} if table.format == "csv" else {"convert": show}
    last = table.model_copy(update={"text": header[-1:]})  # where texts may run over
    rows = [row.cells for row in READERS[table.format].read(path, last, header, **extra)]
    if not rows:
        raise BakeoffError(f"{path}: expected rows of texts and labels, got none")
    if len(rows) > LOOKED_AT:
        chosen = random.Random(1).sample(range(len(rows)), LOOKED_AT)
        rows = [rows[place] for place in sorted(chosen)]
    return [Column(name, [row[place] or "" for row in rows]) for place, name in enumerate(header)]


def show(value: Any, place: str) -> str | None:
    """Write a value as text; a list or a mapping as JSON."""
    if isinstance(value, list | dict | bytes):
        return json.dumps(value, ensure_ascii=False, default=str)
    return to_text(value, place)
