"""A file per class."""

import zipfile

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.files import inspect_files
from bakeoff.inspection.forms import Known
from bakeoff.inspection.found import Asked
from bakeoff.inspection.lines import name_classes


@pytest.mark.parametrize(
    ("files", "classes"),
    [
        (["good.txt", "bad.txt"], ["good", "bad"]),
        (["set/plot.tok.5000", "set/quote.tok.5000"], ["plot", "quote"]),
        (["rt-polarity.neg", "rt-polarity.pos"], ["neg", "pos"]),
        (["train_a_b.txt", "train_c.txt"], ["a_b", "c"]),
        (["a", "b"], ["a", "b"]),
        ([".txt", "a.txt"], [".txt", "a.txt"]),
    ],
)
def test_a_class_is_named_by_what_differs(files, classes):
    """Beginnings and ends that all files share are left out."""
    assert name_classes(files) == classes


def test_members_of_a_zip_are_classes_in_one_encoding(tmp_path):
    """A member in ASCII goes with any; what is told of columns has no meaning."""
    path = tmp_path / "set.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("README.txt", "about")
        archive.writestr("set/neg.txt", b"a poor one\n" * 30)
        archive.writestr("set/pos.txt", b"a fine caf\xe9 in the old town\n" * 30)
    found = inspect_files([path], Asked())
    assert found.members == {"neg": "set/neg.txt", "pos": "set/pos.txt"}
    assert found.table["encoding"] == "cp1252"
    with pytest.raises(BakeoffError, match="expected a table for --text"):
        inspect_files([path], Asked(texts=["text"]))


def test_files_of_several_encodings_are_refused(tmp_path):
    """One key says how all are read; the option decides."""
    paths = [tmp_path / "neg.txt", tmp_path / "pos.txt"]
    paths[0].write_bytes("영화가 재미없다 정말로\n".encode("cp949") * 30)
    paths[1].write_bytes(b"a fine caf\xe9 in the old town\n" * 30)
    with pytest.raises(BakeoffError, match=r"one encoding, got \['cp1252', 'cp949'\]"):
        inspect_files(paths, Asked())
    assert inspect_files(paths, Asked(known=Known("latin-1"))).table["encoding"] == "latin-1"


def test_an_encoding_that_is_unclear_is_told(tmp_path):
    """As of a table."""
    paths = [tmp_path / "neg.txt", tmp_path / "pos.txt"]
    for path in paths:
        path.write_bytes("très déçue – ça va\n".encode("mac_roman") * 30)
    said = [str(guess) for guess in inspect_files(paths, Asked()).guesses]
    assert any(line.startswith("encoding: mac_roman (unclear") and "très" in line for line in said)
