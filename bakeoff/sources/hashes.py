"""Hashes of files, written as in params.yaml: "sha256:..." or "md5:..."."""

import hashlib
from pathlib import Path


class WrongHash(ValueError):
    """A file of so many bytes has another hash than expected."""

    def __init__(self, expected: str, found: str, size: int) -> None:
        super().__init__(f"its hash should be {expected} but is {found} ({size} bytes)")
        self.found = found
        self.size = size


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
