"""Vectors as text: lines, words that hold spaces, numbers, and what is wrong with a line."""

import tracemalloc
from itertools import chain

import numpy as np
import pytest
from gensim.models import KeyedVectors
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.layout import Layout
from bakeoff.vectors.text import find_dimension, parse_text, read_text
from tests.vectors.files import bits, lists, read, refusal

FINITE = {"allow_nan": False, "allow_infinity": False}
FORMATS = ("{:.5g}", "{!r}", "{:.6e}", "{:+.4f}", "{:.20f}", "{:.9g}", "{:E}", "{:.0f}.")
ODD = (
    "a\u00a0b",
    "c\u2028d",
    "\u0085",
    "x\x0b",
    "\x1c",
    "\ufeff",
    "e\u0301",
    "😀",
    "नमस्ते",
    "x\x00y",
)
ODD = (*ODD, "\u200b", "1", "-2.5", "nan", "inf", ".", "-", "x\ry", "#", '"')


def lines_of(blocks, dimension, count=None):
    """Parse all lines of some blocks."""
    found, layout = [], Layout("vectors", "text", dimension, 0, count)
    for vectors_in_block, entries in read_text(layout, iter(blocks), lambda: None):
        assert len(entries) == vectors_in_block
        names, vectors = parse_text(layout, entries) if entries else ([], np.empty(0))
        found += zip(names, vectors.tolist(), strict=True)
    return found


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b" \n", b""])
def test_lines_are_the_same_wherever_blocks_end(end):
    """Also within a character, a number or the end of a line."""
    content = "the 1 2\ncafé -1.5 2e3\nat name@domain.com 3 4\n😀 5 6".encode()
    content = content.replace(b"\n", end or b"\n") + end
    expected = [
        ("the", [1, 2]),
        ("café", [-1.5, 2000]),
        ("at name@domain.com", [3, 4]),
        ("😀", [5, 6]),
    ]
    for size in range(1, len(content) + 1):
        blocks = [content[at : at + size] for at in range(0, len(content), size)]
        found = lines_of(blocks, 2)
        assert [(name.decode(), numbers) for name, numbers in found] == expected


@pytest.mark.parametrize("word", ODD)
def test_words_may_hold_any_character_but_a_space(file, word):
    """What Python's str.split would take for a space or for the end of a line is part of them."""
    path = file(f"one 1 2\n{word} 3 4\ntwo 5 6\n".encode())
    assert lists(read(path, ["one", word, "two"], dimension=2)) == {
        "one": [1, 2],
        word: [3, 4],
        "two": [5, 6],
    }
    loaded = KeyedVectors.load_word2vec_format(path, no_header=True)
    assert loaded[word].tolist() == [3, 4]


@pytest.mark.parametrize("header", [b"", b"7 2\n"])
@pytest.mark.parametrize(
    "word", [". . .", "at name@domain.com", "new york", ". . . . .", "route 66 a"]
)
def test_a_word_that_holds_spaces_is_found(file, header, word):
    """The last numbers of its line are its vector; glove.840B has such words."""
    path = file(
        header + f"a 1 2\n{word} 3 4\n. 5 6\nat 7 8\nnew 0 1\n. . 2 3\nroute 4 5\n".encode()
    )
    assert lists(read(path, [word], dimension=2)) == {word: [3, 4]}


@pytest.mark.parametrize("header", [b"", b"7 2\n"])
def test_words_that_begin_like_wanted_words_disturb_none(file, header):
    """The same holds for words that begin with a wanted word."""
    lines = b". . . 0 0\nnew york 1 1\nnew york city 2 2\n. . 3 3\nnew 4 4\n. 5 5\nb 6 6\n"
    path = file(header + lines)
    assert lists(read(path, [".", "new", "b"], dimension=2)) == {
        "new": [4, 4],
        ".": [5, 5],
        "b": [6, 6],
    }
    assert lists(read(path, ["new york"], dimension=2)) == {"new york": [1, 1]}


