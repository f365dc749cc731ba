"""Reading published word vectors: every format, telling them apart, and what is no such file."""

import random
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors
from gensim.models.fasttext import load_facebook_vectors
from gensim.test.utils import datapath

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.blocks import BLOCK
from bakeoff.vectors.readers import open_vectors
from bakeoff.vectors.wanted import Wanted
from tests.vectors.files import (
    DIMENSION,
    LAYOUTS,
    PACKINGS,
    WORDS,
    binary_of,
    bits,
    content_of,
    layout_of,
    lists,
    model_of,
    pack,
    read,
    refusal,
    vectors_of,
)

NUMBERS = "cbow1_wind5_hs0_neg10_size300_smpl1e-05.txt"
SHIPPED = {
    f"EN.1-10.{NUMBERS}": {},
    f"IT.1-10.{NUMBERS}": {},
    "test_glove.txt": {"no_header": True},
    "lee_fasttext.vec": {},
    "toy-model.vec": {},
    "crime-and-punishment.vec": {},
    "high_precision.kv.txt": {},
    "euclidean_vectors.bin": {"binary": True},
    "poincare_vectors.bin": {"binary": True},
}
HEADED = [layout for layout in LAYOUTS if layout not in ("glove", "fasttext_model")]
PAGE = b"<!DOCTYPE html>\n<html lang=en>\n<title>429</title>\n<p>Too many requests: 42\n</html>\n"


