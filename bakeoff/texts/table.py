"""Read a published file of labelled texts, and count what its texts went through on the way."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bakeoff.errors import BakeoffError, printable
from bakeoff.texts.messages import Message
from bakeoff.texts.repair import is_unicode, undo_entities, undo_mojibake

COUNTS = (
    "rows",
    "ran_over",  # texts cut at their commas, and joined again
    "mojibake_undone",
    "entities_undone",
    "not_ascii",
    "empty",
    "with_nul",
)


@dataclass(frozen=True)
class Rows:
    """The lines of a table as they stand.

    Attributes:
        texts: one a row.
        labels: one a row.
        groups: one a row, or None where no column of groups is named.
        ran_over: how many texts were joined again.
    """

    texts: list[str]
    labels: list[str]
    groups: list[str] | None
    ran_over: int


def read_rows(
    path: Path, *, text: str, label: str, encoding: str, group: str | None = None
) -> Rows:
    """Read a CSV file with a header line.

    A text that holds commas may have been cut at them and run over into unnamed columns at the
    end of the line: the cells are joined again.

    Args:
        path: the file.
        text: name of the column of texts; to run over, it must be the last that has a name.
        label: name of the column of labels.
        encoding: of the file.
        group: name of the column that says which rows belong together.

    Raises:
        BakeoffError: no such file or column, or two of that name; not this encoding; no rows; a
            quote that is not closed; a line that is too short, that has cells beyond the last
            named column where no text runs over, or whose label is empty or not printable.
    """
    lines = _read_cells(path, encoding)
    header = [name.strip() for name in next(lines, (1, []))[1]]
    at_text, at_label = (_column(path, header, name) for name in (text, label))
    at_group = _column(path, header, group) if group else None
    beyond = max(place for place, name in enumerate(header) if name) + 1
    shortest = max(at_text, at_label, at_group or 0) + 1
    texts, labels, groups, ran_over = [], [], [], 0
    for number, line in lines:
        rest = line[beyond:]
        while rest and not rest[-1]:
            rest.pop()
        if len(line) < shortest or (rest and at_text != beyond - 1):
            raise BakeoffError(
                f"{path}: line {number}: expected {len(header)} cells, got {len(line)}; "
                "mend or remove the line"
            )
        ran_over += bool(rest)
        texts.append(",".join([line[at_text], *rest]))
        labels.append(_name(line[at_label], f"{path}: line {number}: expected a label"))
        if at_group is not None:
            groups.append(line[at_group])
    if not texts:
        raise BakeoffError(f"{path}: expected rows below the header line, got none")
    return Rows(texts, labels, groups if group else None, ran_over)


def _read_cells(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Give the cells of each line that has any, and the number of the line, from 1.

    A row whose cells hold line ends has the number of its first line.
    """
    number = 1
    try:
        with path.open(encoding=encoding, newline="") as file:
            if file.read(1) != "\ufeff":  # a byte order mark
                file.seek(0)
            lines = csv.reader(file, strict=True)
            for line in lines:
                if line:
                    yield number, line
                number = lines.line_num + 1
    except OSError as error:
        raise BakeoffError(
            f"{path}: expected a file of labelled texts, got: {error.strerror}; "
            "run the download again, or set `file` of this source"
        ) from None
    except UnicodeError as error:
        raise BakeoffError(
            f"{path}: expected {encoding}, got {_wrong_bytes(error)}; "
            "set the right `encoding` of this source's table"
        ) from None
    except csv.Error as error:
        raise BakeoffError(
            f"{path}: line {number}: expected quotes that are closed, and doubled within a cell, "
            f"got, up to line {lines.line_num}: {error}; mend the line"
        ) from None


def _column(path: Path, header: list[str], name: str) -> int:
    if header.count(name) != 1:
        raise BakeoffError(
            f"{path}: expected one column {name!r}, got {header.count(name)} among "
            f"{header[:10]!r:.200}; set `text`, `label` and `encoding` of this source's table"
        )
    return header.index(name)


def _name(cell: str, expected: str) -> str:
    """Give a class's or a slice's name, its white space folded; it is shown in many places."""
    name = " ".join(cell.split())
    if not name or printable(name) != name:
        raise BakeoffError(f"{expected} of printable characters, got {name!r:.60}; mend the line")
    return name


def _wrong_bytes(error: UnicodeError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return str(error)
    return f"byte {error.object[error.start]:#04x} at {error.start} of a block ({error.reason})"


def read_slices(path: Path, rows: int) -> list[str]:
    """Read which slice each row of a table belongs to; of no name, to none.

    Args:
        path: CSV with the columns row (from 0) and slice.
        rows: how many rows the table has.

    Raises:
        BakeoffError: no such file or columns, not one slice for each row, or a name that is not
            printable.
    """
    found: list[tuple[int, str]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, strict=True)
            if any((lines.fieldnames or []).count(name) != 1 for name in ("row", "slice")):
                raise ValueError(f"columns {lines.fieldnames}")
            for line in lines:
                if None in line or None in line.values():
                    raise ValueError(f"{len(line)} cells in row {line['row']}")
                name = line["slice"] and _name(line["slice"], f"{path}: expected a slice")
                found.append((int(line["row"]), name))
    except (OSError, ValueError, csv.Error) as error:
        raise BakeoffError(
            f"{path}: expected CSV with the columns row and slice, got an error ({error}); "
            "mend the file, or set `slices` of this source's table to null"
        ) from None
    if sorted(row for row, _ in found) != list(range(rows)):
        raise BakeoffError(f"{path}: expected one slice for each of {rows} rows, got {len(found)}")
    return [name for _, name in sorted(found)]


def read_messages(
    path: Path,
    *,
    text: str,
    label: str,
    encoding: str,
    mojibake: list[str],
    unescape: bool,
    slices: Path | None,
    group: str | None = None,
) -> tuple[list[Message], list[str] | None, dict[str, int]]:
    """Read labelled texts, mend them, and count what was done.

    Returns:
        The messages in file order; the group of each, if a column of groups is named; and counts
        by name.

    Raises:
        BakeoffError: as `read_rows` and `read_slices`; or a text that is no Unicode.
    """
    rows = read_rows(path, text=text, label=label, encoding=encoding, group=group)
    names = read_slices(slices, len(rows.texts)) if slices else [""] * len(rows.texts)
    counts = dict.fromkeys(COUNTS, 0)
    counts |= {"rows": len(rows.texts), "ran_over": rows.ran_over}
    messages = []
    for row, (raw, its_label, its_slice) in enumerate(
        zip(rows.texts, rows.labels, names, strict=True)
    ):
        mended = undo_mojibake(raw, [encoding, *mojibake]) if mojibake else raw
        plain = undo_entities(mended) if unescape else mended
        if not is_unicode(plain):
            raise BakeoffError(
                f"{path}: row {row}: expected characters of Unicode, got half of a surrogate pair; "
                "set the right `encoding` and `mojibake` of this source's table"
            )
        counts["mojibake_undone"] += mended != raw
        counts["entities_undone"] += plain != mended
        counts["not_ascii"] += not plain.isascii()
        counts["empty"] += not plain.strip()
        counts["with_nul"] += "\x00" in plain
        messages.append(Message(row, plain, its_label, its_slice))
    return messages, rows.groups, counts
