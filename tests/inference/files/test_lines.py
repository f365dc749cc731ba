"""A text per line is answered with a table."""

from bakeoff.inference.files.opening import Options
from bakeoff.inference.predicting import predict_file
from tests.inference.answering import MODEL


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
