"""JSON Lines: an object per line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from bakeoff.core.errors import BakeoffError
from bakeoff.inference.batches import in_batches
from bakeoff.inference.files.form import BATCH, Answers, Batch, Broken, expect_text, is_decoded
from bakeoff.inference.files.streams import write_text

Row = dict[str, Any]


class JsonLines:
    """Reads JSON Lines.

    Args:
        file: in text mode.
        broken: where lines are reported that hold no object, or no text.
    """

    def __init__(self, file: TextIO, broken: Broken) -> None:
        self.broken, self.file = broken, file
        self.found = self._rows(file)
        first = next(self.found, None)
        if first is None:
            raise BakeoffError(
                f"{broken.file}: expected JSON objects, one per line, got none; name another file"
            )
        self.columns = [*first[1]]
        self.found = chain([first], self.found)
        self.added: list[str] = []

    def batches(self, text: list[str]) -> Iterator[Batch]:
        """Read the objects; one without a text, or with a name that answers have, is reported."""
        for rows in in_batches(self._whole_rows(text), BATCH):
            yield Batch(rows, [" ".join([row[name] for name in text]) for row in rows])

    @contextmanager
    def writer(self, target: Path | None, added: list[str]) -> Iterator["JsonWriter"]:
        """Write objects with these names added."""
        self.added = added
        with write_text(target) as file:
            yield JsonWriter(file, added)

    def _whole_rows(self, text: list[str]) -> Iterator[Row]:
        for place, row in self.found:
            wrong = [name for name in text if not isinstance(row.get(name), str)]
            if wrong:
                problem = f"expected a text in {wrong[0]!r}, got {row.get(wrong[0])!r:.60}"
                self.broken.add(place, problem)
            elif taken := [name for name in self.added if name in row]:
                self.broken.add(place, f"it has the name {taken[0]!r}, which the answer has")
            else:
                yield row

    def _rows(self, file: TextIO) -> Iterator[tuple[str, Row]]:
        """Give the place and the object of each line; skip empty lines."""
        for number, line in enumerate(file, 1):
            place = f"line {number}"
            if number == 1:
                expect_text(line, self.broken.file)
            if not is_decoded(line):
                self.broken.add_undecoded(place)
                continue
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                self.broken.add(place, f"expected a JSON object, got {line.strip()!r:.60}: {error}")
                continue
            if isinstance(row, dict):
                yield place, row
            else:
                self.broken.add(place, f"expected a JSON object, got {line.strip()!r:.60}")


class JsonWriter:
    """Writes JSON Lines.

    Args:
        file: in text mode.
        added: names of the label and of the probabilities.
    """

    def __init__(self, file: TextIO, added: list[str]) -> None:
        self.file, self.added = file, added

    def write(self, batch: Batch, answers: Answers) -> None:
        """Append objects."""
        pairs = zip(batch.rows, answers.labels, answers.probabilities.tolist(), strict=True)
        for row, label, numbers in pairs:
            values = [label, *[round(number, 6) for number in numbers]]
            whole = {**row, **dict(zip(self.added, values, strict=True))}
            self.file.write(json.dumps(whole, ensure_ascii=False) + "\n")