def load(path, layout):
    """Let gensim read a file."""
    if layout == "fasttext_model":
        return load_facebook_vectors(path)
    binary, no_header = layout.startswith("binary"), layout == "glove"
    return KeyedVectors.load_word2vec_format(path, binary=binary, no_header=no_header)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_vectors_are_those_that_gensim_saved(file, tmp_path, layout, packing):
    """Bit for bit, in the order of the file, whatever the format."""
    vectors = vectors_of(WORDS)
    found = read(file(layout_of(vectors, layout, tmp_path), packing))
    assert list(found) == list(WORDS)
    assert bits(found) == bits(vectors, WORDS)
    assert {(v.dtype, v.shape) for v in found.values()} == {(np.dtype(np.float32), (DIMENSION,))}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_vectors_are_those_that_gensim_loads(file, tmp_path, layout):
    """Also where a decimal number is not exactly a float32."""
    rounded = vectors_of(WORDS)
    rounded.vectors = np.array([[f"{x:.4f}" for x in row] for row in rounded.vectors], np.float32)
    path = file(layout_of(rounded, layout, tmp_path))
    assert bits(read(path)) == bits(load(path, layout), WORDS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_vectors_may_be_of_one_number(file, layout):
    """No such file is published, but the code does not require more numbers."""
    rows = np.float32([[0.1], [-0.2], [3]])
    found = read(file(content_of([b"a", b"b", b"c"], rows, layout)), "abc", dimension=1)
    assert list(found) == ["a", "b", "c"]
    assert np.array_equal(np.stack(list(found.values())), rows)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_files_that_gensim_ships_are_read_as_gensim_reads_them(tmp_path, name, packing):
    """All their words, bit for bit; other programs wrote most of them."""
    loaded = KeyedVectors.load_word2vec_format(datapath(name), **SHIPPED[name])
    path = pack(tmp_path / "vectors", Path(datapath(name)).read_bytes(), packing)
    found = read(path, loaded.index_to_key, dimension=loaded.vector_size)
    assert list(found) == loaded.index_to_key
    assert bits(found) == bits(loaded, loaded.index_to_key)


def test_the_smallest_file_that_gensim_ships_is_refused():
    """Of two vectors: a word might be `kangaroo.n.01` or hold a space and a zero byte more."""
    message = refusal(Path(datapath("high_precision.kv.bin")), dimension=2)
    assert "byte 4: " in message and "several ways" in message


def test_a_file_that_gensim_ships_with_a_wrong_count_is_read(caplog):
    """gensim refuses it: its header declares three vectors, and it holds one."""
    found = read(Path(datapath("pretrained.vec")), ["dummy"], dimension=5)
    expected = np.float32([0.069324, 0.18155, 0.080453, -0.1799, 0.032043])
    assert found["dummy"].tobytes() == expected.tobytes()
    assert "declares 3 vectors, but it holds 1" in caplog.text


def test_a_file_that_gensim_ships_with_words_that_are_no_utf8_is_read():
    """gensim reads it if it may leave out bytes; those words are never wanted."""
    path = datapath("pang_lee_polarity_fasttext.vec")
    loaded = KeyedVectors.load_word2vec_format(path, unicode_errors="surrogateescape")
    words = [
        word for word in loaded.index_to_key if not any("\ud800" <= c < "\ue000" for c in word)
    ]
    assert len(loaded) - 9 < len(words) < len(loaded)
    assert bits(read(Path(path), words, 5000, 100)) == bits(loaded, words)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_file_of_many_blocks_is_read_whole(file, tmp_path, layout, packing):
    """Vectors stand across the borders of blocks."""
    vectors = vectors_of([f"w{n}" for n in range(3000)], 50)
    content = layout_of(vectors, layout, tmp_path)
    assert len(content) > 4 * BLOCK
    found = read(file(content, packing), vectors.index_to_key, 0, 50)
    assert np.array_equal(np.stack(list(found.values())), vectors.vectors)


@pytest.mark.parametrize("dimension", [6, 7])
def test_the_member_of_a_zip_is_chosen_by_dimension(tmp_path, dimension):
    """glove.6B.zip holds four."""
    with zipfile.ZipFile(tmp_path / "glove.zip", "w") as archive:
        for size in (6, 7, 16, 60):
            content = layout_of(vectors_of("ab", size), "glove", tmp_path)
            archive.writestr(f"glove.6B.{size}d.txt", content)
    found = read(tmp_path / "glove.zip", "ab", dimension=dimension)
    assert bits(found) == bits(vectors_of("ab", dimension), "ab")


def test_the_member_of_a_zip_is_chosen_by_its_name(tmp_path):
    """Two may have the same dimension."""
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.2d.txt", "a 1 2\n")
        archive.writestr("b.2d.txt", "a 3 4\n")
    found = open_vectors(tmp_path / "two.zip", 2, member="b.2d.txt").read(Wanted({"a"}))
    assert lists(found) == {"a": [3, 4]}


def test_the_most_bytes_may_be_set(file):
    """Of the content, not of the file."""
    path = file(b"a 1 2\n" * 1000, "gzip")
    assert open_vectors(path, 2, max_bytes=6000).read(Wanted({"a"}))
    with pytest.raises(BakeoffError, match="at most 5999 bytes"):
        open_vectors(path, 2, max_bytes=5999).read(Wanted({"a"}))


def test_only_wanted_words_are_read(file, tmp_path):
    """Those that the file lacks are left out."""
    path = file(layout_of(vectors_of(WORDS), "glove", tmp_path))
    assert list(read(path, ["free", "of", "fre", "absent"])) == ["of", "free"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_extra_words_are_the_first_that_are_accepted(file, tmp_path, layout):
    """Whether they are asked for or not."""
    path = file(layout_of(vectors_of(WORDS), layout, tmp_path))
    found = read(path, ["of", "x"], 3, accept=lambda word: word.isalpha() and word != "the")
    assert list(found) == ["of", "free", "café", "x"]


@pytest.mark.parametrize("header", [b"", b"8 2\n"])
def test_extra_words_hold_no_spaces(file, header):
    """One with a space is not counted; one that is asked for may hold it."""
    lines = b"new york 0 0\na 1 2\na b 3 4\nnew 5 6\nnew york 7 8\nb c 9 9\nb 1 1\nc 2 2\n"
    found = read(file(header + lines), ["a", "b c"], 3, 2)
    assert lists(found) == {"a": [1, 2], "new": [5, 6], "b c": [9, 9], "b": [1, 1]}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_first_of_duplicate_words_counts(file, layout):
    """Whether the word was wanted or extra; a duplicate is not counted."""
    path = file(content_of([b"a", b"b", b"a", b"b", b"c", b"d"], np.eye(6), layout))
    found = read(path, ["a"], 3)
    assert {word: vector.argmax() for word, vector in found.items()} == {"a": 0, "b": 1, "c": 4}


@pytest.mark.parametrize("packing", PACKINGS)
def test_line_ends_of_windows_are_no_part_of_a_number(file, packing):
    """Nor of a word."""
    assert lists(read(file(b"1 2\r\nfree 1 2\r\n", packing), dimension=2)) == {"free": [1, 2]}


@pytest.mark.parametrize("declared", [0, 1, 7, 9, 1 << 31, 10**18 - 1])
@pytest.mark.parametrize("layout", HEADED)
def test_a_header_with_a_wrong_count_is_warned_of(file, tmp_path, caplog, layout, declared):
    """All vectors are read, however many there are."""
    content = layout_of(vectors_of(WORDS), layout, tmp_path)
    path = file(content.replace(b"8 6\n", b"%d 6\n" % declared, 1))
    assert bits(read(path)) == bits(vectors_of(WORDS), WORDS)
    logged = [record.getMessage() for record in caplog.records if record.name == "root"]
    assert len(logged) == 1
    assert f"{path}: its header declares {declared} vectors, but it holds 8; " in logged[0]


@pytest.mark.parametrize("layout", HEADED)
def test_a_header_with_the_right_count_is_not_warned_of(file, caplog, layout):
    """A word that occurs twice gives no warning, although gensim warns of it."""
    assert read(file(content_of([b"the", b"of", b"the"], np.eye(3), layout)), dimension=3)
    assert not caplog.records


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "glove"])
def test_a_cut_plain_file_is_refused(file, tmp_path, layout):
    """Its last vector is incomplete, even if it is not wanted."""
    content = layout_of(vectors_of(WORDS), layout, tmp_path)
    assert refusal(file(content[:-20]), words=["the"])