def test_words_that_are_no_utf8_are_never_wanted_and_disturb_none(file):
    """word2vec.c cut some within a character."""
    path = file(b"a 1 2\ncaf\xc3 3 4\n\xff 5 6\n\xc3 7 8\nb 9 9\n")
    assert lists(read(path, ["a", "b", "caf", "caf\ufffd", "\ufffd"], 9, 2)) == {
        "a": [1, 2],
        "b": [9, 9],
    }


def test_numbers_are_read_as_gensim_reads_them(scratch):
    """Rounded to double, then to float32: once only would differ, rarely, in the last bit."""

    @given(st.lists(st.tuples(st.floats(width=64, **FINITE), st.sampled_from(FORMATS)), min_size=1))
    def check(numbers):
        small = [(min(max(number, -3e38), 3e38), how) for number, how in numbers]
        fields = [how.format(number) for number, how in small]
        scratch.write_text("".join(f"w{n} {x} -1.5e-05\n" for n, x in enumerate(fields)), "utf-8")
        loaded = KeyedVectors.load_word2vec_format(scratch, no_header=True)
        found = read(scratch, loaded.index_to_key, dimension=2)
        assert bits(found) == bits(loaded, loaded.index_to_key)

    check()


def test_numbers_halfway_between_two_float32_are_rounded_twice(file):
    """1 + 2^-24 and a little more becomes 1 + 2^-24 as double, then 1, as in gensim."""
    halfway = "1.00000005960464477540"
    path = file(f"a {halfway} 1\n".encode())
    loaded = KeyedVectors.load_word2vec_format(path, no_header=True)
    assert bits(read(path, ["a"], dimension=2)) == bits(loaded, ["a"])
    assert np.float32(float(halfway)) == 1


@pytest.mark.parametrize("number", [b"1e-05", b"-1.5E+3", b".5", b"-0", b"+2.", b"1e-400", b"1_0"])
def test_numbers_may_be_written_in_any_usual_way(file, number):
    """As C and Python print and read them; -0 keeps its sign."""
    found = read(file(b"of 1 1\nfree 1 " + number), ["free"], dimension=2)["free"]
    assert found[1].tobytes() == np.float32(float(number)).tobytes()


@pytest.mark.parametrize("header", [b"", b"4 3\n"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"free 1 2", "3 numbers, got 2"),
        (b"free", "3 numbers, got 0"),
        (b"free ", "3 numbers, got 0"),
        (b"free 1 2 x", "numbers, got"),
        (b"free 1__0 2 3", "numbers, got"),
        (b"free 1-2 3 x", "numbers, got"),
        (b"free 1 2 3x", "numbers, got"),
        (b"free 1 2 0x1p3", "numbers, got"),
        (b"free 1 2 3\0", "numbers, got"),
        (b"free 1 2 \xd9\xa1", "numbers, got"),
        (b"free 1,5 2 3", "numbers, got"),
        (b"free 1\t2 \t 3", "numbers, got"),
        (b"free 1 \r 2\r3", "numbers, got"),
        (b"free 1  2", "numbers, got"),
        (b"free 1  2 3", "numbers, got"),
        (b"free\t1\t2\t3", "3 numbers, got"),
        (b"free 1 nan 3", "finite"),
        (b"free 1 2 inf", "finite"),
        (b"free 1 2 -Infinity", "finite"),
        (b"free 1 2 1e39", "finite"),
        (b"free 1 2 " + b"9" * 400, "finite"),
    ],
)
def test_a_line_with_wrong_numbers_is_refused(file, header, line, expected):
    """With its number in the file; GloVe's and word2vec's lines have single spaces."""
    path = file(header + b"of 1 2 3\n" + line + b"\nthe 1 2 3\na 1 2 3\n")
    message = refusal(path, words=["free", "free\t1\t2\t3"], dimension=3)
    assert expected in message and f"line {3 if header else 2}: " in message


