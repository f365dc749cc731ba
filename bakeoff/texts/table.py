"""Read published files of labelled texts, repair the texts, and count the repairs."""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Text
from bakeoff.texts.reading.rows import Rows, read_rows
from bakeoff.texts.reading.slices import read_slices
from bakeoff.texts.repair import undo_entities, undo_mojibake
from bakeoff.texts.settings import Prepare, Table

UNDONE = ("mojibake_undone", "entities_undone", "normalised_unicode")


@dataclass(frozen=True)
class Published:
    """All rows that were published.

    Attributes:
        texts: n of them, repaired, each a group of its own; those of a given test file are last.
        columns: the other columns that `prepare` names, without white space around their cells.
        in_test_file: how many rows a given test file has.
        counts: of rows and repairs, by name.
    """

    texts: list[Text]
    columns: dict[str, list[str]]
    in_test_file: int
    counts: dict[str, int]


def read_published(folder: Path, prepare: Prepare) -> Published:
    """Read labelled texts, repair them, and count the repairs.

    Args:
        folder: that the files are in.
        prepare: how they are read. Slices name the rows of both files, numbered on.

    Raises:
        BakeoffError: as `read_rows` and `read_slices`; or a text is no valid Unicode.
    """
    given, table = prepare.given if prepare.split == "given" else None, prepare.table
    names = {prepare.group, given and given.column, prepare.time if prepare.split == "time" else ""}
    parts = [read_rows(folder, table, sorted(name for name in names if name))]
    paths = [folder.joinpath(*table.files[:1])]
    if given and given.file:
        paths.append(folder / given.file)
        parts.append(read_rows(folder, table, files=[given.file]))
    count = sum(len(part.texts) for part in parts)
    beside = paths[0].parent if table.files else folder
    slices = read_slices(beside / table.slices, count) if table.slices else [""] * count
    counts = Counter(rows=count)
    for name in ("ran_over", "unlabelled"):
        counts[name] = sum(getattr(part, name) for part in parts)
    counts.update(dict.fromkeys(UNDONE, 0))
    texts: list[Text] = []
    for file, part in zip(paths, parts, strict=True):
        texts += _repair(part, table, file, slices, len(texts), counts)
    columns = {
        name: [" ".join(cell.split()) for cell in cells] for name, cells in parts[0].columns.items()
    }
    return Published(
        texts, columns, sum(len(part.texts) for part in parts[1:]), counts | _count_texts(texts)
    )


def _repair(
    rows: Rows, table: Table, path: Path, slices: list[str], first: int, counts: Counter[str]
) -> list[Text]:
    """Repair the texts of a file, number them from `first`, and count the repairs."""
    texts, encodings = [], [table.encoding, *table.mojibake]
    for row, (raw, label) in enumerate(zip(rows.texts, rows.labels, strict=True)):
        repaired = undo_mojibake(raw, encodings)
        plain = undo_entities(repaired) if table.html else repaired
        if not plain.isascii():
            _expect_characters(plain, path, row)
        text = plain if plain.isascii() else normalize("NFC", plain)
        counts["mojibake_undone"] += repaired != raw
        counts["entities_undone"] += plain != repaired
        counts["normalised_unicode"] += text != plain
        number = first + row
        texts.append(Text(number, text, sys.intern(label), number, slices[number]))
    return texts


def _expect_characters(text: str, path: Path, row: int) -> None:
    """Check that UTF-8 can hold a text; encodings such as UTF-7 may yield what it cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BakeoffError(
            f"{path}: row {row}: expected characters of Unicode, got half of a surrogate "
            "pair; set the right encoding (prepare.table.encoding, or `bakeoff init --encoding`)"
        ) from None


def _count_texts(texts: list[Text]) -> dict[str, int]:
    """Count the texts that are odd in one way or another."""
    words = Counter(len(text.text.split(maxsplit=2)) for text in texts)
    return {
        "not_ascii": sum(not text.text.isascii() for text in texts),
        "empty": words[0],
        "one_word": words[1],
        "with_nul": sum("\x00" in text.text for text in texts),
    }