@pytest.mark.parametrize("packing", ["gzip", "zip", "stored"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_truncated_archive_is_refused(file, tmp_path, layout, packing):
    """Half a download must not pass for a whole one."""
    path = file(layout_of(vectors_of([f"w{n}" for n in range(99)]), layout, tmp_path), packing)
    path.write_bytes(path.read_bytes()[:-200])
    assert "download" in refusal(path, words=["w1", "w98"])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_another_dimension_is_refused(file, tmp_path, layout):
    """The error names the key of params.yaml."""
    message = refusal(file(layout_of(vectors_of(WORDS), layout, tmp_path)), dimension=5)
    assert "dimension 5, got 6" in message and "`dimension`" in message


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_dimension_is_told_by_the_file(file, tmp_path, layout):
    """If none is given."""
    path = file(layout_of(vectors_of(WORDS), layout, tmp_path))
    assert open_vectors(path).layout.dimension == DIMENSION


@pytest.mark.parametrize("header", [b"", b"1 3\n"])
@pytest.mark.parametrize("line", [b"free 1 2", b"free", b"free 1 x 3", b"free one two three"])
def test_a_wrong_first_line_is_refused(file, header, line):
    """The dimension of the file is told from it."""
    message = refusal(file(header + line + b"\n"), dimension=3)
    assert "3" in message or "expected word vectors" in message


@pytest.mark.parametrize("dimension", [0, 1, 5, 7, 1 << 16, (1 << 16) + 1, 10**9, 10**18 - 1])
@pytest.mark.parametrize("layout", HEADED)
def test_a_header_with_another_dimension_is_refused(file, tmp_path, layout, dimension):
    """Its lines or vectors hold six numbers, whatever dimension is given; no memory is taken."""
    content = layout_of(vectors_of(WORDS), layout, tmp_path)
    path = file(content.replace(b"8 6\n", b"8 %d\n" % dimension, 1))
    assert refusal(path)
    assert refusal(path, dimension=dimension)


@pytest.mark.parametrize(
    "body", [b"foo\n", b"foo bar\n", b"foo bar\nx y\n", b"", b" \n", b"\0\0 \0\0"]
)
def test_vectors_of_no_numbers_are_refused(file, body):
    """Whether the dimension is asked for or not."""
    path = file(b"2 0\n" + body)
    assert refusal(path, dimension=0)
    assert refusal(path, dimension=None)


@pytest.mark.parametrize("first", [b"\n", b"1\n", b" ", b"0.1 ", b"\n1 2 3 4 5 6\n"])
def test_binary_vectors_are_told_from_text_whatever_their_bytes(file, first):
    """The bytes of a float32 may look like the start of a line of text."""
    vector = np.frombuffer((first + b"\x00\x01\x02\x3f" * 6)[: 4 * DIMENSION], "<f4")
    found = read(file(binary_of([b"free"], vector.reshape(1, -1))))
    assert found["free"].tobytes() == vector.tobytes()


@pytest.mark.parametrize("dimension", [1, 2, 3, 4])
def test_binary_vectors_whose_first_is_printable_are_told_from_text(file, dimension):
    """Of one number, one in twenty is; the vectors behind it tell."""
    rows = np.full((9, dimension), 0.1, np.float32)
    rows[0] = np.frombuffer(b"=?AB", "<f4")
    names = "abcdefghi"
    found = read(file(binary_of(map(str.encode, names), rows)), names, dimension=dimension)
    assert np.array_equal(np.stack(list(found.values())), rows)


@pytest.mark.parametrize("count", [3, 1000])
def test_binary_vectors_without_a_newline_are_told_from_text(file, count):
    """One byte of 256 is one, but not in rounded numbers."""
    rows = np.full((count, 100), 0.25, np.float32)
    found = read(file(binary_of([b"w%d" % n for n in range(count)], rows)), ["w1"], dimension=100)
    assert found["w1"].tolist() == [0.25] * 100


@pytest.mark.parametrize("word", ["1", "1 2", "2 1", "1.5", "-1", "1e5", "0 0"])
def test_words_that_are_numbers_are_words(file, word):
    """Also on the first line, where it could be taken for a header or for numbers."""
    path = file(f"{word} 0.5 0.5\nof 1 2\n3 4 5\nthe 3 4\n".encode())
    assert lists(read(path, ["of", "3"], dimension=2)) == {"of": [1, 2], "3": [4, 5]}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("content", [b"", b"\n", b"   \n\n", b"free", b"\0" * 99])
def test_a_file_without_vectors_is_refused(file, content, packing):
    """Otherwise every word would silently be unknown."""
    assert "expected word vectors" in refusal(file(content, packing))


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("content", [b"3 6\n", b"3 6\r\n", b"0 6\n", b"3 6\n\n", b"3 6\n \n"])
def test_a_header_alone_is_refused(file, content, packing):
    """It declares vectors."""
    assert "got 0" in refusal(file(content, packing))


@pytest.mark.parametrize("dimension", [None, 1, 6])
@pytest.mark.parametrize("content", [PAGE, PAGE * 10_000, b"{\n  'error': 404\n}\n", b"Not Found"])
def test_a_page_in_place_of_a_file_is_refused(file, content, dimension):
    """Some hosts answer with one."""
    refusal(file(content), dimension=dimension)


@pytest.mark.parametrize("seed", range(14))
def test_random_bytes_are_refused(file, seed):
    """Of any number, alone or behind what begins like a file of vectors."""
    noise = random.Random(seed).randbytes(seed**4)
    for start in (b"", b"\x1f\x8b\x08", b"PK\x03\x04", b"9 6\n", model_of([b"a"], [[1]])[:8]):
        refusal(file(start + noise))


@pytest.mark.parametrize("end", [b"b 1\n", b"last 1 x\n"])
def test_the_first_of_two_wrong_lines_is_named(file, end):
    """Though lines are parsed together, and later."""
    path = file(b"of 1 2\na 1 x\nthe 1 2\n" + b"x 1 2\n" * BLOCK + end)
    assert "line 2: expected numbers" in refusal(path, words=["a", "b", "the"], dimension=2)


def test_a_wrong_line_is_named_though_the_file_is_cut_behind_it(file):
    """Who mends one finds the other."""
    path = file(b"of 1 2\na 1 x\n" + b"x 1 2\n" * BLOCK, "gzip")
    path.write_bytes(path.read_bytes()[:-20])
    assert "line 2: expected numbers" in refusal(path, words=["a"], dimension=2)
    assert "cut off" in refusal(path, words=["of"], dimension=2)


@pytest.mark.parametrize("layout", ["glove", "binary", "fasttext_model"])
def test_no_more_of_a_file_is_held_than_some_blocks(file, layout):
    """Of ten megabytes, three, though they are in a zip."""
    rows = np.random.default_rng(0).normal(size=(5000, 500)).astype(np.float32)
    content = content_of([b"w%d" % n for n in range(5000)], rows, layout)
    assert len(content) > 10_000_000
    path = file(content, "stored")
    tracemalloc.start()
    try:
        assert len(read(path, ["w1", "w4999"], dimension=500)) == 2
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()
