"""Folders that hold a file per text, or test texts in a file per class: how to make a table."""

import json
import shlex
from collections import defaultdict
from itertools import islice
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection import names
from bakeoff.inspection.delimiters import find_layout
from bakeoff.inspection.forms import has_table_suffix
from bakeoff.texts.reading.cells import quote
from bakeoff.texts.reading.opening import open_bytes

FEWEST = 5  # files of a folder that is a class; fewer may be a class each
LOOKED_AT = 3  # files of a folder
HEAD = 1 << 16  # bytes of such a file
WRITE = (
    'import csv, pathlib, sys; w = csv.writer(sys.stdout); w.writerow(["text", "label"]); '
    "w.writerows({row} for p in sorted(pathlib.Path({folder}).glob({pattern})){lines})"
)


def expect_no_file_per_text(files: list[Path]) -> None:
    """Check that files are not a text each, in a folder per class.

    Raises:
        BakeoffError: they are; the message has the command that writes a table of them.
    """
    inside = defaultdict(list)
    for file in files:
        inside[file.parent].append(file)
    folders = {folder: found for folder, found in inside.items() if len(found) >= FEWEST}
    looked_at = [file for found in folders.values() for file in found[:LOOKED_AT]]
    if len(folders) < 2 or 2 * sum(map(_holds_a_text, looked_at)) <= len(looked_at):
        return
    above = sorted({folder.parent for folder in folders}, key=lambda path: path.name in names.TEST)
    classes = ", ".join(quote(name) for name in sorted({folder.name for folder in folders}))
    raise BakeoffError(
        f"{above[0]}: expected a table, or one file per class with a text per line, got folders "
        f"({classes:.200}) of files that look like one text each; write a table of them: "
        f"{_write_table(above[0], per_line=False)}{_init(above)}"
    )


def refuse_folder(test: Path, train: list[Path], *, per_line: bool) -> BakeoffError:
    """Refuse a folder of test texts.

    Args:
        test: the folder.
        train: files of the texts to train on.
        per_line: whether those are a file per class, with a text per line.

    Returns:
        The error; of files per class it has the command that writes a table of them.
    """
    advice = "join its files, and name the result"
    if per_line:
        above = [train[0].parent, test]
        advice = f"write a table of each: {_write_table(above[0], per_line=True)}{_init(above)}"
    return BakeoffError(f"--test: expected a file, got the folder {test}; {advice}")


def _holds_a_text(file: Path) -> bool:
    """Tell whether a file looks like one text: it is a line, or lines that are no table."""
    if has_table_suffix(file):
        return False
    with open_bytes(file) as opened:
        text = opened.read(HEAD).decode("latin-1")
    lines = list(islice(filter(str.strip, text.splitlines()), 2))
    return len(lines) < 2 or find_layout(text, whole=len(text) < HEAD) is None


def _write_table(folder: Path, *, per_line: bool) -> str:
    """Give the command that writes a table of the files in a folder."""
    row, lines, pattern = '[p.read_text("utf-8"), p.parent.name]', "", "*/*"
    if per_line:
        row, lines, pattern = "[t.strip(), p.stem]", ' for t in p.open(encoding="utf-8")', "*"
    shown = json.dumps(str(folder), ensure_ascii=False)
    code = WRITE.format(row=row, folder=shown, pattern=f'"{pattern}"', lines=lines)
    return f"python -c {shlex.quote(code)} > {_name(folder)}"


def _init(folders: list[Path]) -> str:
    """Say how to go on with the tables of one folder or of two."""
    first, *others = map(_name, folders)
    also = f", likewise {others[0]} of {folders[1]}" if others else ""
    return f"{also}; then: bakeoff init {first}" + (f" --test {others[0]}" if others else "")


def _name(folder: Path) -> str:
    return shlex.quote(f"{folder.name or 'texts'}.csv")
