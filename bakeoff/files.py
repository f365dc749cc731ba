"""Write every output whole: to a temporary file beside it, flushed, then renamed."""

import glob
import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip member can carry


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; rename it to `path` if the block succeeds.

    The temporary name keeps the suffixes of `path`, because some writers choose a format by them.

    Args:
        path: where the file is to stand; its folder is made.

    Yields:
        The path to write to. After an error it is removed and `path` is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _beside(path)
    try:
        yield temporary
        _flush(temporary)
        temporary.replace(path)
    except OSError as error:
        _name(error, path)
        raise
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def atomic_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder to fill; it becomes `folder` if the block succeeds.

    Yields:
        The folder to write to. After an error it is removed and `folder` is as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    workplace = _beside(folder)
    whole, old = workplace / "whole", workplace / "old"
    try:
        whole.mkdir(parents=True)
        yield whole
        for path in whole.rglob("*"):
            if path.is_file():
                _flush(path)
        if folder.exists():
            folder.rename(old)
        whole.rename(folder)
    except OSError as error:
        _name(error, folder)
        raise
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(workplace, ignore_errors=True)


def _flush(path: Path) -> None:
    """Have the content of a file on the disk, before its name says that it is there."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _beside(path: Path) -> Path:
    """Name what is written before it is renamed to `path`; remove what killed processes left."""
    for left in path.parent.glob(f".*.{glob.escape(path.name)}"):
        process = left.name.removesuffix(path.name)[1:-1]
        if not process.isdecimal() or _runs(int(process)):
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)  # another process may clean up, too
    return path.with_name(f".{os.getpid()}.{path.name}")


def _runs(process: int) -> bool:
    """Tell whether another process runs; one that had our number is dead."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is another user's
        return True
    return True


def _name(error: OSError, path: Path) -> None:
    """Name the output in an error that came while it was written, such as that of a full disk."""
    if error.filename is None and error.errno is not None:
        error.filename = str(path)


def size_of(path: Path) -> int:
    """Count the bytes of a file, or of all files below a folder."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())


def hash_files(folder: Path, paths: Iterable[Path]) -> str:
    """Hash the names below a folder and the contents of files, whatever their order: SHA-256."""
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
    """Write `text` as UTF-8, line ends as they are."""
    with atomic_path(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")


def write_json(path: Path, value: Any) -> None:
    """Write `value` as indented JSON, its keys in the order given, NaN and infinity refused."""
    write_text(path, json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_zip(path: Path, members: dict[str, bytes]) -> None:
    """Write a zip archive whose bytes depend on its members alone: no dates, no file modes.

    Args:
        path: the archive.
        members: name to content, in the order they are to stand in.
    """
    with atomic_path(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), content, zipfile.ZIP_DEFLATED)


def read_zip(source: Path | io.BytesIO) -> dict[str, bytes]:
    """Read all members of a zip archive, in the order of their names."""
    with zipfile.ZipFile(source) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}
