"""Find the delimiter, the quoting and the header line of CSV."""

import csv
import io
from collections import Counter
from typing import Any, Literal, NamedTuple

from bakeoff.inspection import names
from bakeoff.inspection.guess import Guess

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "|"}
ROWS = 2000  # that are looked at
ALIKE = 0.9  # of the rows have as many cells as the first
LONGEST_NAME = 60  # characters of the name of a column
Cells = list[list[str]]


class Layout(NamedTuple):
    """How CSV is written: keys of prepare.table, and what was found."""

    keys: dict[str, Any]
    guesses: list[Guess]
    rows: Cells


class _Try(NamedTuple):
    score: float
    delimiter: str
    quoting: bool
    rows: Cells


def find_layout(text: str, *, whole: bool, delimiter: str = "") -> Layout | None:
    """Find how CSV is written.

    Args:
        text: the beginning of the file, several rows or more.
        whole: whether that is all of the file; otherwise its last row may be cut.
        delimiter: the one to use; "" to find it.

    Returns:
        The layout, with up to 2,000 rows of cells; None if the text has no delimiter.
    """
    first = text.split("\n", 1)[0].strip('\r"')
    excel = first[4:] if first[:4].casefold() == "sep=" and len(first) == 5 else ""
    body = text.split("\n", 1)[1] if excel and "\n" in text else text
    known = delimiter or excel
    tried = [
        found
        for character in ([known] if known else DELIMITERS)
        if (found := _try(body, character, whole, given=bool(known)))
    ]
    if not tried:
        return None
    best = max(tried, key=lambda found: found.score)
    why = "given" if delimiter else "the line sep= names it" if excel else _why(best)
    shown = DELIMITERS.get(best.delimiter, best.delimiter)
    header = find_header(best.rows)
    guesses = [Guess("delimiter", shown, "sure" if known or best.score >= 1 else "likely", why)]
    if not best.quoting:
        guesses.append(Guess("quotes", "part of the texts", "likely", "they are not closed"))
    keys = {"delimiter": best.delimiter, "quoting": best.quoting, "header": header.value == "yes"}
    return Layout(keys, [*guesses, header], best.rows)


def _try(text: str, delimiter: str, whole: bool, given: bool) -> _Try | None:
    """Cut rows at a delimiter; None if few of them have as many cells as the first."""
    quoted, bare = (read_rows(text, delimiter, quoting, whole) for quoting in (True, False))
    for quoting, rows in ((True, quoted), (False, bare)):
        if not rows:
            continue
        wide = len(rows[0])
        sizes = Counter(map(len, rows))
        named = any(names.is_text(cell) or names.is_label(cell) for cell in rows[0])
        run_over = all(size >= wide for size in sizes)
        if not given and (wide < 2 or (sizes[wide] < ALIKE * len(rows) and not run_over)):
            continue
        if quoting and bare and '""' not in text and _swallows_lines(rows, bare):
            continue
        return _Try(sizes[wide] / len(rows) + 0.5 * named, delimiter, quoting, rows)
    return None


def _swallows_lines(quoted: Cells, bare: Cells) -> bool:
    """Tell whether quotes join lines each of which is a row by itself."""
    wide = len(bare[0])
    joined = any("\n" in cell for row in quoted for cell in row)
    return joined and wide > 1 and all(len(row) == wide for row in bare)


def read_rows(text: str, delimiter: str, quoting: bool, whole: bool) -> Cells:
    """Read the first rows that have cells; none if quotes are astray."""
    style: Literal[0, 3] = csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE
    rows: Cells = []
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quoting=style, strict=True
    )
    try:
        for row in lines:
            if row:
                rows.append(row)
            if len(rows) > ROWS:
                return rows[:-1]
    except csv.Error as error:
        if whole or "end of data" not in str(error):
            return []
    return rows if whole else rows[:-1]


def _why(found: _Try) -> str:
    same = sum(len(row) == len(found.rows[0]) for row in found.rows)
    return f"{same} of the first {len(found.rows)} rows have {len(found.rows[0])} cells"


def find_header(rows: Cells) -> Guess:
    """Tell whether the first row names the columns."""
    first, rest = rows[0], rows[1:]
    for cell in first:
        if names.is_text(cell) or names.is_label(cell):
            return Guess("header", "yes", "sure", f'there is a column "{cell.strip():.60}"')
    for place, cell in enumerate(first):
        below = Counter(row[place] for row in rest if place < len(row))
        if cell and below[cell] > 1 and len(below) <= len(rest) / 2:
            why = f'the first row holds "{cell:.40}", and {below[cell]} others do'
            return Guess("header", "no", "sure", why)
    if any(_is_number(cell) for cell in first):
        return Guess("header", "no", "likely", "the first row holds a number")
    if any(len(cell) > LONGEST_NAME for cell in first):
        return Guess("header", "no", "likely", "the first row holds a long text")
    named = [cell.strip() for cell in first if cell.strip()]
    if len(set(named)) == len(named) and not any(" " in name for name in named):
        return Guess("header", "yes", "likely", "the first row holds words that differ")
    return Guess("header", "yes", "unclear", "if the first row is a text, use --no-header")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
