"""word2vec's binary format: names between vectors, and what is wrong with a file."""

import tracemalloc

import numpy as np
import pytest
from gensim.models import KeyedVectors

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.binary import parse_binary, read_binary
from bakeoff.vectors.blocks import BLOCK
from bakeoff.vectors.layout import MAX_WORD, Layout
from tests.vectors.files import binary_of, bits, packed, read, refusal

NAMES = [b"the", b"caf\xc3\xa9", b"\xff\xfe", b"\xf0\x9f\x98\x80", b"a\nb", b"x" * 40]
SPACES, NEWLINES = (np.frombuffer(byte * 12, "<f4") for byte in (b" ", b"\n"))
NUMBERS = np.float32([0.1, -0.2, 0.3])


def records_of(blocks, dimension, start=0):
    """Parse all vectors of some blocks."""
    found, layout = [], Layout("vectors", "word2vec binary", dimension, start, len(NAMES))
    for count, entries in read_binary(layout, iter(blocks), lambda: None):
        assert len(entries) == count
        names, vectors = parse_binary(layout, entries)
        found += zip(names, map(bytes, vectors), strict=True)
    return found


def body_of(names, vectors, end=b""):
    """Give the format without its header."""
    return binary_of(names, vectors, end).partition(b"\n")[2]


def blocks_of(content, size):
    """Cut content into blocks."""
    return [content[at : at + size] for at in range(0, len(content), size)]


@pytest.mark.parametrize("end", [b"", b"\n"])
@pytest.mark.parametrize("dimension", [1, 3, 8])
def test_vectors_are_the_same_wherever_blocks_end(end, dimension):
    """Also within a name, or at its space; vectors may be full of newlines."""
    rows = np.random.default_rng(0).normal(size=(len(NAMES), dimension)).astype("<f4")
    rows[1], rows[4] = NEWLINES[0], NEWLINES[0]
    content = body_of(NAMES, rows, end)
    expected = [(name, bytes(row)) for name, row in zip(NAMES, rows, strict=True)]
    for size in range(1, len(content) + 1):
        assert records_of(blocks_of(content, size), dimension) == expected, size


