"""A text per line, or the texts of a command line; answers are CSV or JSON Lines."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bakeoff.inference.batches import in_batches
from bakeoff.inference.files.delimited import DelimitedWriter
from bakeoff.inference.files.form import BATCH, Answers, Batch, Broken, expect_text, is_decoded
from bakeoff.inference.files.jsonl import JsonWriter
from bakeoff.inference.files.streams import write_text

COLUMN = "text"


class Lines:
    """Reads texts.

    Args:
        lines: with or without their ends.
        broken: where lines that are not in their encoding are reported.
        json: write JSON Lines in place of CSV.
    """

    def __init__(self, lines: Iterable[str], broken: Broken, *, json: bool) -> None:
        self.lines, self.broken, self.json, self.columns = lines, broken, json, [COLUMN]

    def batches(self, text: list[str]) -> Iterator[Batch]:
        """Read the lines; an empty one is a text without words."""
        for texts in in_batches(self._texts(), BATCH):
            yield Batch(texts, texts)

    def _texts(self) -> Iterator[str]:
        for number, line in enumerate(self.lines, 1):
            if number == 1:
                expect_text(line, self.broken.file)
            if is_decoded(line):
                yield line.rstrip("\r\n")
            else:
                self.broken.add_undecoded(f"line {number}")

    @contextmanager
    def writer(self, target: Path | None, added: list[str]) -> Iterator["LinesWriter"]:
        """Write rows of a text and its answer."""
        with write_text(target) as file:
            yield LinesWriter(
                JsonWriter(file, added)
                if self.json
                else DelimitedWriter(file, ",", [COLUMN, *added])
            )


class LinesWriter:
    """Writes texts as rows of CSV or objects of JSON."""

    def __init__(self, writer: JsonWriter | DelimitedWriter) -> None:
        self.writer = writer

    def write(self, batch: Batch, answers: Answers) -> None:
        """Append texts."""
        is_json = isinstance(self.writer, JsonWriter)
        rows = [{COLUMN: text} if is_json else [text] for text in batch.texts]
        self.writer.write(Batch(rows, batch.texts), answers)
