"""The section `prepare` of a preset: the user's files, and a split that they allow."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import OWN_TEXTS
from bakeoff.core.settings import check
from bakeoff.inspection import names
from bakeoff.inspection.found import Inspected
from bakeoff.inspection.linked import linked
from bakeoff.presets.combine import MINE
from bakeoff.presets.mine.naming import make_name
from bakeoff.presets.mine.request import Request
from bakeoff.texts.reading.cells import quote
from bakeoff.texts.repair import undo_mojibake
from bakeoff.texts.settings import Prepare
from bakeoff.texts.table import Published, read_published

ENTITY = ("&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&#")
MANY = 0.01  # of the texts hold HTML entities


@dataclass
class OwnTexts:
    """What is written of the user's texts.

    Attributes:
        files: name to path.
        prepare: the section.
        classes: how many texts each has, equivalent labels merged.
        rows: how many texts there are.
        notes: what to say.
    """

    files: dict[str, str]
    prepare: dict[str, Any]
    classes: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    notes: list[str] = field(default_factory=list)


def name_files(found: Inspected, request: Request) -> OwnTexts:
    """Name the files, and say in `prepare` how they are read and what is held out."""
    files: dict[str, Path] = {}
    for path in [*found.paths, *([request.test] if request.test else [])]:
        stem = "test" if path == request.test else path.name.partition(".")[0]
        files[make_name(stem, files, "texts")] = path
    inside = [f"{name}/{path.name}" for name, path in files.items()]
    read = inside[: len(found.paths)]
    table = dict(found.table) | {"mojibake": [], "html": False, "slices": None, "unlabelled": [""]}
    if found.members and len(read) == len(found.members) > 1:
        table |= {"file": None, "members": dict(zip(found.members, read, strict=True))}
    else:
        table |= {"file": read if len(read) > 1 else read[0], "members": found.members or None}
    prepare: dict[str, Any] = {"input": str(OWN_TEXTS), "table": table | {"positive": None}}
    if request.test:
        prepare |= {"split": "given", "given": {"file": inside[-1]}}
    elif request.test_rows:
        prepare |= {"split": "file_order", "test": request.test_rows}
    elif request.split_column:
        prepare |= {"split": "given", "given": _held_out(found, request.split_column)}
    for key, value in (("group", request.group), ("rare", request.rare)):
        if value:
            prepare[key] = value
    return OwnTexts({name: _shown_path(path) for name, path in files.items()}, prepare)


def _held_out(found: Inspected, name: str) -> dict[str, str]:
    """Find the value that marks test texts."""
    column = next(column for column in found.columns if column.name == name)
    named = (value for value in column.counts if value.casefold() in names.TEST)
    if value := column.test_value or next(named, None):
        return {"column": name, "value": value}
    listed = ", ".join(quote(value) for value, _ in column.counts.most_common(10))
    raise BakeoffError(
        f"--split-column: expected a column with the value test, got {quote(name)} with "
        f"{listed:.300}; write test where texts are held out, rename a column of 0 and "
        "1 to is_test, or use --test FILE"
    )


def _shown_path(path: Path) -> str:
    """Name a file from here if it is below this folder, or else by its whole path."""
    resolved = path.resolve()
    current = Path.cwd().resolve()
    return str(resolved.relative_to(current) if resolved.is_relative_to(current) else resolved)


def read_own(own: OwnTexts, sample: dict[str, Any]) -> Published:
    """Read the texts as the pipeline will, before the first copy is made.

    Raises:
        BakeoffError: as the pipeline would raise it, with the user's path of the file.
    """
    prepare = check_prepare(own, sample)
    with linked(own.files) as folder:
        published = read_published(folder, prepare)
    own.rows = len(published.texts)
    if without := published.counts["unlabelled"]:
        own.notes.append(f"rows without a label are left out: {without} (prepare.table.unlabelled)")
    else:
        own.prepare["table"]["unlabelled"] = []
    table, texts = own.prepare["table"], [text.text for text in published.texts]
    table["mojibake"], damaged = find_mojibake(texts, prepare.table.encoding)
    if damaged:
        own.notes.append(f"mojibake is undone in {damaged} texts (prepare.table.mojibake)")
    entities = sum(any(mark in text for mark in ENTITY) for text in texts)
    if entities >= max(MANY * own.rows, 1):
        table["html"] = True
        own.notes.append(f"HTML entities are undone in {entities} texts (prepare.table.html)")
    if table["mojibake"] or table["html"]:
        with linked(own.files) as folder:
            published = read_published(folder, check_prepare(own, sample))
    return published


def find_mojibake(texts: list[str], encoding: str) -> tuple[list[str], int]:
    """Find the wrong decodings that most of the texts beyond ASCII went through.

    Returns:
        What `prepare.table.mojibake` takes, and how many texts it repairs; none: an empty list, 0.
    """
    beyond = [text for text in texts if not text.isascii()]
    for chain in (["mac_roman", "cp1252", "utf-8"], [encoding, "cp1252", "utf-8"]):
        repaired = sum(undo_mojibake(text, [encoding, *chain]) != text for text in beyond)
        if repaired > len(beyond) / 2:
            return chain, repaired
    return [], 0


def check_prepare(own: OwnTexts, sample: dict[str, Any]) -> Prepare:
    """Merge what is written into the section of the sample."""
    merged = {**sample["prepare"], **own.prepare}
    merged["table"] = {**sample["prepare"]["table"], **own.prepare["table"]}
    return check(Prepare, merged, f"{MINE}: prepare")
