"""Reading published word vectors: every format, and what is wrong with a file."""

import gzip
import zipfile

import numpy as np
import pytest
from gensim.models import KeyedVectors

from bakeoff.errors import BakeoffError
from bakeoff.vectors.readers import Wanted, read_vectors

WORDS = ("the", "of", "free", "café", "£", "hi😀", "x", ",")
DIMENSION = 6
LAYOUTS = ("glove", "word2vec_text", "binary", "binary_with_newlines", "fasttext")
PACKINGS = ("plain", "gzip", "zip")


def vectors_of(words, dimension=DIMENSION):
    """Make word vectors with gensim, float32 of many digits."""
    made = KeyedVectors(dimension)
    numbers = np.random.default_rng(1).normal(0, 0.3, (len(words), dimension))
    made.add_vectors(list(words), numbers.astype(np.float32))
    return made


def layout_of(vectors, layout, folder):
    """Give the bytes of a file in one layout, written by gensim where it can."""
    path = folder / "made"
    vectors.save_word2vec_format(path, binary=layout.startswith("binary"), write_header=True)
    content = path.read_bytes()
    path.unlink()
    header, _, body = content.partition(b"\n")
    if layout == "glove":
        return body
    if layout == "fasttext":  # a space ends its lines
        return header + b"\n" + body.replace(b"\n", b" \n")
    if layout == "binary_with_newlines":
        size = 4 * vectors.vector_size
        names = (f"{word} ".encode() for word in vectors.index_to_key)
        rows = (row.astype("<f4").tobytes() for row in vectors.vectors)
        lines = [name + row + b"\n" for name, row in zip(names, rows, strict=True)]
        assert all(len(line) > size for line in lines)
        return header + b"\n" + b"".join(lines)
    return content


def pack(path, content, packing="plain", member="vectors.txt"):
    """Write content plain, gzipped or zipped, under a name that says nothing of it."""
    if packing == "gzip":
        content = gzip.compress(content)
    if packing == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(member, content)
    else:
        path.write_bytes(content)
    return path


@pytest.fixture
def file(tmp_path):
    """Give a function that writes a file of vectors and gives its path."""
    return lambda content, packing="plain": pack(tmp_path / "vectors", content, packing)


def read(path, words=WORDS, extra=0, dimension=DIMENSION, **settings):
    """Read the vectors of words."""
    return read_vectors(path, Wanted(set(words), extra, **settings), dimension)


def refusal(path, **settings):
    """Read a wrong file; give the message, which names the file and is one line."""
    with pytest.raises(BakeoffError) as caught:
        read(path, **settings)
    message = str(caught.value)
    assert message.startswith(f"{path}: ") and "\n" not in message and "expected" in message
    return message.removeprefix(f"{path}: ")


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_vectors_are_those_that_gensim_saved(file, tmp_path, layout, packing):
    """Bit for bit, in the order of the file, whatever the format."""
    made = vectors_of(WORDS)
    found = read(file(layout_of(made, layout, tmp_path), packing))
    assert list(found) == list(WORDS)
    for word in WORDS:
        assert found[word].dtype == np.float32
        assert found[word].tobytes() == made[word].tobytes()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_vectors_are_those_that_gensim_loads(file, tmp_path, layout):
    """Also where a decimal number is not exactly a float32."""
    rounded = vectors_of(WORDS)
    rounded.vectors = np.array([[f"{x:.4f}" for x in row] for row in rounded.vectors], np.float32)
    path = file(layout_of(rounded, layout, tmp_path))
    binary, no_header = layout.startswith("binary"), layout == "glove"
    loaded = KeyedVectors.load_word2vec_format(path, binary=binary, no_header=no_header)
    found = read(path)
    assert {w: v.tobytes() for w, v in found.items()} == {w: loaded[w].tobytes() for w in WORDS}


