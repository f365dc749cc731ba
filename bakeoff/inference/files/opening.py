"""Open a file of texts in the form that its name says, and choose the columns of the texts."""

import difflib
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from bakeoff.core import paths
from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import read_yaml
from bakeoff.inference.files.delimited import Delimited
from bakeoff.inference.files.encodings import expect_utf8, read_beginning
from bakeoff.inference.files.form import Broken, Reader
from bakeoff.inference.files.jsonl import JsonLines
from bakeoff.inference.files.lines import COLUMN, Lines
from bakeoff.inference.files.streams import open_text

FORMS = {
    "csv": (".csv", ".tsv", ".tab"),
    "jsonl": (".jsonl", ".ndjson"),
    "parquet": (".parquet", ".pq"),
    "lines": (".txt",),
}
STDIN = Path("-")
SENTENCE = 5  # words in a cell that is rather a text than a name


@dataclass(frozen=True)
class Options:
    """How a file is read and written.

    Attributes:
        encoding: of CSV, JSON Lines and lines; None: UTF-8, and a file that is rather in the
            encoding of the model's own texts is refused.
        header: whether the first row of CSV names the columns.
        json: answer lines of text with JSON Lines in place of CSV.
    """

    encoding: str | None = None
    header: bool = True
    json: bool = False

    @property
    def codec(self) -> str:
        """Name the encoding to read with."""
        return "utf-8" if self.encoding is None else self.encoding


def form_of(path: Path) -> str:
    """Tell the form of a file by the end of its name.

    Raises:
        BakeoffError: the name ends in none of those known.
    """
    if path == STDIN:
        return "lines"
    name = path.name.lower().removesuffix(".gz")
    for form, ends in FORMS.items():
        if name.endswith(ends):
            return form
    known = ", ".join(end for ends in FORMS.values() for end in ends)
    raise BakeoffError(f"{path}: expected a file whose name ends in {known} (.gz too); convert it")


@contextmanager
def open_rows(
    path: Path, options: Options, broken: Broken, trained: str = ""
) -> Iterator[tuple[Reader, BinaryIO]]:
    """Open a file, or standard input for `-`; give its reader, and the bytes beneath it.

    Args:
        path: of the file.
        options: how it is read.
        broken: where rows are reported that cannot be read.
        trained: encoding of the model's own texts, if known.

    Raises:
        BakeoffError: the file cannot be read, or needs an encoding that is not named.
    """
    form = form_of(path)
    name = sys.stdin.fileno() if path == STDIN else path
    with open(name, "rb", buffering=0, closefd=path != STDIN) as raw:
        if form != "parquet" and path != STDIN and options.encoding is None and raw.seekable():
            expect_utf8(read_beginning(raw), trained, broken.file)
        yield _read(form, raw, options, broken), raw


def _read(form: str, raw: BinaryIO, options: Options, broken: Broken) -> Reader:
    if form == "parquet":
        from bakeoff.inference.files.parquet import Parquet

        return Parquet(raw, broken)
    text = open_text(raw, options.codec, broken.file)
    if form == "csv":
        return Delimited(text, broken, header=options.header)
    if form == "jsonl":
        return JsonLines(text, broken)
    return Lines(text, broken, json=options.json)


def choose_columns(reader: Reader, asked: Sequence[str], project: Path, file: str) -> list[str]:
    """Choose the columns that make up a text: those asked for, those of the training, or `text`.

    Raises:
        BakeoffError: there is no such column; the message names the closest one.
    """
    columns = reader.columns
    missing = [name for name in asked if name not in columns]
    if not missing:
        trained = trained_table(project).get("text") or []
        trained = [trained] if isinstance(trained, str) else trained
        for names in (asked, trained, [COLUMN], columns if len(columns) == 1 else []):
            if names and set(names) <= set(columns):
                return _expect_single(names, columns, file)
    name = (missing or [COLUMN])[0]
    listed = ", ".join(f'"{column}"' for column in columns)
    raise BakeoffError(
        f'{file}: no column "{name:.60}"; there are {listed or "none":.300}; '
        f"{_advise(name, reader)}"
    )


def _advise(name: str, reader: Reader) -> str:
    """Say which column to name in place of one that there is not."""
    columns = reader.columns
    close = difflib.get_close_matches(name, columns, 1) or (columns if len(columns) == 1 else [])
    longest = max(columns, key=len, default="")
    if isinstance(reader, Delimited) and len(longest.split()) >= SENTENCE:
        place = columns.index(longest) + 1
        return f"use --no-header --text {place} if the first row is a text, or --text with a name"
    if close:
        return f"use --text {shlex.quote(close[0]):.60}"
    return "use --text with one of them" if columns else "name another file"


def _expect_single(names: Sequence[str], columns: Sequence[str], file: str) -> list[str]:
    """Check that each column of texts is there once."""
    for name in names:
        if columns.count(name) > 1:
            raise BakeoffError(
                f'{file}: expected one column "{name:.60}", got {columns.count(name)}; rename the '
                "others, or use --text with another"
            )
    return [*names]


def trained_table(project: Path) -> dict[str, Any]:
    """Give the keys by which params.yaml reads texts; none where there is no project."""
    path = project / paths.PARAMS
    params = read_yaml(path) if path.is_file() else {}
    table: dict[str, Any] = params.get("prepare", {}).get("table", {})
    return table
