"""Whether the user's own files have the columns that `prepare` names, as far as they exist.

Only the header is read: of JSON Lines the first objects. A workbook is left to `prepare`.
"""

from collections.abc import Iterator
from pathlib import Path

from bakeoff.checking.findings import Findings
from bakeoff.checking.sections import Known
from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import OWN_TEXTS
from bakeoff.texts.reading import delimited, jsonl, parquet
from bakeoff.texts.reading.cells import find_columns
from bakeoff.texts.settings import Prepare

LISTED_BY = {
    "csv": delimited.list_columns,
    "jsonl": jsonl.list_columns,
    "parquet": parquet.list_columns,
}


def check_columns(known: Known, findings: Findings) -> None:
    """Check the columns of each of the files; one that is not on this machine may have any."""
    prepare: Prepare | None = known.values.get("prepare")
    if prepare is None or prepare.input != str(OWN_TEXTS):
        return
    if prepare.table.format not in LISTED_BY:
        return
    sources = {str(Path(name, Path(p).name)): Path(p) for name, p in known.entries("files").items()}
    given = prepare.given.file if prepare.split == "given" and prepare.given else None
    for file in [*prepare.table.files, given]:
        source = sources.get(file or "")
        if source is not None and source.is_file():
            shared = [] if file == given else [*_columns_beside(prepare)]
            _check(source, prepare, [*_columns_of_texts(prepare), *shared], findings)


def _columns_of_texts(prepare: Prepare) -> Iterator[tuple[str, str]]:
    """Give the keys and names of the columns that each file has."""
    yield from (("table.text", name) for name in prepare.table.texts)
    yield "table.label", str(prepare.table.label)


def _columns_beside(prepare: Prepare) -> Iterator[tuple[str, str]]:
    """Give the keys and names of the columns that a given test file need not have."""
    if prepare.group:
        yield "group", prepare.group
    if prepare.split == "time" and prepare.time:
        yield "time", prepare.time
    if prepare.split == "given" and prepare.given and prepare.given.column:
        yield "given.column", prepare.given.column


def _check(
    source: Path, prepare: Prepare, columns: list[tuple[str, str]], findings: Findings
) -> None:
    try:
        header = LISTED_BY[prepare.table.format](source, prepare.table)
    except BakeoffError as error:
        findings.add("prepare.table.file", str(error))
        return
    for key, name in columns:
        try:
            find_columns(source, header, [name])
        except BakeoffError as error:
            findings.add(f"prepare.{key}", str(error))
