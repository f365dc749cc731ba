"""Open a file of texts as it was published: gzipped or not, in its encoding."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import IO, TextIO

from bakeoff.core.errors import BakeoffError

GZIP = b"\x1f\x8b"  # what each gzip file begins with
MAX_BYTES = 1 << 32  # inflated, of what is held in memory; more is taken for an attack on it


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, inflated if it is gzipped.

    Raises:
        BakeoffError: there is no such file, or a damaged one; also while it is read.
    """
    try:
        with path.open("rb") as file:
            if file.peek(2)[:2] == GZIP:
                with gzip.open(file) as inflated:
                    yield BufferedReader(inflated)
            else:
                yield file
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise BakeoffError(
            f"{path}: expected a whole gzip file, got: {error}; fetch or make it again"
        ) from None
    except OSError as error:
        raise BakeoffError(
            f"{path}: expected a file of labelled texts, got: {error.strerror}; correct its name "
            "in params.yaml, or run `make repro` first"
        ) from None


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """Open a text file, after its byte order mark; line ends stay as they are.

    Raises:
        BakeoffError: as `open_bytes`, or another encoding.
    """
    try:
        with open_bytes(path) as file:
            text = TextIOWrapper(file, encoding, newline="")
            if text.read(1) != "\ufeff":
                text.seek(0)
            yield text
    except UnicodeError as error:
        raise wrong_encoding(str(path), encoding, error) from None


def is_gzip(path: Path) -> bool:
    """Tell whether a file begins as a gzipped one does."""
    with path.open("rb") as file:
        return file.read(2) == GZIP


def read_all(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a whole file, inflated.

    Raises:
        BakeoffError: as `open_bytes`, or it holds more bytes than allowed.
    """
    with open_bytes(path) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise BakeoffError(f"{path}: expected at most {limit} bytes, got more; split the file")
    return content


def wrong_encoding(place: str, encoding: str, error: UnicodeError) -> BakeoffError:
    """Say that a file is in another encoding than params.yaml says."""
    found = str(error)
    if isinstance(error, UnicodeDecodeError):
        byte = error.object[error.start]
        found = f"byte {byte:#04x} at {error.start} of a block ({error.reason})"
    return BakeoffError(
        f"{place}: expected {encoding}, got {found}; set the right encoding "
        "(prepare.table.encoding, or `bakeoff init --encoding`)"
    )