@pytest.mark.parametrize("header", [b"", b"6 3\n"])
@pytest.mark.parametrize(
    "word", ["windows 10", "windows 10 11", "free ", "1 2", "route 66 a 1", " a"]
)
def test_a_word_may_end_with_a_number(file, header, word):
    """gensim writes such words; the vector is the last numbers of the line."""
    lines = ["windows 4 5 6", f"{word} 1 2 3", "free 7 8 9", "x 0 0 0", "y 0 0 0", "a 0 0 1"]
    path = file(header + "\n".join(lines).encode())
    for asked in ([word], [word, "windows", "free"]):
        expected = {"windows": [4, 5, 6], word: [1, 2, 3], "free": [7, 8, 9]}
        assert lists(read(path, asked, dimension=3)) == {
            w: expected[w] for w in expected if w in asked
        }
    assert list(read(path, [], 9, 3)) == ["windows", "free", "x", "y", "a"]


@pytest.mark.parametrize("known", ["header", "dimension"])
def test_most_words_may_end_with_a_number(file, known):
    """If the header or the user says the dimension, and some word does not."""
    lines = b"a 1 2\n" + b"".join(b"windows %d 1 2\n" % n for n in range(15))
    path = file((b"16 2\n" if known == "header" else b"") + lines)
    dimension = None if known == "header" else 2
    assert lists(read(path, ["windows 7", "a"], dimension=dimension)) == {
        "a": [1, 2],
        "windows 7": [1, 2],
    }


@pytest.mark.parametrize("known", ["header", "dimension"])
@pytest.mark.parametrize("more", [b"", b"iphone 5 1 2 3\n", b"iphone 5 6 1 2 3\n"])
def test_all_words_may_end_with_a_number(file, caplog, known, more):
    """If the header or the user says the dimension; a warning says how the lines are read."""
    header = b"%d 3\n" % (1 + bool(more)) if known == "header" else b""
    path = file(header + b"windows 10 0.1 0.2 0.3\n" + more)
    found = read(path, ["windows 10", "iphone 5"], dimension=None if header else 3)
    assert found["windows 10"].tolist() == np.float32([0.1, 0.2, 0.3]).tolist()
    assert "a number before the 3 of the vector" in caplog.text


@pytest.mark.parametrize("dimension", [1, 3, 49])
@pytest.mark.parametrize("known", ["header", "dimension"])
def test_a_dimension_that_is_too_small_is_refused(file, known, dimension):
    """The words would swallow numbers."""
    rows = np.random.default_rng(0).normal(size=(30, 50))
    lines = "".join(f"w{n} {' '.join(map(str, row))}\n" for n, row in enumerate(rows))
    path = file((f"30 {dimension}\n" if known == "header" else "").encode() + lines.encode())
    assert "got 50" in refusal(path, dimension=None if known == "header" else dimension)


@pytest.mark.parametrize("lines", [b"the 1 2 3 4\nof 5 6 7 8\n", b"the 0 0.5 1\nof 1 -1 0\n"])
def test_a_dimension_that_is_too_small_for_integers_is_told(file, caplog, lines):
    """They may be those of words: such a file is refused, or read with a warning."""
    try:
        assert lists(read(file(lines), ["the 0"], dimension=2)) == {"the 0": [0.5, 1]}
        assert "2 of the first 2 lines have a number before the 2" in caplog.text
    except BakeoffError as error:
        assert "set the `dimension` of this source to 4" in str(error)