@pytest.mark.parametrize("shift", range(1, 13))
def test_blocks_may_end_anywhere_in_a_large_file(file, shift):
    """Several blocks, of which each ends at another byte of a word or a vector."""
    names = [b"x" * shift, *(b"w%d" % n for n in range(4 * BLOCK // 44))]
    rows = np.random.default_rng(shift).normal(size=(len(names), 9)).astype(np.float32)
    found = read(file(binary_of(names, rows)), [name.decode() for name in names], dimension=9)
    assert np.array_equal(np.stack(list(found.values())), rows)
    assert list(found) == [name.decode() for name in names]


@pytest.mark.parametrize("dimension", [BLOCK // 4 - 1, BLOCK // 4, 1 << 16])
def test_vectors_may_be_larger_than_a_block(file, dimension):
    """The largest that are read have 65,536 numbers."""
    rows = np.random.default_rng(0).normal(size=(3, dimension)).astype(np.float32)
    found = read(file(binary_of([b"a", b"b", b"c"], rows), "gzip"), ["a", "c"], dimension=dimension)
    assert np.array_equal(found["a"], rows[0]) and np.array_equal(found["c"], rows[2])


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_all_float32_are_read_bit_for_bit(file, end):
    """Also the smallest, the largest and -0, as gensim reads them."""
    numbers = np.float32([[0, -0.0, 1e-45, -1e-45, 3.4028235e38, -3.4028235e38, 0.1, 2**-126]])
    path = file(binary_of([b"free"], numbers, end))
    loaded = KeyedVectors.load_word2vec_format(path, binary=True)
    found = read(path, ["free"], dimension=8)
    assert bits(found) == bits(loaded, ["free"]) == {"free": numbers.tobytes()}


def test_words_that_are_no_utf8_are_never_wanted_and_disturb_none(file):
    """word2vec.c cut some within a character."""
    path = file(binary_of([b"a", b"caf\xc3", b"\xff", b"b"], np.eye(4)))
    assert list(read(path, ["a", "b", "caf", "caf\ufffd"], 9, 4)) == ["a", "b"]


@pytest.mark.parametrize("end", [b"", b"\n"])
@pytest.mark.parametrize("name", [b"", b" ", b"   "])
def test_words_of_nothing_but_spaces_are_passed_over(file, caplog, name, end):
    """Tokenizers of Chinese give such; the next words are found, and an empty one if wanted."""
    rows = np.random.default_rng(4).normal(0, 0.3, (3, 100)).astype(np.float32)
    path = file(binary_of([b"the", name, b"free"], rows, end))
    found = read(path, ["the", " ", "   ", "free"], 0, 100)
    assert bits(found) == {"the": rows[0].tobytes(), "free": rows[2].tobytes()}
    assert [record.getMessage() for record in caplog.records] == [
        f"{path}: 1 words of nothing but spaces are passed over"
    ]
    assert (read(path, [""], 0, 100).keys() == {""}) == (not name)


@pytest.mark.parametrize("end", [b"", b"\n"])
@pytest.mark.parametrize("zero", [0, 1, 29_999])
def test_vectors_of_zeros_are_no_words(file, zero, end):
    """Files have them for padding and for unknown words."""
    rows = np.random.default_rng(4).normal(0, 0.3, (30_000, 30)).astype(np.float32)
    rows[zero] = 0
    words = [f"w{n}" for n in range(30_000)]
    path = file(binary_of([word.encode() for word in words], rows, end))
    assert np.array_equal(read(path, words, dimension=30).take(words), rows)


@pytest.mark.parametrize("end", [b"", b"\n"])
@pytest.mark.parametrize(
    "name",
    [
        "new york",
        "new york city",
        " new",
        "new ",
        "a \u00e9t\u00e9",
        "x \x01",
        "new yor",
        "a" * 500 + " b",
    ],
)
def test_a_word_that_holds_spaces_is_read_where_nothing_else_fits(file, name, end):
    """Its parts are other words, and the next word is whole."""
    names = ["the", "new", name, "lunch", "york"]
    rows = np.random.default_rng(4).normal(0, 0.3, (5, 100)).astype(np.float32)
    path = file(binary_of([name.encode() for name in names], rows, end))
    for asked in (names, [name], ["lunch", "york"]):
        expected = {word: row.tobytes() for word, row in zip(names, rows, strict=True)}
        assert bits(read(path, asked, dimension=100)) == {word: expected[word] for word in asked}
    assert list(read(path, [], 9, dimension=100)) == ["the", "new", "lunch", "york"]


def test_many_words_that_hold_spaces_are_read(file):
    """One of 50 has a wrong reading of which only one number is unusual, and one is enough."""
    rows = np.random.default_rng(1).normal(0, 0.3, (8000, 50)).astype(np.float32)
    words = [f"w{n}" if n % 4 else f"n{n} y{n // 4:03d} x" for n in range(8000)]
    path = file(binary_of([word.encode() for word in words], rows))
    found = read(path, words, dimension=50)
    assert list(found) == words and np.array_equal(found.take(words), rows)


@pytest.mark.parametrize(("names", "row"), [([b"a", b"b"], b"    "), ([b"a b", b"c"], b"????")])
@pytest.mark.parametrize("dimension", [1, 40])
def test_a_file_that_may_be_read_in_several_ways_is_refused(file, names, row, dimension):
    """By the byte from which it may, and with what to do."""
    rows = [[0.1] * dimension, *[np.frombuffer(row * dimension, "<f4")] * 2]
    message = refusal(file(binary_of([b"the", *names], rows)), words=["a"], dimension=dimension)
    assert f"byte {len(f'3 {dimension}') + 5 + 4 * dimension}: " in message
    assert "several ways" in message and "save_word2vec_format('vectors.txt')" in message


@pytest.mark.parametrize("usual", [0, 50])
@pytest.mark.parametrize("scale", [1e-20, 1e-13, 1e13, 1e20])
def test_sizes_tell_nothing_of_vectors_that_are_mostly_of_unusual_size(file, scale, usual):
    """Also among others: some words of a model may never have been trained, or decay."""
    words = ["new york", "free lunch", "x y", *(f"w{n}" for n in range(usual))]
    for seed in range(20):
        rows = np.random.default_rng(seed).normal(0, 0.3, (len(words), 50)).astype(np.float32)
        rows[:3] *= scale
        path = file(binary_of([word.encode() for word in words], rows))
        try:
            found = read(path, words, dimension=50)
        except BakeoffError as error:
            assert "expected" in str(error)
        else:
            assert list(found) == words and np.array_equal(found.take(words), rows)


@pytest.mark.parametrize(
    "names", [[b"\na", b"b"], [b"a", b"\nb"], [b"a", b"\nb", b"c"], [b"a", b"b", b"\nc"]]
)
def test_line_ends_before_words_are_behind_all_vectors_or_part_of_words(file, names):
    """gensim writes none behind a vector, word2vec.c one behind each; no wrong word is read."""
    path = file(binary_of(names, np.eye(len(names)) / 3))
    words = [name.decode() for name in names]
    try:
        assert list(read(path, [*words, "a", "b", "c"], dimension=len(names))) == words
    except BakeoffError as error:
        assert "a line end" in str(error)


@pytest.mark.parametrize("number", [0.1, *SPACES[:1]])
@pytest.mark.parametrize("size", [*range(1, 14), *range(15, 28)])
def test_a_cut_file_is_refused_wherever_it_was_cut(size, number):
    """The byte is named at which the broken vector begins, if words hold no spaces."""
    content = body_of([b"x", b"y"], np.full((2, 3), number))
    begins = 9 if size < 14 else 9 + 14
    with pytest.raises(BakeoffError, match=r"expected .*, got") as caught:
        records_of([content[:size]], 3, 9)
    assert number == SPACES[0] or f"byte {begins}: expected a word, a space" in str(caught.value)


@pytest.mark.parametrize("rest", [b" ", b"x", b"\0", b"\n\n ", bytes(100), b"the " + bytes(11)])
def test_what_follows_the_last_vector_is_refused(file, rest):
    """Except for newlines."""
    content = binary_of([b"of"], np.ones((1, 3)))
    assert list(read(file(content + b"\n\n"), ["of"], dimension=3)) == ["of"]
    assert "expected a word" in refusal(file(content + rest), dimension=3)


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("row", [0, 1, 2, 3])
def test_a_vector_that_is_not_finite_is_refused(file, number, row):
    """One such number would spoil a whole model; the byte of its word is named."""
    names = [b"a", b"bb", b"ccc", b"d"]
    rows = np.ones((4, 5), np.float32)
    rows[row, 3] = number
    content = binary_of(names, rows)
    message = refusal(file(content), words=["a", "bb", "ccc", "d"], dimension=5)
    assert f"byte {content.index(names[row] + b' ')}: expected finite numbers" in message
    wanted = {"a", "bb", "ccc", "d"} - {names[row].decode()}
    assert set(read(file(content), wanted, dimension=5)) == wanted


def test_the_byte_that_is_named_counts_all_blocks(file):
    """It is that of the content, which may be packed."""
    names = [b"w%d" % n for n in range(50_000)]
    rows = np.random.default_rng(0).normal(size=(50_000, 40)).astype(np.float32)
    rows[49_000] = np.nan
    content = binary_of(names, rows)
    message = refusal(file(content, "gzip"), words=["w49000"], dimension=40)
    assert f"byte {content.index(b'w49000 ')}: " in message


@pytest.mark.parametrize("byte", [b"x", b"\0", b"\xff"])
def test_a_word_without_an_end_is_refused_before_it_takes_memory(file, byte):
    """No word has 65,536 bytes."""
    content = binary_of([b"of"], np.ones((1, 3))) + byte * 50_000_000
    path = file(packed(content, "gzip"))
    tracemalloc.start()
    try:
        assert "expected a word" in refusal(path, dimension=3)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_word_may_be_long(file):
    """URLs are words in some files."""
    words = ["a", "b" * (MAX_WORD - 1), "c" * MAX_WORD, "d"]
    rows = [NUMBERS, NEWLINES, SPACES, NUMBERS]
    path = file(binary_of([word.encode() for word in words], rows))
    assert list(read(path, words, dimension=3)) == words


@pytest.mark.parametrize("count", [1, 1 << 31, 10**18 - 1])
def test_a_header_may_promise_any_number_of_vectors(file, count):
    """No memory is taken for them."""
    content = binary_of([b"a", b"b"], np.eye(2)).replace(b"2 2", b"%d 2" % count, 1)
    tracemalloc.start()
    try:
        assert list(read(file(content), ["a", "b"], dimension=2)) == ["a", "b"]
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
