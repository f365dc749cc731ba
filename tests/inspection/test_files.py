"""Files and folders that a user names."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.files import inspect_files
from bakeoff.inspection.found import Asked


def test_a_file_of_test_texts_among_others_is_named(tmp_path):
    """With the command that holds it out."""
    for name in ("train.csv", "test.csv"):
        (tmp_path / name).write_text("text,label\na,b\n", "utf-8")
    with pytest.raises(BakeoffError) as caught:
        inspect_files([tmp_path], Asked())
    assert f"bakeoff init {tmp_path}/train.csv --test {tmp_path}/test.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "an empty file"),
        (b"text,label\n", "expected rows of texts and labels, got none"),
        (b"a line\nanother line\n", "lines without a delimiter"),
        (b"\xd0\xcf\x11\xe0 old", "in the format xls; save it as xlsx or CSV"),
        (b"%PDF-1.7", "in the format pdf"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, expected):
    """In one line."""
    path = tmp_path / "texts"
    path.write_bytes(content)
    with pytest.raises(BakeoffError) as caught:
        inspect_files([path], Asked())
    assert expected in str(caught.value) and str(caught.value).startswith(f"{path}: ")
