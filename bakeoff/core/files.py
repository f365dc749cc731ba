"""Write outputs so that the same content gives the same bytes, read them back, and hash files.

A hash is written as in params.yaml: "sha256:..." or "md5:...".
"""

import hashlib
import io
import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from bakeoff.core.errors import BakeoffError

# how a file begins that Git LFS puts in place of another
LFS_POINTER = b"version https://git-lfs.github.com/spec/"
FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip member can carry


class WrongHash(ValueError):
    """A file of so many bytes has another hash than expected."""

    def __init__(self, expected: str, found: str, size: int) -> None:
        super().__init__(f"its hash should be {expected} but is {found} ({size} bytes)")
        self.found = found
        self.size = size


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


def expand_home(path: str | Path) -> Path:
    """Replace a leading `~` by the home folder; one that names no user stays, as in a shell."""
    return Path(os.path.expanduser(path))  # noqa: PTH111, since Path.expanduser raises


def size_of(path: Path) -> int:
    """Count the bytes of a file, or of all files below a folder."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())


def hash_of(path: Path, algorithm: str = "sha256") -> str:
    """Hash a file's content; md5 detects damage, but not forgery."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.new(algorithm, usedforsecurity=False))
    return f"{algorithm}:{digest.hexdigest()}"


def expect_hash(path: Path, known_hash: str) -> None:
    """Compare a file with its known hash; raise WrongHash if they differ."""
    found = hash_of(path, known_hash.partition(":")[0])
    if found != known_hash:
        raise WrongHash(known_hash, found, path.stat().st_size)


def is_whole(path: Path, known_hash: str | None) -> bool:
    """Tell whether a file exists and has its hash, if that is known."""
    if not path.is_file():
        return False
    return known_hash is None or hash_of(path, known_hash.partition(":")[0]) == known_hash


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


def read_text(path: Path) -> str:
    """Read a text file in UTF-8 that a user names.

    Raises:
        BakeoffError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BakeoffError(f"{path}: expected a text file in UTF-8; {error}") from None


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


def number_by_order(text: str, pattern: str) -> tuple[str, dict[str, str]]:
    """Replace each match of a pattern by 0, 1, 2, ... in the order of first appearance.

    Keras and skops name objects by their addresses in memory, so that an object that occurs twice
    is saved once. Numbers do the same, and are equal in every process.

    Returns:
        The new text, and the number that each match was replaced by.
    """
    numbers: dict[str, str] = {}
    numbered = re.sub(pattern, lambda match: numbers.setdefault(match[0], str(len(numbers))), text)
    return numbered, numbers


def rename(members: dict[str, bytes], numbers: dict[str, str]) -> dict[str, bytes]:
    """Rename archive members whose stems are addresses, and sort them by name."""
    named = {}
    for name, content in members.items():
        path = PurePath(name)
        named[str(path.with_stem(numbers.get(path.stem, path.stem)))] = content
    return dict(sorted(named.items()))
