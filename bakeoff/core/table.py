"""The table of labelled texts, and the role of each text in each partition."""

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.files import output

csv.field_size_limit(2**31 - 1)  # characters per cell; a book exceeds the default of 128 KiB

Role = Literal["train", "valid", "test", ""]
ROLES: tuple[Role, ...] = ("train", "valid", "test", "")  # "": left out
Rows = NDArray[np.int64]


def normalise(text: str) -> str:
    """Fold case and white space, so that texts that differ in nothing else become equal."""
    return " ".join(text.casefold().split())


class Text(NamedTuple):
    """A labelled text."""

    row: int  # of the published file, from 0
    text: str
    label: str
    group: int  # texts of one group stay on one side of every split
    slice: str  # "" where the data has no slices


class Partition(NamedTuple):
    """A fold of a repeat, both from 0; splits with one set of held-out rows have (0, 0)."""

    repeat: int
    fold: int

    @property
    def name(self) -> str:
        """Name the column of the table, such as `0.3`."""
        return f"{self.repeat}.{self.fold}"

    @classmethod
    def named(cls, name: str) -> Self:
        """Give the partition of a column."""
        repeat, fold = name.split(".")
        return cls(int(repeat), int(fold))


@dataclass(frozen=True)
class Table:
    """All n texts that are kept, numbered from 0 in this order.

    Attributes:
        texts: in the order of the published file.
        partitions: in the order of their repeats and folds.
        roles: (partitions, n) of `ROLES`.
    """

    texts: list[Text]
    partitions: list[Partition]
    roles: NDArray[np.str_]

    @property
    def groups(self) -> Rows:
        """Give the group of each text, (n,)."""
        return np.array([text.group for text in self.texts], np.int64)

    @property
    def repeats(self) -> int:
        """Count the repeats."""
        return 1 + max(partition.repeat for partition in self.partitions)

    @property
    def tested(self) -> Rows:
        """Give the texts that are tested in some partition; under `folds` these are all."""
        rows = [self.rows(partition, "test") for partition in range(len(self.partitions))]
        return np.unique(np.concatenate(rows))

    def rows(self, partition: int, role: Role) -> Rows:
        """Give the texts of a role, in order.

        Where a partition validates or tests no text, its training texts stand in: with
        `prepare.valid: 0`, or with `prepare.split: none`.

        Args:
            partition: a number of `partitions`.
            role: of the texts.
        """
        rows = np.flatnonzero(self.roles[partition] == role)
        if not len(rows) and role in ("valid", "test"):
            return np.flatnonzero(self.roles[partition] == "train")
        return rows


def write_table(path: Path, table: Table) -> None:
    """Write a table as CSV (UTF-8): row, text, label, group, slice, and a column per partition.

    All texts are quoted: before Python 3.13, a lone carriage return would not be. Many rows have
    the same roles, which are quoted once.
    """
    names = [*Text._fields, *(partition.name for partition in table.partitions)]
    codes = sum((table.roles == role) * np.uint8(code) for code, role in enumerate(ROLES))
    columns = np.ascontiguousarray(codes.T)
    quoted: dict[bytes, str] = {}
    with output(path), path.open("w", encoding="utf-8", newline="") as file:
        file.write(_quote(names) + "\n")
        for text, row in zip(table.texts, columns, strict=True):
            key = row.tobytes()
            if key not in quoted:
                quoted[key] = _quote([ROLES[code] for code in key])
            contents = _quote([text.text, text.label])
            file.write(f"{text.row},{contents},{text.group},{_quote([text.slice])},{quoted[key]}\n")


def _quote(cells: Sequence[str]) -> str:
    """Write cells of CSV."""
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def load_table(path: Path) -> Table:
    """Read what `write_table` wrote."""
    width, texts = len(Text._fields), []
    number: dict[tuple[str, ...], int] = {}  # of the roles that a row has
    numbers = []
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        partitions = [Partition.named(name) for name in next(lines)[width:]]
        for row, text, label, group, part, *roles in lines:
            texts.append(Text(int(row), text, sys.intern(label), int(group), sys.intern(part)))
            numbers.append(number.setdefault(tuple(roles), len(number)))
    distinct = np.array([*number], "<U5").reshape(-1, len(partitions))
    return Table(texts, partitions, distinct[np.array(numbers, np.int64)].T)
