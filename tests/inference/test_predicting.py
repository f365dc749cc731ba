"""Files are answered row by row, in their own form."""

import tracemalloc

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inference.files.opening import Options
from bakeoff.inference.predicting import predict_file
from tests.inference.answering import MODEL, predict


def test_names_that_the_file_has_are_made_longer(tmp_path):
    """No column of the file is replaced."""
    found, _ = predict(tmp_path, "a.csv", b"text,label\nx,y\n")
    assert found.splitlines() == [
        b"text,label,predicted_label,predicted_p_short,predicted_p_long",
        b"x,y,short,0.900000,0.100000",
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_what_is_no_text_is_called_so(tmp_path, name):
    """Not row by row."""
    target = tmp_path / f"out.{'jsonl' if name == 'a.jsonl' else 'csv'}"
    (tmp_path / name).write_bytes(b"PK\x03\x04\xff\n\xfe\n")
    with pytest.raises(BakeoffError, match="expected text, got binary data"):
        predict_file(lambda: MODEL, tmp_path / name, target, [], Options(), tmp_path)
    assert not target.exists()


@pytest.mark.parametrize("output", ["a.csv", "sub/../a.csv", "link.csv", "hard.csv"])
def test_an_output_that_is_the_input_is_refused(tmp_path, output):
    """It would lose the broken rows; nothing is read, and nothing written."""
    source = tmp_path / "a.csv"
    source.write_bytes(b"text\na\nb,c\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.csv").symlink_to("a.csv")
    (tmp_path / "hard.csv").hardlink_to(source)
    with pytest.raises(BakeoffError, match="--output: expected a file other than the input"):
        predict_file(lambda: MODEL, source, tmp_path / output, [], Options(), tmp_path)
    assert source.read_bytes() == b"text\na\nb,c\n"


def test_the_encoding_of_the_training_is_offered(tmp_path, caplog):
    """Only where it would help."""
    params = "prepare: {table: {encoding: cp949}}\n"
    (tmp_path / "params.yaml").write_text(params, encoding="utf-8")
    beginning = "text\n" + "plain\n" * 2**14
    predict(tmp_path, "a.csv", f"{beginning}한국\n".encode("cp949"))
    assert "1 row has no prediction" in caplog.messages[-1]
    assert "the model's own texts are in cp949: --encoding cp949" in caplog.messages[-1]
    predict(tmp_path, "b.csv", b"text,x\na\n")
    assert "--encoding" not in caplog.messages[-1]


def test_the_memory_does_not_grow_with_the_file(tmp_path):
    """Rows are read in batches."""
    peaks = []
    for rows in (20_000, 80_000):
        tracemalloc.start()
        predict(tmp_path, "a.csv", b"text\n" + b"some words of a text\n" * rows)
        peaks.append(tracemalloc.get_traced_memory()[1] - 21 * rows)
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
