"""The columns of the texts are chosen, or the file is refused before the model is loaded."""

import pytest

from bakeoff.core.errors import BakeoffError
from tests.inference.answering import columnar, predict


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


def test_a_column_of_texts_that_is_there_twice_is_refused(tmp_path):
    """Nothing says which of them is meant."""
    content = columnar(["text", "text"])
    for name, found in (("a.parquet", content), ("a.csv", b"text,text\na,b\n")):
        with pytest.raises(BakeoffError, match='expected one column "text", got 2'):
            predict(tmp_path, name, found)


def test_an_object_without_names_is_one_line(tmp_path):
    """There is no closest name."""
    with pytest.raises(BakeoffError, match='no column "text"; there are none; name another file'):
        predict(tmp_path, "a.jsonl", b"{}\n")
