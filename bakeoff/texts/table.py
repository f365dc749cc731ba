"""Read a published file of labelled texts, and undo what happened to its texts on the way."""

import csv
import html
from dataclasses import dataclass
from pathlib import Path

from bakeoff.errors import BakeoffError
from bakeoff.texts.messages import Message

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
        BakeoffError: no such file or column, not this encoding, no rows, a line that is too
            short, or that has cells beyond the last column where no text runs over.
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            if file.read(1) != "\ufeff":  # a byte order mark
                file.seek(0)
            lines = csv.reader(file)
            header = next(lines, [])
            at_text, at_label = (_column(path, header, name) for name in (text, label))
            at_group = _column(path, header, group) if group else None
            last_named = max(i for i, name in enumerate(header) if name)
            texts, labels, groups, ran_over = [], [], [], 0
            for line in lines:
                if not line:
                    continue
                too_long = at_text != last_named and any(line[len(header) :])
                if len(line) <= max(at_text, at_label, at_group or 0) or too_long:
                    raise BakeoffError(
                        f"{path}: line {lines.line_num}: expected {len(header)} cells, got "
                        f"{len(line)}; mend or remove the line"
                    )
                rest = line[last_named + 1 :] if at_text == last_named else []
                while rest and not rest[-1]:
                    rest.pop()
                ran_over += bool(rest)
                texts.append(",".join([line[at_text], *rest]))
                labels.append(" ".join(line[at_label].split()))
                if at_group is not None:
                    groups.append(line[at_group])
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
        raise BakeoffError(f"{path}: line {lines.line_num}: not CSV: {error}") from None
    if not texts:
        raise BakeoffError(f"{path}: expected rows below the header line, got none")
    return Rows(texts, labels, groups if group else None, ran_over)


def _column(path: Path, header: list[str], name: str) -> int:
    names = [column.strip() for column in header]
    if name not in names:
        raise BakeoffError(
            f"{path}: expected a column {name!r}, got {names[:10]!r:.200}; "
            "set `text`, `label` and `encoding` of this source's table"
        )
    return names.index(name)


def _wrong_bytes(error: UnicodeError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return str(error)
    return f"byte {error.object[error.start]:#04x} at {error.start} of a block ({error.reason})"


def undo_mojibake(text: str, encodings: list[str]) -> str:
    """Undo a chain of wrong decodings, where the text went through it.

    The published spam.csv holds UTF-8 that was read as cp1252 and saved as Mac Roman: a pound
    sign stands in it as the bytes E5 A3. `["latin-1" of the file, "mac_roman", "cp1252", "utf-8"]`
    leads back: encode, decode, encode, decode.

    Args:
        text: as it was decoded.
        encodings: first the encoding of the file, then those to decode and encode with in turn.

    Returns:
        The text mended, or as it was if any step fails: then it did not go this way.
    """
    if text.isascii() or len(encodings) < 2:
        return text
    mended: str = text
    try:
        for right, wrong in zip(encodings[::2], encodings[1::2], strict=True):
            mended = mended.encode(right).decode(wrong)
    except UnicodeError:
        return text
    return mended


def read_slices(path: Path, rows: int) -> list[str]:
    """Read which slice each row of a table belongs to.

    Args:
        path: CSV with the columns row (from 0) and slice.
        rows: how many rows the table has.

    Raises:
        BakeoffError: no such file or columns, or not one slice for each row.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            slices = {int(line["row"]): line["slice"] for line in csv.DictReader(file)}
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise BakeoffError(
            f"{path}: expected CSV with the columns row and slice, got an error ({error}); "
            "mend the file, or set `slices` of this source's table to null"
        ) from None
    if sorted(slices) != list(range(rows)):
        raise BakeoffError(f"{path}: expected a slice for each of {rows} rows, got {len(slices)}")
    return [slices[row] for row in range(rows)]


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
        plain = html.unescape(mended) if unescape else mended
        counts["mojibake_undone"] += mended != raw
        counts["entities_undone"] += plain != mended
        counts["not_ascii"] += not plain.isascii()
        counts["empty"] += not plain.strip()
        counts["with_nul"] += "\x00" in plain
        messages.append(Message(row, plain, its_label, its_slice))
    return messages, rows.groups, counts
