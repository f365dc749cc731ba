"""A zip with one file per class and one text per line."""

import gzip
import zipfile

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading import lines
from bakeoff.texts.reading.rows import read_rows
from bakeoff.texts.table import read_published
from tests.texts.tables import prepare, table

MEMBERS = {"no": "set/plot.txt", "yes": "set/quote.txt"}
LINES = {"set/plot.txt": b"one\r\n\n two\x85 \n", "set/quote.txt": "\ufeffdréi".encode()}
ZIPPED = {"file": "set.zip", "format": "lines", "text": None, "label": None, "members": MEMBERS}


@pytest.fixture
def write(tmp_path):
    """Give a function that writes a zip of members and gives its path."""

    def write_zip(contents):
        with zipfile.ZipFile(tmp_path / "set.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in contents.items():
                archive.writestr(name, content)
        return tmp_path / "set.zip"

    return write_zip


def refusal(path, others=(), **settings):
    """Read a wrong zip; give the error, which names the file and is one line."""
    with pytest.raises(BakeoffError) as caught:
        read_rows(path.parent, table(**ZIPPED | {"file": path.name} | settings), others)
    message = str(caught.value)
    assert message.startswith(f"{path}: ") and "\n" not in message and "expected" in message
    return message


def test_each_line_is_a_text_of_the_class_of_its_file(write):
    """Class by class; blank lines, ends of lines and byte order marks are left out."""
    path = write(LINES | {"set/plot.txt": "one\r\n\n two\x85 \n".encode()})
    rows = read_rows(path.parent, table(**ZIPPED))
    assert rows.texts == ["one", " two\x85 ", "dréi"]
    assert rows.labels == ["no", "no", "yes"]


def test_texts_are_repaired_as_those_of_a_table_are(write):
    """HTML entities are undone and counted."""
    path = write({"set/plot.txt": b"caf&#233", "set/quote.txt": b"plain"})
    found = read_published(path.parent, prepare(ZIPPED | {"html": True}))
    assert [text.text for text in found.texts] == ["café", "plain"]
    assert [text.label for text in found.texts] == ["no", "yes"]
    assert (found.counts["rows"], found.counts["entities_undone"]) == (2, 1)


def test_a_wrong_encoding_names_the_member_and_the_byte(write):
    """And the key that says it."""
    message = refusal(write(LINES))
    assert "set/plot.txt: expected utf-8, got byte 0x85 at 10" in message and "encoding" in message


def test_a_member_that_is_not_there_is_named_with_those_that_are(write):
    """So that the name can be corrected."""
    message = refusal(write({"plot.txt": b"one"}))
    assert "expected a member 'set/plot.txt', got ['plot.txt']" in message


def test_a_member_that_inflates_to_more_than_memory_is_refused(write, monkeypatch):
    """Whatever size it claims."""
    monkeypatch.setattr(lines, "MAX_BYTES", 1000)
    assert "at most 1000 bytes" in refusal(write(LINES | {"set/plot.txt": b"a" * 10_000}))


@pytest.mark.parametrize("content", [b"", b"text,label\n", b"PK\x03\x04 cut off"])
def test_what_is_no_zip_is_refused(tmp_path, content):
    """Such as a table."""
    (tmp_path / "set.zip").write_bytes(content)
    assert "expected a whole zip" in refusal(tmp_path / "set.zip")


def test_a_damaged_member_is_refused(write):
    """Its checksum does not fit."""
    path = write({name: b"x" * 9 for name in LINES})
    with zipfile.ZipFile(path, "w") as archive:
        for name in LINES:
            archive.writestr(name, b"one text\n")
    path.write_bytes(path.read_bytes().replace(b"one text", b"two text", 1))
    assert "expected a whole zip" in refusal(path)


def test_a_missing_file_empty_members_and_columns_are_refused(write, tmp_path):
    """Each with what to do."""
    assert "correct its name" in refusal(tmp_path / "none.zip")
    assert "got none" in refusal(write(dict.fromkeys(LINES, b"\n")))
    assert "expected no columns" in refusal(write(LINES), ["sender"])


def test_members_may_be_files_of_the_folder(tmp_path):
    """One of them gzipped."""
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "a b.txt").write_bytes(b"fine\n")
    (tmp_path / "bad.txt.gz").write_bytes(gzip.compress(b"poor\nweak\n"))
    files = {"pos": "good/a b.txt", "neg": "bad.txt.gz"}
    rows = read_rows(tmp_path, table(**ZIPPED | {"file": None, "members": files}))
    assert list(zip(rows.texts, rows.labels, strict=True)) == [
        ("fine", "pos"),
        ("poor", "neg"),
        ("weak", "neg"),
    ]
