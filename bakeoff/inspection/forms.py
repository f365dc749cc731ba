"""Find the format of a file, and how it is written."""

import json
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.delimiters import ROWS, find_header, find_layout
from bakeoff.inspection.encoding import find_encoding
from bakeoff.inspection.guess import Guess
from bakeoff.inspection.kinds import expect_characters, find_kind
from bakeoff.texts.reading import xlsx
from bakeoff.texts.reading.cells import quote
from bakeoff.texts.reading.opening import is_gzip, open_bytes, open_text

HEAD = 1 << 18  # characters that are looked at
BY_SUFFIX = {
    **{".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".parquet": "parquet"},
    **{".pq": "parquet", ".xlsx": "xlsx", ".csv": "csv", ".tsv": "csv", ".tab": "csv"},
}
PLAIN = {"delimiter": ",", "header": True, "quoting": True}


@dataclass
class Form:
    """What a file is: keys of prepare.table, and what was found."""

    path: Path
    keys: dict[str, Any]
    guesses: list[Guess] = field(default_factory=list)

    @property
    def is_ascii(self) -> bool:
        """Tell whether the encoding does not matter."""
        if self.keys["encoding"] != "utf-8" or self.keys["format"] in ("parquet", "xlsx"):
            return False
        with open_bytes(self.path) as file:
            return all(block.isascii() for block in iter(lambda: file.read(HEAD), b""))


@dataclass(frozen=True)
class Known:
    """What the user says of a file."""

    encoding: str = ""
    delimiter: str = ""
    header: bool | None = None
    language: str | None = None


def find_form(path: Path, known: Known) -> Form:
    """Find the format of a file, its encoding, and how it is written.

    Raises:
        BakeoffError: there is no such file, it is empty, or of a kind that is not read.
    """
    kind = find_kind(path)
    packed = " (gzipped)" if is_gzip(path) else ""
    if kind in ("parquet", "xlsx"):
        form = Form(path, {"format": kind, "encoding": "utf-8", **PLAIN})
        form.guesses.append(Guess("format", kind + packed, "sure", "as its first bytes say"))
        if kind == "xlsx":
            first, *others = xlsx.list_sheets(path) or [""]
            if others:
                unread = ", ".join(map(quote, others))
                why = f"only the first, {quote(first)}, is read, not {unread:.200}"
                form.guesses.append(Guess("sheet", first, "sure", why))
            rows = [
                [str(cell or "") for cell in cells]
                for _, cells in islice(xlsx.read_values(path), ROWS)
            ]
            _add_header(form, rows, known)
        return form
    encoding = find_encoding(path, known.language)
    if known.encoding:
        encoding = Guess("encoding", known.encoding, "sure", "given")
    with open_text(path, encoding.value) as file:
        text = file.read(HEAD)
        whole = not file.read(1)
    expect_characters(path, text)
    return _find_text_form(path, text, whole, packed, encoding, known)


def _find_text_form(
    path: Path, text: str, whole: bool, packed: str, encoding: Guess, known: Known
) -> Form:
    """Tell JSON, CSV and lines apart."""
    form = Form(path, {"format": "lines", "encoding": encoding.value, **PLAIN})
    layout = None
    if _is_json(text):
        form.keys["format"], why = "jsonl", "it begins with an object"
    elif layout := find_layout(text, whole=whole, delimiter=known.delimiter):
        form.keys |= {"format": "csv", **layout.keys}
        why = "rows of cells"
    elif BY_SUFFIX.get(_suffix(path)) == "csv":
        raise BakeoffError(
            f"{path}: cannot tell the delimiter: no comma, semicolon, tab or | gives rows of as "
            'many cells as the first has; use --delimiter, such as --delimiter ";"'
        )
    else:
        why = "no delimiter is found"
    form.guesses.append(Guess("format", form.keys["format"] + packed, "sure", why))
    form.guesses.append(encoding)
    if layout:
        form.guesses += layout.guesses
        if known.header is not None:
            _add_header(form, layout.rows, known)
    return form


def _add_header(form: Form, rows: list[list[str]], known: Known) -> None:
    found = find_header(rows) if rows else Guess("header", "yes", "unclear", "there are no rows")
    if known.header is not None:
        found = Guess("header", "yes" if known.header else "no", "sure", "given")
    form.keys["header"] = found.value == "yes"
    form.guesses = [guess for guess in form.guesses if guess.name != "header"] + [found]


def has_table_suffix(path: Path) -> bool:
    """Tell whether the name of a file says that it is a table."""
    return _suffix(path) in BY_SUFFIX


def _suffix(path: Path) -> str:
    name = path.name.casefold().removesuffix(".gz")
    return Path(name).suffix


def _is_json(text: str) -> bool:
    body = text.lstrip()
    if body[:1] == "[":
        return body[1:].lstrip()[:1] in ("{", "[", '"')
    try:
        return isinstance(json.loads(body.split("\n", 1)[0]), dict)
    except (ValueError, RecursionError):
        return False