@pytest.mark.parametrize("layout", ["glove", "binary"])
def test_a_file_larger_than_a_block_is_read_whole(file, tmp_path, layout):
    """Vectors stand across the borders of blocks."""
    made = vectors_of([f"w{n}" for n in range(3000)], 150)
    found = read(file(layout_of(made, layout, tmp_path), "gzip"), made.index_to_key, 0, 150)
    assert np.array_equal(np.stack(list(found.values())), made.vectors)


@pytest.mark.parametrize("first", [b"\n", b"1\n", b" ", b"0.1 "])
def test_binary_vectors_are_told_from_text_whatever_their_bytes(file, first):
    """A float32 may begin like a line of text."""
    vector = np.frombuffer((first + b"\x00\x01\x02\x3f" * 6)[: 4 * DIMENSION], "<f4")
    found = read(file(f"1 {DIMENSION}\nfree ".encode() + vector.tobytes()))
    assert found["free"].tobytes() == vector.tobytes()


@pytest.mark.parametrize("dimension", [6, 7])
def test_the_member_of_a_zip_is_chosen_by_dimension(tmp_path, dimension):
    """glove.6B.zip holds four."""
    with zipfile.ZipFile(tmp_path / "glove.zip", "w") as archive:
        for size in (6, 7, 16, 60):
            archive.writestr(
                f"glove.6B.{size}d.txt", layout_of(vectors_of("ab", size), "glove", tmp_path)
            )
    found = read(tmp_path / "glove.zip", "ab", dimension=dimension)
    assert found["b"].tobytes() == vectors_of("ab", dimension)["b"].tobytes()


