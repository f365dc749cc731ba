"""Hashes of files, written as params.yaml has them: "sha256:..." or "md5:..."."""

import hashlib
from pathlib import Path


class WrongHash(ValueError):
    """What came is not what was expected.

    Attributes:
        came: its hash, of the algorithm of the expected one.
        size: its bytes.
    """

    def __init__(self, expected: str, came: str, size: int) -> None:
        super().__init__(f"its hash should be {expected} but is {came} ({size} bytes)")
        self.came = came
        self.size = size


def hash_of(path: Path, algorithm: str = "sha256") -> str:
    """Hash a file's content; md5 tells a damaged file from a whole one, but not a forged one."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.new(algorithm, usedforsecurity=False))
    return f"{algorithm}:{digest.hexdigest()}"


def expect_hash(path: Path, known_hash: str) -> None:
    """Compare a file with its known hash.

    Raises:
        WrongHash: it is another.
    """
    came = hash_of(path, known_hash.partition(":")[0])
    if came != known_hash:
        raise WrongHash(known_hash, came, path.stat().st_size)


def is_whole(path: Path, known_hash: str | None) -> bool:
    """Tell whether a file is there and has its hash, if that is known."""
    if not path.is_file():
        return False
    return known_hash is None or hash_of(path, known_hash.partition(":")[0]) == known_hash
