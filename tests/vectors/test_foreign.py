"""Files of other kinds: named for what they are, with what to do, and never to be deleted."""

import io
import sqlite3
import tarfile
from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors
from gensim.test.utils import datapath

from bakeoff.vectors.readers import open_vectors
from tests.vectors.files import pack, refusal

SPARSE = "4 9\n的 0:0.1 4:0.2 8:0.3\n是 2:0.5 3:0.25\nfree 1:0.1 2:0.2\n"


def tar():
    """Make a tar archive of a file of vectors."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("vectors.txt")
        member.size = 12
        archive.addfile(member, io.BytesIO(b"the 1 2 3 4\n"))
    return file.getvalue()


def saved(save, *arrays):
    """Save arrays as NumPy does."""
    file = io.BytesIO()
    save(file, *arrays)
    return file.getvalue()


def database(folder):
    """Make a database of SQLite."""
    with sqlite3.connect(folder / "made") as connection:
        connection.execute("create table magnitude (key text, dim_0 integer)")
    return (folder / "made").read_bytes()


@pytest.mark.parametrize("packing", ["plain", "gzip", "bzip2", "xz", "zip"])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (tar(), "a tar archive; unpack it"),
        (saved(np.save, np.eye(3)), "a NumPy array"),
        (b"\x89HDF\r\n\x1a\n" + bytes(99), "an HDF5 file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7\nsize 9\n", "git lfs pull"),
        ("the 1 2\n".encode("utf-16"), "UTF-16; save it as UTF-8"),
        (b"\x40\0\0\0\0\0\0\0" + b'{"embeddings":{"dtype":"F32"}}', "a safetensors file"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(99), "an archive; unpack it"),
        (
            b"\x80\x04\x95\x16\x00\x00\x00\x00\x00\x00\x00}\x94\x8c\x07vectors\x94]\x94(K\x01K\x02es.",
            "a Python pickle",
        ),
        (b"\x80\x02}q\x00X\x07\x00\x00\x00vectorsq\x01]q\x02(K\x01K\x02es.", "a Python pickle"),
        (SPARSE.encode(), "0:0.1 is no number"),
        (SPARSE.partition("\n")[2].encode(), "0:0.1 is no number"),
    ],
)
def test_a_file_of_another_kind_is_named(tmp_path, content, expected, packing):
    """Whatever it is packed in; the next step is not to delete it."""
    message = refusal(pack(tmp_path / "vectors", content, packing), words=["the"], dimension=None)
    assert expected in message and "delete" not in message and "download" not in message


def test_an_archive_of_arrays_is_named(tmp_path):
    """NumPy's .npz is a zip."""
    path = pack(tmp_path / "v.npz", saved(np.savez, np.eye(3), np.eye(2)))
    assert "NumPy arrays (.npz)" in refusal(path, dimension=None)


def test_a_database_is_named(tmp_path):
    """A .magnitude is one."""
    assert ".magnitude" in refusal(pack(tmp_path / "v", database(tmp_path)), dimension=None)


@pytest.mark.parametrize("name", ["w2v-lee-v0.12.0", "ft_kv_3.6.0.model.gz", "word2vec_old"])
def test_a_pickle_of_gensim_is_refused_with_the_call_that_saves_vectors(tmp_path, name):
    """Of files that several versions wrote."""
    content = Path(datapath(name)).read_bytes()
    message = refusal(pack(tmp_path / "m", content), dimension=None)
    assert "pickle" in message and ".save_word2vec_format('vectors.txt')" in message


def test_what_gensim_saves_today_is_known_as_a_pickle(tmp_path):
    """KeyedVectors.save."""
    vectors = KeyedVectors(3)
    vectors.add_vectors(["a"], np.eye(3, dtype=np.float32)[:1])
    vectors.save(str(tmp_path / "v.kv"))
    assert "KeyedVectors.load(...) of a .kv" in refusal(tmp_path / "v.kv", dimension=None)


@pytest.mark.parametrize("word", ["的", "a"])
def test_lines_of_too_few_numbers_are_text_in_any_script(tmp_path, word):
    """They are not taken for bytes of numbers."""
    path = pack(tmp_path / "v", f"2 5\n{word} 1 2 3\n{word}b 1 2 3\n".encode())
    assert "5 numbers per line, as its header says, got 3" in refusal(path, dimension=None)


ROWS = [
    (f"w{row}", *(f"{(row * 7 + each * 3) % 11 - 5}.5" for each in range(5))) for row in range(9)
]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([row[0] + "".join(f"{number:>6}" for number in row[1:]) for row in ROWS], "one space"),
        ([" " + " ".join(row) for row in ROWS], "a word in each line, got a space in 9 of"),
        (["\r".join(" ".join(row) for row in ROWS)], "line ends of Unix or Windows"),
    ],
)
def test_untidy_lines_are_no_words_with_spaces(tmp_path, lines, expected):
    """The words would be other ones, and most would be missing without a warning."""
    path = tmp_path / "untidy.txt"
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    assert f"expected {expected}" in refusal(path)


def test_numbers_in_a_few_words_are_no_columns(tmp_path):
    """As of names of products."""
    path = tmp_path / "names.txt"
    lines = [" ".join(row) for row in ROWS] + ["windows 10 1 2 3 4 5", "a  b 1 2 3 4 5"]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    assert open_vectors(path).dimension == 5
