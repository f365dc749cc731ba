"""Broken files give BakeoffError or whole vectors; odd ones give what gensim gives."""

import logging
import re
import resource
from itertools import pairwise

import numpy as np
import pytest
from gensim.models import KeyedVectors
from gensim.models.fasttext import load_facebook_vectors
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors import blocks, readers
from bakeoff.vectors.fasttext_header import KIND
from bakeoff.vectors.readers import open_vectors
from bakeoff.vectors.text import NUMBER
from bakeoff.vectors.wanted import Wanted
from tests.vectors.files import LAYOUTS, PACKINGS, bits, check_message, content_of, model_of, packed

pytestmark = pytest.mark.timeout(120)  # seconds; a hang is a failure

NAMES = ["the", "café", "new york", "1", "😀", "of", "x" * 30, ". .", "66 a", "end"]
ROWS = np.random.default_rng(5).normal(0, 0.3, (len(NAMES), 4)).astype(np.float32)
ODD = (0, 1, 9, 10, 13, 32, 45, 46, 48, 57, 95, 101, 127, 128, 255)
# What is done, where (also counted from the end), to how many bytes, and which byte comes.
BREAKS = st.tuples(
    st.sampled_from(("flip", "set", "cut", "delete", "insert", "repeat", "move")),
    st.integers(-99, 4000),
    st.integers(1, 40),
    st.sampled_from(ODD) | st.integers(0, 255),
)
# Blocks, portions that are read, and the head that tells the format.
SIZES = st.sampled_from([(1 << 17, 1 << 16, 1 << 17), (64, 16, 128), (7, 5, 90), (1, 2, 1 << 17)])
FLOATS = st.floats(width=32, allow_nan=False, allow_infinity=False)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=" \n\0"), max_size=8)
MORE = st.sampled_from(["1", "-2.5", "nan", "\u00a0", "a\u2028b", "\u0085", "😀", "\ufeff", "x\ty"])


