"""Read protobuf messages field by field, without classes that `protoc` generates.

See https://protobuf.dev/programming-guides/encoding.
"""

from collections.abc import Iterator
from mmap import mmap
from typing import NamedTuple

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
FIXED = {FIXED64: 8, FIXED32: 4}


class Span(NamedTuple):
    """Where a field of bytes begins and ends."""

    start: int
    end: int


class DamagedError(ValueError):
    """The bytes are not a protobuf message."""


def read_fields(data: mmap, span: Span) -> Iterator[tuple[int, int | Span]]:
    """Yield the number of each field with its integer or the span of its bytes; skip others.

    Raises:
        DamagedError: the bytes end within a field, or are no message.
    """
    place, end = span
    while place < end:
        tag, place = _read_varint(data, place, end)
        number, kind = tag >> 3, tag & 7
        if kind == VARINT:
            value, place = _read_varint(data, place, end)
            yield number, value
        elif kind == BYTES:
            length, place = _read_varint(data, place, end)
            if length > end - place:
                raise DamagedError(f"byte {place} begins {length} bytes, of which some are missing")
            yield number, Span(place, place + length)
            place += length
        elif kind in FIXED and FIXED[kind] <= end - place:
            place += FIXED[kind]
        else:
            raise DamagedError(f"no field ends at byte {place}")


def _read_varint(data: mmap, place: int, end: int) -> tuple[int, int]:
    """Give the integer at a place, and where it ends."""
    value = 0
    for shift in range(0, 70, 7):
        if place >= end:
            break
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
    raise DamagedError(f"no integer ends at byte {place}")
