"""Tell kinds of files apart by what they hold: text, Parquet, xlsx, zip, and what is not read."""

import zipfile
from io import BytesIO
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.opening import open_bytes, read_all

MAGIC = {b"PAR1": "parquet", b"PK\x03\x04": "zip", b"\xd0\xcf\x11\xe0": "xls", b"%PDF": "pdf"}
CONTROLS = [chr(code) for code in range(32) if chr(code) not in "\t\n\v\f\r\x1b"]
BINARY = 0.05  # share of control characters that text does not have


def find_kind(path: Path) -> str:
    """Tell formats apart that are not text: parquet, xlsx, zip; "text" for others."""
    if path.is_dir() or not path.exists():
        raise BakeoffError(f"{path}: expected a file of labelled texts, got no file; correct it")
    with open_bytes(path) as file:
        head = file.read(4)
    if not head:
        raise BakeoffError(f"{path}: expected labelled texts, got an empty file")
    kind = MAGIC.get(head, "text")
    if kind == "zip":
        kind = "xlsx" if _is_workbook(read_all(path)) else "zip"
    if kind in ("xls", "pdf"):
        raise BakeoffError(
            f"{path}: expected a table, got a file in the format {kind}; save it as xlsx or CSV"
        )
    return kind


def _is_workbook(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def expect_characters(path: Path, text: str) -> None:
    """Check that what was decoded is text, by its control characters.

    Raises:
        BakeoffError: there are too many.
    """
    if sum(map(text.count, CONTROLS)) > BINARY * len(text):
        raise BakeoffError(
            f"{path}: expected text, Parquet or xlsx, got bytes that are none of them; export it "
            "as CSV, or name its --encoding"
        )
