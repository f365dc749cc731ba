"""Write outputs so that the same content gives the same bytes, and read them back."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip member can carry


@contextmanager
def output(path: Path) -> Iterator[Path]:
    """Make the folder of an output; name the output in an error that names no file (full disk)."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield path
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = str(path)
        raise


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; rename it to `path` if the block succeeds.

    For files that outlive a killed run: downloads, checkpoints, parts of an encoding. Outputs that
    DVC keeps need no such care, because it removes those of a stage before it runs it again. The
    temporary path has the suffixes of `path`, because some writers choose a format by them.
    """
    temporary = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        with output(path):
            yield temporary
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def size_of(path: Path) -> int:
    """Count the bytes of a file, or of all files below a folder."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())


def hash_files(folder: Path, paths: Iterable[Path]) -> str:
    """Hash the names (relative to a folder) and the contents of files: SHA-256, in any order."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def hash_folder(folder: Path) -> str:
    """Hash the names and the contents of all files below a folder: SHA-256."""
    return hash_files(folder, (path for path in folder.rglob("*") if path.is_file()))


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 with its line ends unchanged."""
    with output(path):
        path.write_text(text, encoding="utf-8", newline="")


def write_json(path: Path, value: Any) -> None:
    """Write indented JSON with keys in the order given; refuse NaN and infinity."""
    write_text(path, json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_zip(path: Path, members: dict[str, bytes]) -> None:
    """Write a zip archive of members by name; its bytes depend on them and their order alone."""
    with output(path), zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), content, zipfile.ZIP_DEFLATED)


def read_zip(source: Path | io.BytesIO) -> dict[str, bytes]:
    """Read all members of a zip archive, in the order of their names."""
    with zipfile.ZipFile(source) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}
