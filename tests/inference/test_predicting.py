"""Files are answered row by row, in their own form."""

import gzip
import json
import tracemalloc

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inference.classifier import Classifier
from bakeoff.inference.files import delimited
from bakeoff.inference.files.opening import Options
from bakeoff.inference.predicting import predict_file


def by_length(texts):
    """Answer with the length of each text."""
    share = np.array([min(len(text), 10) / 10 for text in texts], np.float32)
    return np.stack([1 - share, share], axis=1)


MODEL = Classifier("m", ["short", "long"], 0.5, (by_length,))


def predict(folder, name, content, *, text=(), **options):
    """Write a file, answer it, and give the output and the number of rows without an answer."""
    source, target = folder / name, folder / f"out.{name}"
    source.write_bytes(content)
    count = predict_file(lambda: MODEL, source, target, text, Options(**options), folder)
    return target.read_bytes(), count


def test_csv_keeps_its_columns_and_its_delimiter(tmp_path):
    """A cell may hold quotes, delimiters and line ends."""
    found, count = predict(tmp_path, "a.csv", b'id;text\n1;"a ""b"";\nc"\n2;abcdefgh\n')
    assert count == 0
    assert found.decode().splitlines() == [
        "id;text;label;p_short;p_long",
        '1;"a ""b"";',
        'c";long;0.200000;0.800000',
        "2;abcdefgh;long;0.200000;0.800000",
    ]


def test_names_that_the_file_has_are_made_longer(tmp_path):
    """No column of the file is replaced."""
    found, _ = predict(tmp_path, "a.csv", b"text,label\nx,y\n")
    assert found.splitlines() == [
        b"text,label,predicted_label,predicted_p_short,predicted_p_long",
        b"x,y,short,0.900000,0.100000",
    ]


@pytest.mark.parametrize(
    ("bad", "place", "what"),
    [
        (b"2\n", "line 3", "expected 2 cells, got 1"),
        (b"2,b,c\n", "line 3", "expected 2 cells, got 3"),
        (b"2,\xff\n", "line 3", "not in the encoding"),
        (b'2,"b\n', "line 3", "a quote is not closed"),
    ],
)
def test_a_broken_row_is_named_and_the_rest_goes_on(tmp_path, caplog, bad, place, what):
    """It has no line in the output."""
    content = b"id,text\n1,a\n" + bad + b"3,c\n4,d\n"
    found, count = predict(tmp_path, "a.csv", content)
    assert count == 1
    assert [line[:1] for line in found.splitlines()[1:]] == [b"1", b"3", b"4"]
    assert f"{place}: {what}" in caplog.text
    assert "1 row has no prediction" in caplog.text


def test_a_quote_that_is_closed_too_late_swallows_no_rows(tmp_path, monkeypatch):
    """Memory ends before many files do."""
    monkeypatch.setattr(delimited, "LONGEST", 20)
    found, count = predict(tmp_path, "a.csv", b'text\n"a\n' + b"b\n" * 20 + b'c"\n')
    assert count == 1 and [line[:1] for line in found.splitlines()[1:21]] == [b"b"] * 20


def test_a_file_without_a_header_has_numbered_columns(tmp_path):
    """The output has no header either."""
    found, _ = predict(tmp_path, "a.tsv", b"1\tabcdefgh\n", text=["2"], header=False)
    assert found == b"1\tabcdefgh\tlong\t0.200000\t0.800000\n"


def test_a_first_row_that_is_not_in_the_encoding_is_named(tmp_path, caplog):
    """As any other row."""
    found, count = predict(tmp_path, "a.csv", b"caf\xe9\nx\n", text=["1"], header=False)
    assert count == 1 and found.startswith(b"x,short")
    assert "line 1: not in the encoding" in caplog.text


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_what_is_no_text_is_called_so(tmp_path, name):
    """Not row by row."""
    target = tmp_path / f"out.{'jsonl' if name == 'a.jsonl' else 'csv'}"
    (tmp_path / name).write_bytes(b"PK\x03\x04\xff\n\xfe\n")
    with pytest.raises(BakeoffError, match="expected text, got binary data"):
        predict_file(lambda: MODEL, tmp_path / name, target, [], Options(), tmp_path)
    assert not target.exists()


def test_json_lines_keep_their_values(tmp_path, caplog):
    """A line that is no object, or has no text, is named."""
    lines = [b'{"text": "abcdefgh", "n": [1, null]}', b"", b"{", b'{"text": 3}', b'"text"', b"\xff"]
    found, count = predict(tmp_path, "a.jsonl", b"\n".join(lines))
    assert json.loads(found) == {
        "text": "abcdefgh",
        "n": [1, None],
        "label": "long",
        "p_short": 0.2,
        "p_long": 0.8,
    }
    assert count == 4
    for place in ("line 3", "line 4", "line 5", "line 6"):
        assert f"{place}: " in caplog.text


def test_half_a_character_in_json_stays_an_escape(tmp_path):
    """UTF-8 cannot hold it."""
    found, _ = predict(tmp_path, "a.jsonl", b'{"text": "\\ud83d x"}\n')
    assert json.loads(found)["text"] == "\ud83d x"


def test_parquet_keeps_its_types(tmp_path, caplog):
    """A row whose text is null is left out."""
    table = pa.table({"text": ["abcdefgh", None, ""], "n": [1, 2, 3]})
    pq.write_table(table, tmp_path / "raw.parquet")
    _, count = predict(tmp_path, "a.parquet", (tmp_path / "raw.parquet").read_bytes())
    found = pq.read_table(tmp_path / "out.a.parquet")
    assert count == 1 and "row 2: expected a text" in caplog.text
    assert found.schema.names == ["text", "n", "label", "p_short", "p_long"]
    assert found.column("n").to_pylist() == [1, 3]
    assert found.column("label").to_pylist() == ["long", "short"]


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