@pytest.mark.parametrize("word", [b"", b" ", b"   "])
@pytest.mark.parametrize("header", [b"", b"4 3\n"])
def test_words_of_nothing_but_spaces_are_passed_over(file, caplog, header, word):
    """They are counted, and warned of once, wherever they are."""
    line = word + b" -1 2 3\n"
    path = file(header + line + b"the 1 2 3\n" + b"free 4 5 6\n" + line)
    assert lists(read(path, ["the", "free", " "], 0, 3)) == {
        "the": [1, 2, 3],
        "free": [4, 5, 6],
    }
    assert read(path, ["the"], 0, 3)
    assert [record.getMessage() for record in caplog.records] == [
        f"{path}: 2 words of nothing but spaces are passed over"
    ]


@pytest.mark.parametrize("word", [" \t", "  \t", "\t ", " \x0b ", "  \x0c", "  \r"])
@pytest.mark.parametrize("header", [b"", b"3 3\n"])
def test_words_of_spaces_and_other_blanks_are_words(file, caplog, header, word):
    """As gensim writes them; only words of nothing but spaces are passed over."""
    lines = f"the 1 2 3\n{word} -1 0.5 2\nfree 4 5 6\n"
    path = file(header + lines.encode())
    expected = {"the": [1, 2, 3], word: [-1, 0.5, 2], "free": [4, 5, 6]}
    assert lists(read(path, expected, dimension=3)) == expected
    assert not caplog.records


@pytest.mark.parametrize("header", [b"", b"4 3\n"])
def test_two_spaces_behind_every_word_are_refused(file, header):
    """They would become part of the words, and no word would be found."""
    path = file(header + b"the  1 2 3\nof  1 2 3\na  1 2 3\nfree  1 2 3\n")
    assert "one space between a word and its numbers, got two" in refusal(path, dimension=3)


@pytest.mark.parametrize("line", ["{}\t{}\t{}\t{}\n", "{}\t{} {} {}\n", "{}\t{}\t{}\t{}\t\r\n"])
@pytest.mark.parametrize("header", [b"", b"3 3\n", b"3\t3\n"])
def test_numbers_may_stand_behind_tabs(file, header, line):
    """swivel and others write them so; a word may then hold spaces."""
    rows = {"the": [0.5, -1, 2], "new york": [3, 4, 5], "é": [1, 1, 1]}
    text = "".join(line.format(word, *numbers) for word, numbers in rows.items())
    path = file(header + text.encode())
    assert lists(read(path, rows, dimension=3)) == rows
    assert lists(read(path, ["é", "new"], dimension=None)) == {"é": [1, 1, 1]}


@pytest.mark.parametrize("header", [b"", b"2 3\n"])
def test_a_byte_order_mark_is_no_part_of_a_word(file, header):
    """Notepad and PowerShell write it, and then words as any other editor."""
    mark = "\ufeff".encode()
    path = file(mark + header + b"the 1 2 3\nfree 4 5 6\n")
    assert lists(read(path, ["the", "free"], dimension=3)) == {"the": [1, 2, 3], "free": [4, 5, 6]}
    assert list(read(path, [], 9, None)) == ["the", "free"]
    assert list(read(file(mark + b" 1 2 3\nfree 4 5 6\n"), ["\ufeff"], dimension=3)) == ["\ufeff"]


@pytest.mark.parametrize("field", [b"x" * 50_000, b"9" * 50_000, b"\0" * 50_000, b"\xff" * 9000])
def test_a_message_is_short_though_a_field_is_long(file, field):
    """A person reads it."""
    assert len(refusal(file(b"of 1 2\nfree 1 " + field + b"\nthe 1 2\n"), dimension=2)) < 500


def test_the_right_numbers_of_other_lines_do_not_make_up_for_a_wrong_one(file):
    """Lines are parsed together: one number too few and one too many are the right count."""
    for lines in (
        b"a 1\t2\nb\nc 3\n",
        b"a\nb 1\t2\nc 3\n",
        b"c 3\na 1-2\nb\n",
        b"a 1\nb \nc 1 2\n",
    ):
        assert "number" in refusal(file(b"x 1\ny 2\nz 3\n" + lines), words="abc", dimension=1)