@pytest.fixture(autouse=True)
def little_memory_and_log():
    """Check that broken lengths took no memory; warnings are expected and many."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # KiB


def content_in(layout):
    """Give a small whole file."""
    names = [name.encode() for name in NAMES]
    if layout == "fasttext_model":
        return model_of(names, np.concatenate([ROWS, ROWS]), 3, 6)
    return content_of(names, ROWS, layout)


def broken(content, breaks):
    """Break bytes in some ways."""
    for how, at, size, byte in breaks:
        at %= len(content) + 1
        before, piece, after = content[:at], content[at : at + size], content[at + size :]
        content = {
            "flip": before + bytes(b ^ 1 << byte % 8 for b in piece[:1]) + piece[1:] + after,
            "set": before + bytes([byte]) * len(piece) + after,
            "cut": before,
            "delete": before + after,
            "insert": before + bytes([byte]) * size + piece + after,
            "repeat": before + piece + piece + after,
            "move": after[:byte] + before + piece + after[byte:],
        }[how]
    return content


def check_vectors(vectors, dimension):
    """Check that vectors are what they should be."""
    for vector in vectors:
        assert vector.dtype == np.float32 and vector.shape == (dimension,)
        assert np.isfinite(vector).all()


def check_read(path):
    """Read wanted and extra words; check them, or the message."""
    try:
        file = open_vectors(path, max_bytes=1_000_000)
        unseen = {"unseen"} if file.layout.kind == KIND else set()
        wanted = Wanted({"the", "new york", "end"}, 3, subwords=unseen)
        found = file.read(wanted)
        assert len(found) <= 6 and wanted.composed.keys() <= unseen
        check_vectors([*found.values(), *wanted.composed.values()], file.layout.dimension)
    except BakeoffError as error:
        check_message(error, path, 10_000)


def check_batches(path):
    """Parse all vectors; check them, or the message."""
    try:
        file = open_vectors(path, max_bytes=1_000_000)
        for names, vectors in file.vectors():
            assert len(names) == len(vectors)
            check_vectors(vectors, file.layout.dimension)
    except BakeoffError as error:
        check_message(error, path, 10_000)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_broken_files_are_refused_or_give_whole_vectors(scratch, layout, packing):
    """Broken before they are packed, or afterwards, or both."""

    @settings(max_examples=60)
    @given(st.lists(BREAKS, max_size=3), st.lists(BREAKS, max_size=2), SIZES)
    def check(inside, outside, sizes):
        content = broken(content_in(layout), inside)
        scratch.write_bytes(broken(packed(content, packing, "v.4d.txt"), outside))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(blocks, "BLOCK", sizes[0])
            patch.setattr(blocks, "PORTION", sizes[1])
            patch.setattr(readers, "HEAD", sizes[2])
            check_read(scratch)
            check_batches(scratch)

    check()


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_files_with_one_flipped_bit_are_refused_or_give_whole_vectors(scratch, layout, packing):
    """Whichever byte it is in, of a small file."""
    whole = packed(content_in(layout)[:400], packing, "v")
    for at in range(len(whole)):
        scratch.write_bytes(broken(whole, [("flip", at, 1, at % 8)]))
        check_read(scratch)
        check_batches(scratch)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_odd_files_are_read_as_gensim_reads_them(scratch, layout):
    """Words of any characters, numbers of any size; or refused, if a word may hold a space."""

    @settings(max_examples=150)
    @given(st.lists(WORDS | MORE, min_size=1, max_size=6, unique=True), st.data())
    def check(names, data):
        rows = st.lists(FLOATS, min_size=3, max_size=3)
        vectors = data.draw(st.lists(rows, min_size=len(names), max_size=len(names)))
        if layout.startswith("binary"):
            assume(re.search(rb"[^\t\r\n -~]", np.float32(vectors[0]).tobytes()))  # else text
        scratch.write_bytes(content_of([name.encode() for name in names], vectors, layout))
        if layout == "fasttext_model":
            loaded = load_facebook_vectors(scratch)
        else:
            how = {"binary": layout.startswith("binary"), "no_header": layout == "glove"}
            loaded = KeyedVectors.load_word2vec_format(scratch, **how)
        try:
            assert bits(open_vectors(scratch, 3).read(Wanted(set(names)))) == bits(loaded, names)
        except BakeoffError as error:
            assert layout.startswith("binary") and "several ways" in str(error)
            return
        assert list(open_vectors(scratch, 3).read(Wanted(set(), 9))) == loaded.index_to_key

    check()


@pytest.mark.parametrize("layout", ["glove", "word2vec_text", "binary"])
def test_no_vector_of_a_file_that_gensim_writes_is_wrong(scratch, layout):
    """Whatever their characters and bytes: each word has its vector, or the file is refused.

    gensim itself cannot read back words that hold line ends from text.
    """
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\n")
    words = st.text(characters, max_size=6) | st.text(" ab?>\u00e9\ufeff\r", max_size=6)
    number = st.floats(width=32, allow_nan=False, allow_infinity=False)
    byte = st.sampled_from(b" ab?=>\0\n\xbd\xbe\xc3\xa9\x80")

    @settings(max_examples=300)
    @given(st.lists(words, min_size=1, max_size=6, unique=True), st.integers(1, 18), st.data())
    def check(names, dimension, data):
        count = len(names) * dimension
        if data.draw(st.booleans()):
            rows = np.float32(data.draw(st.lists(number, min_size=count, max_size=count)))
        else:
            drawn = data.draw(st.lists(byte, min_size=4 * count, max_size=4 * count))
            rows = np.frombuffer(bytes(drawn), "<f4")
        vectors = KeyedVectors(dimension)
        vectors.add_vectors(names, rows.reshape(-1, dimension))
        vectors.save_word2vec_format(
            scratch, binary=layout == "binary", write_header=layout != "glove"
        )
        try:
            found = open_vectors(scratch, dimension).read(Wanted(set(names)))
        except BakeoffError as error:
            check_message(error, scratch)
            return
        marked = {names[0]} if layout == "glove" and names[0].startswith("\ufeff") else set()
        words = {name for name in names if name.strip(" ")} - marked
        assert bits(found) == bits(vectors, found) and words <= found.keys()

    check()


def test_no_vector_of_a_large_binary_file_is_wrong_whatever_its_scale(scratch):
    """One scale for all words, or two: the sizes of numbers then tell little or nothing."""
    characters = st.characters(exclude_categories=["Cs"])
    words = st.lists(st.text(characters, max_size=6), min_size=1, max_size=4).map(" ".join)
    names_of_files = st.lists(words.filter(lambda word: word.strip(" ")), min_size=2, max_size=8)
    powers = st.lists(st.integers(-20, 20), min_size=1, max_size=2)

    @settings(max_examples=300)
    @given(names_of_files, st.integers(50, 300), powers, st.integers(0))
    def check(names, dimension, powers, seed):
        names = list(dict.fromkeys(names))
        rows = np.random.default_rng(seed).normal(size=(len(names), dimension))
        vectors = KeyedVectors(dimension)
        vectors.add_vectors(names, np.float32(rows * 10.0 ** np.resize(powers, (len(names), 1))))
        vectors.save_word2vec_format(scratch, binary=True)
        try:
            found = open_vectors(scratch).read(Wanted(set(names)))
        except BakeoffError as error:
            check_message(error, scratch)
        else:
            assert bits(found) == bits(vectors, found) and {*names} == found.keys()

    check()


@pytest.mark.parametrize("layout", ["glove", "word2vec_text", "fasttext", "fasttext_model"])
def test_words_that_hold_spaces_are_read_as_they_were_written(scratch, layout):
    """Unless they end with numbers only, which could be those of the vector."""
    parts = st.lists(WORDS.filter(bool) | MORE, min_size=1, max_size=4)
    words = parts.filter(lambda p: len(p) == 1 or not NUMBER.fullmatch(p[-1].encode()))

    @settings(max_examples=100)
    @given(st.lists(words.map(" ".join), max_size=6, unique=True), FLOATS)
    def check(names, number):
        plain = ["plain", "plain one", *(f"plain{n}" for n in range(8))]  # tell the dimension
        names = list(dict.fromkeys([*names, *plain]))
        rows = np.float32([[n, number] for n in range(len(names))])
        scratch.write_bytes(content_of([name.encode() for name in names], rows, layout))
        found = open_vectors(scratch, 2).read(Wanted(set(names)))
        assert list(found) == names
        assert np.stack(list(found.values())).tobytes() == rows.tobytes()

    check()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_stream_may_be_cut_into_blocks_anywhere(scratch, layout):
    """Blocks of very different sizes give what one block gives."""
    content = content_in(layout)
    scratch.write_bytes(content)
    kind = open_vectors(scratch).layout
    expected = bits(open_vectors(scratch, 4).read(Wanted(set(NAMES))))

    @settings(max_examples=100)
    @given(st.lists(st.integers(1, len(content) - 1), max_size=9, unique=True))
    def check(cuts):
        ends = pairwise([0, *sorted(cuts), len(content)])
        blocks = [content[start:end] for start, end in ends]
        file = readers.VectorFile(kind, lambda: iter(blocks))
        assert bits(file.read(Wanted(set(NAMES)))) == expected

    check()