def test_only_wanted_words_are_read(file, tmp_path):
    """Those that the file lacks are left out."""
    path = file(layout_of(vectors_of(WORDS), "glove", tmp_path))
    assert list(read(path, ["free", "of", "fre", "absent"])) == ["of", "free"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_extra_words_are_the_first_that_are_accepted(file, tmp_path, layout):
    """They do not count those asked for."""
    path = file(layout_of(vectors_of(WORDS), layout, tmp_path))
    found = read(path, ["of", "x"], 2, accept=lambda word: word.isalpha() and word != "the")
    assert list(found) == ["of", "free", "café", "x"]


def test_the_first_of_duplicate_words_counts(file):
    """Asked for or extra; a duplicate does not use an extra word up."""
    path = file(b"a 1 2\nb 3 4\na 5 6\nb 7 8\nc 9 9\n")
    found = read(path, ["a"], 2, 2)
    assert {word: list(vector) for word, vector in found.items()} == {
        "a": [1, 2],
        "b": [3, 4],
        "c": [9, 9],
    }


@pytest.mark.parametrize("header", [b"", b"8 2\n"])
def test_words_that_hold_spaces_are_skipped_and_disturb_none(file, header):
    """GloVe's largest files have such words; they use no extra word up."""
    lines = b"new york 0 0\na 1 2\na b 3 4\nnew 5 6\nnew york 7 8\nb c 9 9\nb 1 1\nc 2 2\n"
    found = read(file(header + lines), ["a"], 2, 2)
    assert {word: list(vector) for word, vector in found.items()} == {
        "a": [1, 2],
        "new": [5, 6],
        "b": [1, 1],
    }


@pytest.mark.parametrize("packing", PACKINGS)
def test_line_ends_of_windows_are_no_part_of_a_number(file, packing):
    """Nor of a word."""
    assert list(read(file(b"1 2\r\nfree 1 2\r\n", packing), dimension=2)["free"]) == [1, 2]


@pytest.mark.parametrize("number", [b"1e-05", b"-1.5E+3", b".5", b"-0", b"+2."])
def test_numbers_may_be_written_in_any_usual_way(file, number):
    """As C and Python print them."""
    assert read(file(b"free 1 " + number), dimension=2)["free"][1] == np.float32(float(number))


@pytest.mark.parametrize("packing", ["gzip", "zip"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_truncated_archive_is_refused(file, tmp_path, layout, packing):
    """Half a download must not pass for a whole one."""
    path = file(layout_of(vectors_of([f"w{n}" for n in range(99)]), layout, tmp_path), packing)
    path.write_bytes(path.read_bytes()[:-200])
    assert "download" in refusal(path, words=["w1", "w98"])


@pytest.mark.parametrize("layout", ["binary", "binary_with_newlines", "word2vec_text", "fasttext"])
def test_fewer_vectors_than_the_header_says_are_refused(file, tmp_path, layout):
    """A plain file that was cut, or a header with too large a count."""
    content = layout_of(vectors_of(WORDS), layout, tmp_path)
    message = refusal(file(content.replace(b"8 6\n", b"9 6\n", 1)))
    assert "9 vectors, got 8" in message
    assert refusal(file(content[:-20]))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_another_dimension_is_refused(file, tmp_path, layout):
    """It stands in params.yaml."""
    message = refusal(file(layout_of(vectors_of(WORDS), layout, tmp_path)), dimension=5)
    assert "dimension 5, got 6" in message and "`dimension`" in message


@pytest.mark.parametrize("header", [b"", b"2 3\n"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"free 1 2", "3 numbers, got 2"),
        (b"free", "3 numbers, got 0"),
        (b"free 1 2 x", "numbers, got"),
        (b"free 1 nan 3", "finite"),
        (b"free 1 2 inf", "finite"),
        (b"free 1 2 1e99", "finite"),
    ],
)
def test_a_line_with_wrong_numbers_is_refused(file, header, line, expected):
    """With its number in the file."""
    message = refusal(file(header + b"of 1 2 3\n" + line + b"\n"), dimension=3)
    assert expected in message and f"line {3 if header else 2}: " in message


@pytest.mark.parametrize("header", [b"", b"1 3\n"])
@pytest.mark.parametrize("line", [b"free 1 2", b"free", b"free 1 x 3", b"free one two three"])
def test_a_wrong_first_line_is_refused(file, header, line):
    """The dimension of the file is told from it."""
    assert "dimension 3, got" in refusal(file(header + line + b"\n"), dimension=3)


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_a_binary_vector_that_is_not_finite_is_refused(file, tmp_path, number):
    """One such number would spoil a whole model."""
    made = vectors_of(WORDS)
    made.vectors[2, 3] = number
    assert "vector 3: expected finite" in refusal(file(layout_of(made, "binary", tmp_path)))


def test_a_zip_without_a_fitting_member_is_refused(tmp_path):
    """The members are named."""
    with zipfile.ZipFile(tmp_path / "glove.zip", "w") as archive:
        archive.writestr("glove.6B.50d.txt", b"a 1\n")
        archive.writestr("glove.6B.100d.txt", b"a 1\n")
    message = refusal(tmp_path / "glove.zip")
    assert "'6d'" in message and "glove.6B.50d.txt" in message and "`dimension`" in message


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("content", [b"", b"3 6\n"])
def test_a_file_without_vectors_is_refused(file, content, packing):
    """Else every word would be unknown, in silence."""
    assert "vectors, got 0" in refusal(file(content, packing))


def test_a_zip_without_members_is_refused(tmp_path):
    """It does not begin like other zips."""
    zipfile.ZipFile(tmp_path / "empty.zip", "w").close()
    refusal(tmp_path / "empty.zip")


def test_an_encrypted_zip_is_refused(tmp_path):
    """Its members cannot be read."""
    path = pack(tmp_path / "locked.zip", b"free 1 2 3 4 5 6\n", "zip")
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "encrypted" in refusal(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    """The next step is the download."""
    assert "run the download" in refusal(tmp_path / "absent.zip")


def test_a_page_in_place_of_a_file_is_refused(file):
    """Some hosts answer with one."""
    refusal(file(b"<!DOCTYPE html>\n<html>\n<p>Too many requests</p>\n"))
