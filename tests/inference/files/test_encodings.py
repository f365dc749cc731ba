"""A file in the encoding of the model's own texts is refused before anything is written."""

import gzip

import pytest

from bakeoff.core.errors import BakeoffError
from tests.inference.answering import predict

CAFE = "text\nplain\ncaf\u00e9\n\u201cquoted\u201d na\u00efve\n"
HANGUL = "text\n\ud55c\uad6d\n"


def train_in(folder, encoding):
    """Write the params.yaml of a model whose texts were in an encoding."""
    params = f"prepare: {{table: {{encoding: {encoding}}}}}\n"
    (folder / "params.yaml").write_text(params, encoding="utf-8")


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("cp1252", CAFE),
        ("latin-1", "text\ncaf\u00e9\n"),
        ("cp949", HANGUL),
        ("utf-16-le", HANGUL),
        ("mac_roman", "text\rcaf\u00e9\r"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_encoding_of_the_model_is_named(tmp_path, caplog, encoding, content, pack):
    """In one line, as for UTF-16; nothing is written."""
    train_in(tmp_path, encoding)
    line = f"a.csv: expected UTF-8, got what {encoding} can decode, .*; use --encoding {encoding},"
    with pytest.raises(BakeoffError, match=line):
        predict(tmp_path, "a.csv", pack(content.encode(encoding)))
    assert not caplog.messages and not (tmp_path / "out.a.csv").exists()


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl.gz"])
def test_a_long_file_is_judged_by_its_beginning(tmp_path, name):
    """It ends in the middle of a line, and within a character."""
    train_in(tmp_path, "cp949")
    content = (HANGUL + "\ud55c" * 2**15).encode("cp949")
    with pytest.raises(BakeoffError, match="use --encoding cp949"):
        predict(tmp_path, name, gzip.compress(content) if name.endswith(".gz") else content)


@pytest.mark.parametrize("own", ["utf-8", "cp1252", "latin-1", "unknown", ""])
def test_a_broken_row_among_rows_in_utf8_is_named(tmp_path, caplog, own):
    """Whatever the model's own texts were in."""
    train_in(tmp_path, own)
    found, count = predict(tmp_path, "a.csv", b"\xef\xbb\xbf" + CAFE.encode() + b"\xe9\xff\n")
    assert count == 1 and len(found.splitlines()) == 4
    assert "a.csv: line 5: not in the encoding (see --encoding)" in caplog.messages[0]


def test_a_named_encoding_is_taken(tmp_path):
    """UTF-8 too: rows that are not in it are left out."""
    train_in(tmp_path, "cp1252")
    content = CAFE.encode("cp1252")
    assert predict(tmp_path, "a.csv", content, encoding="cp1252")[1] == 0
    assert predict(tmp_path, "a.csv", content, encoding="utf-8")[1] == 2


def test_what_the_encoding_cannot_decode_is_not_refused(tmp_path):
    """Naming it would not help; cp1252 lacks the byte 81."""
    train_in(tmp_path, "cp1252")
    assert predict(tmp_path, "a.csv", b"text\na\n\x81\n")[1] == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("text\ncaf\u00e9\n".encode("utf-16"), "use --encoding utf-16"),
        (b"PK\x03\x04\xff\n\xfe\n", "expected text, got binary data"),
    ],
)
def test_what_latin_1_decodes_as_well_is_called_what_it_is(tmp_path, content, message):
    """It decodes everything."""
    train_in(tmp_path, "latin-1")
    with pytest.raises(BakeoffError, match=message):
        predict(tmp_path, "a.csv", content)
