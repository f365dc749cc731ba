"""JSON Lines, and one JSON array."""

import gzip
import json

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.rows import read_rows
from tests.texts.tables import table

OBJECTS = [{"v1": 1, "v2": "a\nb", "id": 7}, {"v2": None, "v1": True}, {"v1": 0.5, "v2": 3}]


def read(folder, content, **settings):
    """Read the rows of a file."""
    (folder / "texts.jsonl").write_bytes(content)
    return read_rows(folder, table(file="texts.jsonl", format="jsonl", **settings), ["id"])


def as_lines(objects):
    """Write an object per line."""
    return "".join(json.dumps(found, ensure_ascii=False) + "\n" for found in objects).encode()


@pytest.mark.parametrize("write", [as_lines, lambda objects: json.dumps(objects).encode()])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_values_become_what_a_person_would_write(tmp_path, write, pack):
    """A text that is null is empty, as is a key that an object lacks."""
    rows = read(tmp_path, pack(write(OBJECTS)))
    assert rows.texts == ["a\nb", "", "3"] and rows.labels == ["1", "true", "0.5"]
    assert rows.columns == {"id": ["7", "", ""]}


def test_blank_lines_and_a_byte_order_mark_are_skipped(tmp_path):
    """And other encodings are read."""
    content = "\ufeff\n" + as_lines(OBJECTS).decode() + "\n \n"
    assert len(read(tmp_path, content.encode("utf-16"), encoding="utf-16").texts) == 3
    assert len(read(tmp_path, content.encode()).texts) == 3


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"v2": "a", "v1": null, "id": 1}\n', ["line 1", "a label"]),
        (b'{"v2": "a", "v1": NaN, "id": 1}\n', ["line 1", "a label"]),
        (b'{"v2": "a", "v1": ["x", "y"], "id": 1}\n', ["line 1", "got a list", "one value"]),
        (b'{"text": "a", "v1": 1}\n', ['column "v2"', '"text", "v1"']),
        (b'{"v2": "a"\n', ["line 1", "JSON"]),
        (b'["a", "b"]', ["line 1", "an object such as"]),
        (b"text,label\n", ["line 1", "JSON", "`format`"]),
        (b"[" * 100_000, ["JSON"]),
        (b'{"v2": "a", "v1": ' + b"1" * 5000 + b"}", ["JSON"]),
        (b"", ['column "v2"', "none"]),
        (b"\x1f\x8bno", ["whole gzip"]),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, expected):
    """In one line, with the line of the file."""
    with pytest.raises(BakeoffError) as caught:
        read(tmp_path, content)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path}/texts.jsonl") and all(x in message for x in expected)
