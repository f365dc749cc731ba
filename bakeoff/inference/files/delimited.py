"""CSV: cells between commas, semicolons, tabs or bars, as spreadsheets write them."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from bakeoff.core.errors import BakeoffError
from bakeoff.inference.batches import in_batches
from bakeoff.inference.files.form import BATCH, Answers, Batch, Broken, expect_text, is_decoded
from bakeoff.inference.files.streams import write_text

DELIMITERS = ",;\t|"
EXCEL = re.compile(r"sep=(.)\r?\n?")  # its own first line
LONGEST = 2**22  # characters of a row of several lines; beyond, a quote is not closed
csv.field_size_limit(2**31 - 1)


class Unclosed(Exception):
    """A quote is open at the end of the file, or after too many lines."""


class RewindableLines:
    """The lines of a file, of which those of one row can be given back."""

    def __init__(self, file: TextIO) -> None:
        self.file, self.row, self.again = iter(file), list[str](), deque[str]()
        self.passed, self.length = 0, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.length > LONGEST:
            raise Unclosed
        line = self.again.popleft() if self.again else next(self.file, "")
        if not line:
            raise Unclosed if self.row else StopIteration
        self.row.append(line)
        self.length += len(line)
        return line

    def begin(self, *, give_back: bool = False) -> None:
        """Begin a row; give back all lines of the last one but the first."""
        if give_back:
            self.again.extendleft(reversed(self.row[1:]))
        self.passed += 1 if give_back else len(self.row)
        self.row, self.length = [], 0


class Delimited:
    """Reads CSV.

    Args:
        file: in text mode, with `newline=""`.
        broken: where rows with more or fewer cells than the header are reported.
        header: whether the first row names the columns; else they are "1", "2", ...
    """

    def __init__(self, file: TextIO, broken: Broken, *, header: bool = True) -> None:
        self.broken, self.header = broken, header
        self.lines = RewindableLines(file)
        first = next(self.lines, "")
        expect_text(first, broken.file)
        excel = EXCEL.fullmatch(first)
        self.delimiter = excel[1] if excel else max(DELIMITERS, key=first.count)
        self.lines.begin()
        if not excel:
            self.lines.again.appendleft(first)
            self.lines.passed = 0
        self.cells = csv.reader(self.lines, delimiter=self.delimiter)
        self.found: Iterator[tuple[str, list[str]]] = self._rows()
        first_row = next(self.found, ("", list[str]()))
        self.columns = self._name_columns(*first_row)
        if not header:
            self.found = chain([first_row], self.found)

    def _name_columns(self, place: str, cells: list[str]) -> list[str]:
        """Take the names from the first row, or number its cells."""
        if not cells:
            raise BakeoffError(
                f"{self.broken.file}: expected rows of cells, got none; name another file"
            )
        if not self.header:
            return [str(number) for number in range(1, len(cells) + 1)]
        if not all(is_decoded(cell) and "\0" not in cell for cell in cells):
            raise BakeoffError(
                f"{self.broken.file}: {place}: the names of the columns are not in the encoding; "
                "name it with --encoding, such as cp1252 or utf-16-le"
            )
        return cells

    def batches(self, text: list[str]) -> Iterator[Batch]:
        """Read the rows; one with more or fewer cells than the columns is reported."""
        places = [self.columns.index(name) for name in text]
        for rows in in_batches(self._whole_rows(), BATCH):
            yield Batch(rows, [" ".join([row[place] for place in places]) for row in rows])

    @contextmanager
    def writer(self, target: Path | None, added: list[str]) -> Iterator["DelimitedWriter"]:
        """Write rows with the same delimiter, and the header if there was one."""
        with write_text(target) as file:
            yield DelimitedWriter(file, self.delimiter, self.columns + added if self.header else [])

    def _whole_rows(self) -> Iterator[list[str]]:
        for place, row in self.found:
            if len(row) != len(self.columns):
                problem = f"expected {len(self.columns)} cells, got {len(row)}"
                self.broken.add(place, problem)
            elif not all(map(is_decoded, row)):
                self.broken.add_undecoded(place)
            else:
                yield row

    def _rows(self) -> Iterator[tuple[str, list[str]]]:
        """Give the place and the cells of each row; skip empty lines."""
        while True:
            self.lines.begin()
            place = f"line {self.lines.passed + 1}"
            try:
                row = next(self.cells)
            except Unclosed:
                self.broken.add(place, "a quote is not closed")
                self.lines.begin(give_back=True)
            except StopIteration:
                return
            else:
                if row:
                    yield place, row


class DelimitedWriter:
    """Writes CSV.

    Args:
        file: in text mode.
        delimiter: between cells.
        header: names; none: no header.
    """

    def __init__(self, file: TextIO, delimiter: str, header: list[str]) -> None:
        form: Any = {"delimiter": delimiter, "lineterminator": "\n"}
        self.plain = csv.writer(file, **form).writerow
        # quotes a lone carriage return, which ends a line for some readers
        self.quoted = csv.writer(file, quoting=csv.QUOTE_ALL, **form).writerow
        if header:
            self.plain(header)

    def write(self, batch: Batch, answers: Answers) -> None:
        """Append rows."""
        pairs = zip(batch.rows, answers.labels, answers.probabilities.tolist(), strict=True)
        for row, label, numbers in pairs:
            write = self.quoted if "\r" in "".join(row) else self.plain
            write([*row, label, *[f"{number:.6f}" for number in numbers]])
