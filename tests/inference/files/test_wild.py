"""Whatever a file holds, each of its rows is answered or named."""

import csv
import io
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.inference.classifier import Classifier
from bakeoff.inference.files import delimited
from bakeoff.inference.files.opening import Options
from bakeoff.inference.predicting import predict_file

WILD = st.text(st.sampled_from('ab",;\t|\n\r\0{}[]:é\ufeff\u2028👍')).map(str.encode)
BYTES = st.lists(WILD | st.binary(max_size=5)).map(b"".join)
MODEL = Classifier("m", ["a", "b"], 0.5, (lambda texts: np.zeros((len(texts), 2), np.float32),))


def predict(name, content, text):
    """Answer a file; give the output and the number of rows without an answer."""
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder)
        (folder / name).write_bytes(content)
        count = predict_file(
            lambda: MODEL, folder / name, folder / f"out.{name}", text, Options(), folder
        )
        return (folder / f"out.{name}").read_bytes().decode(), count


@given(BYTES, st.sampled_from([("a.csv", b"text,x\n"), ("a.jsonl", b'{"text": "x"}\n')]))
def test_any_bytes_are_answered_or_named(content, file):
    """No error ends the command."""
    name, first = file
    predict(name, first + content, ["text"])


@given(BYTES)
def test_any_first_line_is_read_or_refused(content):
    """In one line that names the file."""
    try:
        predict("a.csv", content, ["text"])
    except BakeoffError as error:
        assert "a.csv: " in str(error)


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)), st.sampled_from(delimited.DELIMITERS))
def test_what_csv_writes_is_read(rows, delimiter):
    """Cells may hold anything but half characters; the answers follow them."""
    rows = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows([["text", "x"], *rows])
    found, count = predict("a.csv", file.getvalue().encode(), ["text"])
    read = list(csv.reader(io.StringIO(found, newline=""), delimiter=delimiter))
    assert count == 0
    assert [row[:2] for row in read[1:]] == rows


def test_a_quote_that_is_never_closed_costs_one_row(monkeypatch):
    """Not the rest of the file, and not its memory."""
    monkeypatch.setattr(delimited, "LONGEST", 100)
    content = b'text,x\na,1\n"b,2\n' + b"c,3\n" * 100
    found, count = predict("a.csv", content, ["text"])
    assert count == 1
    assert found.count("\nc,3,a") == 100


@pytest.mark.parametrize("first", ["sep=;\r\n", ""])
def test_the_delimiter_is_that_of_the_first_line(first):
    """Excel says it in a line of its own, which is no row."""
    found, _ = predict("a.csv", f"{first}text;x\r\na,b;1\r\n".encode(), ["text"])
    assert found.splitlines()[1].startswith("a,b;1;")