def test_packed_files_are_read_and_written(tmp_path):
    """The same rows give the same bytes."""
    found, _ = predict(tmp_path, "a.csv.gz", gzip.compress(b"text\na\n"))
    assert gzip.decompress(found).splitlines()[1] == b"a,short,0.900000,0.100000"
    again, _ = predict(tmp_path, "a.csv.gz", gzip.compress(b"text\na\n"))
    assert found == again


def test_a_damaged_file_leaves_nothing_half_written(tmp_path):
    """What was read of it is not an answer."""
    packed = gzip.compress(b"text\n" + b"some text\n" * 100_000)
    with pytest.raises(BakeoffError, match="expected a whole gzip file"):
        predict(tmp_path, "a.csv.gz", packed[:-200])
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv.gz"]


def test_lines_become_a_table(tmp_path):
    """An empty line is a text without words, so that the order stays that of the input."""
    source, target = tmp_path / "a.txt", tmp_path / "out.csv"
    source.write_text("abcdefgh\n\nx", encoding="utf-8")
    predict_file(lambda: MODEL, source, target, [], Options(), tmp_path)
    assert target.read_text(encoding="utf-8").splitlines() == [
        "text,label,p_short,p_long",
        "abcdefgh,long,0.200000,0.800000",
        ",short,1.000000,0.000000",
        "x,short,0.900000,0.100000",
    ]


@pytest.mark.parametrize(
    ("content", "text", "message"),
    [
        (b"reviews,stars\nx,1\n", (), 'no column "text"; there are "reviews", "stars"'),
        (b"reviews,stars\nx,1\n", ["review"], 'no column "review"; .*use --text reviews'),
        (b"v1,v2\nx,1\n", ["reviews"], 'there are "v1", "v2"; use --text with one of them'),
        (b"my v1\nx\n", ["reviews"], "use --text 'my v1'"),
        (b"pos,I like it very much\n", (), "use --no-header --text 2 if the first row is a text"),
        (b"caf\xe9,text\nx,1\n", (), "line 1: the names of the columns are not in the encoding"),
        ("text\nx\n".encode("utf-16-le"), (), "the names of the columns are not in the encoding"),
        (b"", (), "expected rows of cells, got none"),
        ("text\nx\n".encode("utf-16"), (), "expected UTF-8, got UTF-16; use --encoding utf-16"),
    ],
)
def test_a_file_that_cannot_be_answered_is_refused(tmp_path, content, text, message):
    """The model is not loaded for it."""
    with pytest.raises(BakeoffError, match=message):
        predict(tmp_path, "a.csv", content, text=text)


def test_the_columns_of_the_training_are_the_default(tmp_path):
    """Several are joined by a space."""
    params = "prepare: {table: {text: [title, body]}}\n"
    (tmp_path / "params.yaml").write_text(params, encoding="utf-8")
    found, _ = predict(tmp_path, "a.csv", b"text,title,body\nabcdefghij,a,bc\n")
    assert found.splitlines()[1] == b"abcdefghij,a,bc,short,0.600000,0.400000"


def test_other_encodings_are_read(tmp_path):
    """What is written is UTF-8."""
    found, _ = predict(tmp_path, "a.csv", "text\n한국\n".encode("cp949"), encoding="cp949")
    assert found.decode().splitlines()[1] == "한국,short,0.800000,0.200000"


def test_the_encoding_of_the_training_is_offered(tmp_path, caplog):
    """Only where it would help."""
    params = "prepare: {table: {encoding: cp949}}\n"
    (tmp_path / "params.yaml").write_text(params, encoding="utf-8")
    predict(tmp_path, "a.csv", "text\n한국\n".encode("cp949"))
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


def columnar(names, kind="snappy"):
    """Write Parquet of two equal columns."""
    buffer = pa.BufferOutputStream()
    texts = pa.array([f"text {number}" for number in range(1000)])
    table = pa.Table.from_arrays([texts, texts], names=names)
    pq.write_table(table, buffer, compression=kind, use_dictionary=False)
    return buffer.getvalue().to_pybytes()


def test_a_column_of_texts_that_is_there_twice_is_refused(tmp_path):
    """Nothing says which of them is meant."""
    content = columnar(["text", "text"])
    for name, found in (("a.parquet", content), ("a.csv", b"text,text\na,b\n")):
        with pytest.raises(BakeoffError, match='expected one column "text", got 2'):
            predict(tmp_path, name, found)


def test_damage_within_parquet_is_one_line_and_leaves_no_output(tmp_path):
    """Its end, which is read first, is whole."""
    content = bytearray(columnar(["id", "text"]))
    content[4 : len(content) // 2] = bytes(len(content) // 2 - 4)
    with pytest.raises(BakeoffError, match="expected whole Parquet"):
        predict(tmp_path, "a.parquet", bytes(content))
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


def test_an_object_without_names_is_one_line(tmp_path):
    """There is no closest name."""
    with pytest.raises(BakeoffError, match='no column "text"; there are none; name another file'):
        predict(tmp_path, "a.jsonl", b"{}\n")


def test_an_encoding_with_a_nul_is_one_line(tmp_path):
    """Python's codecs raise another error for it."""
    with pytest.raises(BakeoffError, match="--encoding: expected a name"):
        predict(tmp_path, "a.csv", b"text\na\n", encoding="x\0")
