"""Bytes and text, packed or not, in and out."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import whole_file

GZIP, UTF_16 = b"\x1f\x8b", (b"\xff\xfe", b"\xfe\xff")


def open_text(raw: BinaryIO, encoding: str, place: str) -> TextIO:
    """Read bytes as text; what is not in the encoding becomes lone surrogates.

    Raises:
        BakeoffError: no such encoding, or it is UTF-16.
    """
    buffered = io.BufferedReader(raw)  # type: ignore[type-var]
    first = buffered.peek(2)[:2]
    unpacked: Any = buffered
    if first == GZIP:
        unpacked = gzip.GzipFile(fileobj=buffered)
    elif first in UTF_16 and encoding == "utf-8":
        raise BakeoffError(f"{place}: expected UTF-8, got UTF-16; use --encoding utf-16")
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        return io.TextIOWrapper(unpacked, name, errors="surrogateescape", newline="")
    except (LookupError, ValueError):  # a name with NUL is a ValueError
        raise BakeoffError(
            f"--encoding: expected a name such as utf-8 or cp1252, got {encoding!r:.60}"
        ) from None


@contextmanager
def unpacking(place: str) -> Iterator[None]:
    """Say in one line that a packed file is damaged."""
    try:
        yield
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BakeoffError(
            f"{place}: expected a whole gzip file; {error}; fetch it again"
        ) from None
    except UnicodeError as error:  # of UTF-16, after which no character has a place
        raise BakeoffError(f"{place}: {error}; name its encoding with --encoding") from None


@contextmanager
def write_text(path: Path | None) -> Iterator[TextIO]:
    """Write UTF-8 to a file that takes its place when it is whole, or to standard output.

    A lone surrogate, which UTF-8 lacks, becomes an escape.
    """
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    with whole_file(path) as temporary, temporary.open("wb") as file:
        packed = gzip.GzipFile("", "wb", fileobj=file, mtime=0) if path.suffix == ".gz" else file
        with io.TextIOWrapper(packed, "utf-8", errors="backslashreplace", newline="") as text:
            yield text