def test_the_last_line_is_checked_though_nobody_wants_it(file):
    """A file that was cut ends with a shorter one."""
    for cut in (b"z 1", b"z", b"z 1 ", b"z 1 -"):
        message = refusal(file(b"a 1 2\nb 1 2\n" + cut), words=["a"], dimension=2)
        assert "line 3: " in message


def test_lines_that_nobody_wants_are_not_looked_at(file):
    """Except for the last one."""
    path = file(b"a 1 2\nx 1 oops\n\ny\nz 1 2 3\nw nan 1\nb 3 4\n")
    assert lists(read(path, ["a", "b"], dimension=2)) == {"a": [1, 2], "b": [3, 4]}


@pytest.mark.parametrize("end", [b"\n", b"\n\n\n", b"\r\n\r\n", b"  \n", b"   "])
def test_blank_lines_at_the_end_are_no_lines(file, end):
    """Editors leave such lines at the end."""
    path = file(b"2 2\na 1 2\nb 3 4\n" + end)
    assert lists(read(path, ["a", "b"], 5, 2)) == {"a": [1, 2], "b": [3, 4]}


def test_blank_lines_are_not_counted_wherever_blocks_end():
    """They still have line numbers."""
    content, layout = b"a 1 2\r\n\r\n \nb 3 4\n\n  ", Layout("vectors", "text", 2)
    for size in range(1, len(content) + 1):
        blocks = (content[at : at + size] for at in range(0, len(content), size))
        counts, entries = zip(*read_text(layout, blocks, lambda: {b"a", b"b", b""}), strict=True)
        assert sum(counts) == 2
        assert list(chain(*entries)) == [(b"a", b"1 2", 1), (b"b", b"3 4", 4)]


def test_a_line_without_an_end_is_refused_before_it_takes_memory():
    """A line of numbers may only be so long."""
    blocks = (b"x" * 100_000 for _ in range(500))
    tracemalloc.start()
    try:
        with pytest.raises(BakeoffError, match=r"line 2: expected .*numbers, got"):
            lines_of(chain([b"a 1 2\n"], blocks), 2)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("count", [30_000, 65_536])
def test_a_line_of_many_numbers_is_read(file, count):
    """It is longer than several blocks."""
    numbers = np.random.default_rng(0).normal(size=count).astype(np.float32)
    text = " ".join(map(str, numbers))
    path = file(f"2 {count}\na {text}\nb {text}\n".encode())
    assert np.array_equal(read(path, ["b"], dimension=count)["b"], numbers)


def test_the_number_of_a_line_counts_all_blocks_and_the_header(file):
    """It is the number that an editor shows."""
    lines = [b"w%d 1 2" % n for n in range(60_000)]
    lines[49_998] = b"w 1 x"
    path = file(b"60000 2\n" + b"\n".join(lines))
    assert "line 50000: " in refusal(path, words=["w"], dimension=2)


@pytest.mark.parametrize(
    ("lines", "dimension"),
    [
        ([b"a 1 2 3"], 3),
        ([b"1 2 3", b"2 3 4", b"-1.5 2 3"], 2),
        ([b". . . 1 2", b". . 1 2", b"of 3 4"], 2),
        ([b"nan 1 2", b"1e5 1 2"], 2),
        ([b"route 66 1 2", b"of 1 2", b"the 1 2"], 2),
        ([b"a 1 2 ", b"b 1 2\r"], 2),
        ([b"a\t1 1 2"], 2),
        ([b"a\x0b1 1 2"], 2),
        ([b"a x", b"<html>", b"of 1 two"], 0),
        ([b"a", b"b"], 0),
        ([b". . . . ."], 0),
        ([], 0),
    ],
)
def test_the_dimension_is_how_many_numbers_most_lines_end_with(lines, dimension):
    """Words may be numbers, or hold some."""
    assert find_dimension(lines) == dimension
