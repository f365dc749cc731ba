"""fastText's .bin: words, vectors composed from subwords, and errors in a model."""

import struct
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from gensim.models.fasttext import load_facebook_vectors
from gensim.test.utils import datapath
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors import blocks
from bakeoff.vectors.blocks import BLOCK
from bakeoff.vectors.readers import open_vectors
from bakeoff.vectors.wanted import Wanted
from tests.vectors.files import PACKINGS, bits, check_message, model_of, pack, packed, read, refusal

SHIPPED = ("toy-model.bin", "crime-and-punishment.bin", "toy-model-pretrained.bin")
OLD = ("lee_fasttext.bin", "non_ascii_fasttext.bin", "cp852_fasttext.bin")  # of before 2017
UNSEEN = (
    "zqx",
    "naïve",
    "b",
    "<",
    ">",
    "<>",
    "слово",
    "night",
    "é",
    "the" * 20,
    "日本語",
    "😀x",
    "a b",
)
ROWS = np.random.default_rng(2).normal(size=(9, 3)).astype(np.float32)
NAMES = [b"of", b"caf\xc3\xa9"]
# Where settings stand in the file.
DIM, BUCKET, MINN, MAXN, SIZE, NWORDS, NTOKENS = 8, 40, 44, 48, 64, 68, 76


def compose(path, unseen):
    """Compose vectors from the subwords of words."""
    wanted = Wanted(set(), subwords=set(unseen))
    open_vectors(path).read(wanted)
    return wanted.composed


def change(at, form, value, content=None):
    """Write a number into a small model."""
    content = bytearray(content or model_of(NAMES, ROWS, 2, 4))
    struct.pack_into(form, content, at, value)
    return bytes(content)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_vectors_are_those_that_gensim_loads(tmp_path, name, packing):
    """Bit for bit, for all words of a model, in its order."""
    loaded = load_facebook_vectors(datapath(name))
    path = pack(tmp_path / "model", Path(datapath(name)).read_bytes(), packing)
    found = read(path, loaded.index_to_key, dimension=loaded.vector_size)
    assert list(found) == loaded.index_to_key
    words = [word for word in found if word != "</s>"]  # see below
    assert bits(found, words) == bits(loaded, words)


@pytest.mark.parametrize("name", SHIPPED)
def test_vectors_of_subwords_are_those_that_gensim_makes(name):
    """Bit for bit, for words that a model lacks; none is composed for a word that it holds."""
    loaded = load_facebook_vectors(datapath(name))
    unseen = [word for word in UNSEEN if word not in loaded.key_to_index]
    wanted = Wanted(set(loaded.index_to_key[:2]), subwords={*unseen, *loaded.index_to_key[:2]})
    open_vectors(Path(datapath(name)), loaded.vector_size).read(wanted)
    assert bits(wanted.composed) == bits(loaded, sorted(unseen))
    assert list(wanted.found) == loaded.index_to_key[:2]


def test_words_and_subwords_of_any_model_are_gensims(scratch):
    """Whatever its words, its numbers and the lengths of its subwords."""
    words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=9)
    lengths = st.tuples(st.integers(1, 5), st.integers(0, 3)).map(lambda x: (x[0], x[0] + x[1]))

    @settings(max_examples=60)
    @given(st.lists(words, min_size=1, unique=True), words, st.integers(1, 40), lengths, st.data())
    def check(names, unseen, buckets, lengths, data):
        shape, seed = (len(names) + buckets, 3), data.draw(st.integers(0, 9))
        rows = np.random.default_rng(seed).normal(0, 10.0 ** (4 * seed - 18), shape)
        scratch.write_bytes(model_of([name.encode() for name in names], rows, *lengths))
        loaded = load_facebook_vectors(scratch)
        wanted = Wanted(set(names), subwords={unseen, "日本語"})
        found = open_vectors(scratch, 3).read(wanted)
        assert bits(found) == bits(loaded, names)
        assert bits(wanted.composed) == bits(loaded, wanted.composed)
        for word in {unseen, "日本語"} - set(names) - wanted.composed.keys():
            assert not loaded[word].any()  # too short for subwords

    check()


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_a_model_without_subwords_has_the_rows_of_its_words(file, zero):
    """As gensim loads them; nothing can then be made."""
    rows = ROWS[:2] * np.float32([1, 1, zero])
    path = file(model_of(NAMES, rows))
    found = read(path, ["of", "café"], dimension=3)
    assert bits(found) == bits(load_facebook_vectors(path), ["of", "café"])
    assert compose(path, ["unseen"]) == {}


def test_words_too_short_for_subwords_are_not_made(file):
    """gensim gives a vector of zeros, which is none."""
    path = file(model_of(NAMES, ROWS, 5, 6))
    assert list(compose(path, ["ab", "abc", ""])) == ["abc"]
    assert not load_facebook_vectors(path)["ab"].any()


@pytest.mark.parametrize("block", [1, 2, 3, 5, 16, 64, 65])
def test_blocks_may_end_anywhere(file, monkeypatch, block):
    """Also within a setting, a word or a row."""
    path = file(model_of(NAMES, ROWS, 2, 4, pruned=3))
    expected = read(path, ["of", "café"], dimension=3), compose(path, UNSEEN)
    monkeypatch.setattr(blocks, "BLOCK", block)
    found = read(path, ["of", "café"], dimension=3), compose(path, UNSEEN)
    assert [bits(vectors) for vectors in found] == [bits(vectors) for vectors in expected]


@pytest.mark.parametrize("shift", [0, 1, 2, 8, 9, 10, 11])
def test_a_dictionary_larger_than_a_block_is_read(file, shift):
    """Words stand across the borders of blocks, and so do their counts."""
    names = [b"x" * (shift + 1), *(b"w%d" % n for n in range(30_000))]
    rows = np.random.default_rng(0).normal(size=(len(names) + 5, 2)).astype(np.float32)
    path = file(model_of(names, rows))
    found = read(path, [name.decode() for name in names], dimension=2)
    assert list(found) == [name.decode() for name in names]
    loaded = load_facebook_vectors(path)
    assert bits(found) == bits(loaded, loaded.index_to_key)


def test_the_first_of_duplicate_words_counts(file):
    """Whether the word was wanted or extra."""
    path = file(model_of([b"a", b"b", b"a", b"b", b"c"], np.eye(5)))
    found = read(path, ["a"], 2, 5)
    assert {word: int(vector.argmax()) for word, vector in found.items()} == {"a": 0, "b": 1}


def test_extra_words_are_the_first_that_are_accepted(file):
    """Those that are no UTF-8 or hold spaces are none."""
    path = file(model_of([b"</s>", b"\xff", b"a b", b"c", b"d e", b"f"], np.eye(6)))
    assert list(read(path, ["d e"], 1, 6, accept=lambda word: word != "</s>")) == ["c", "d e"]


def test_words_that_are_no_utf8_are_never_wanted_and_disturb_none(file):
    """Older models have been made of texts in other encodings."""
    path = file(model_of([b"a", b"caf\xc3", b"\xff", b"b"], np.eye(4)))
    assert list(read(path, ["a", "b", "caf", "caf\ufffd", "caf\\xc3"], 9, 4)) == ["a", "b"]


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("name", OLD)
def test_a_model_older_than_the_magic_number_is_read_as_gensim_reads_it(tmp_path, name, packing):
    """Its words may be in another encoding; those are never wanted."""
    loaded = load_facebook_vectors(datapath(name), encoding="utf-8")
    words = [word for word in loaded.index_to_key if word != "</s>" and "\\x" not in word]
    path = pack(tmp_path / "model", Path(datapath(name)).read_bytes(), packing)
    wanted = Wanted(set(words), subwords={"unseen"})
    assert bits(open_vectors(path).read(wanted)) == bits(loaded, words)
    assert bits(wanted.composed) == bits(loaded, ["unseen"])
    assert len(words) > 100


@pytest.mark.parametrize("name", OLD)
def test_an_old_model_that_was_cut_is_refused_wherever_it_was_cut(file, name):
    """From its settings on."""
    whole = Path(datapath(name)).read_bytes()
    for size in (70, 80, 500, len(whole) // 2, len(whole) - 1):
        assert "expected" in refusal(file(whole[:size]), words=["the"], dimension=None)


def test_the_end_of_a_line_has_its_row_alone(file):
    """As fastText writes it to the .vec; other words have the mean of their row and subwords."""
    rows = np.random.default_rng(3).normal(size=(8, 3)).astype(np.float32)
    found = read(file(model_of([b"</s>", b"<s>"], rows, 2, 4)), ["</s>", "<s>"], dimension=3)
    assert found["</s>"].tobytes() == rows[0].tobytes() != found["<s>"].tobytes()
    assert found["<s>"].tobytes() != rows[1].tobytes()


@pytest.mark.parametrize("packing", ["plain", "gzip"])
def test_a_classifier_is_refused(file, packing):
    """Its words have no vectors of their own."""
    path = file(Path(datapath("pang_lee_polarity_fasttext.bin")).read_bytes(), packing)
    assert "classifier of 2 labels" in refusal(path, dimension=100)


def test_a_quantized_model_is_refused(file):
    """The next step is another file."""
    assert "quantized" in refusal(file(model_of(NAMES, ROWS, 2, 4, quantized=True)), dimension=3)


def test_a_model_of_the_version_before_is_read():
    """Version 11 differs only for classifiers; gensim reads both."""
    loaded = load_facebook_vectors(datapath("lee_fasttext_new.bin"))
    found = read(
        Path(datapath("lee_fasttext_new.bin")), loaded.index_to_key, dimension=loaded.vector_size
    )
    words = [word for word in found if word != "</s>"]
    assert bits(found, words) == bits(loaded, words) and len(words) == len(loaded) - 1


@pytest.mark.parametrize("version", [-1, 1, 10, 13, 1 << 30])
def test_a_model_of_another_version_is_refused(file, version):
    """Its fields may mean something else."""
    assert f"version {version}" in refusal(
        file(model_of(NAMES, ROWS, version=version)), dimension=3
    )


def test_a_cut_model_is_refused_wherever_it_was_cut(file):
    """Though nothing that is wanted is missing."""
    whole = model_of(NAMES, ROWS, 2, 4, pruned=1)
    for size in range(4, len(whole)):
        assert "expected" in refusal(file(whole[:size]), words=["of"], dimension=3), size


@pytest.mark.parametrize("rest", [b"x", b"\0", b"\n", bytes(99)])
@pytest.mark.parametrize("block", [7, BLOCK])
def test_what_follows_a_model_is_refused_by_its_byte(file, monkeypatch, block, rest):
    """Its content was never checked; bytes count from the start of the file, in every block."""
    monkeypatch.setattr(blocks, "BLOCK", block)
    whole = model_of(NAMES, ROWS, 2, 4)
    message = refusal(file(whole + rest), words=["of"], dimension=3)
    assert f"byte {len(whole)}: expected the end of the file" in message


@pytest.mark.parametrize("number", [np.nan, np.inf])
@pytest.mark.filterwarnings("error")
def test_a_vector_that_is_not_finite_is_refused(file, number):
    """If a word or a subword needs it, and without a warning beside the error."""
    rows = np.ones((3, 3), np.float32)
    rows[1] = number
    assert "'café'" in refusal(file(model_of(NAMES, rows, 2, 4)), words=["café"], dimension=3)
    rows[1:] = [[1, 1, 1], [number, 1, 1]]
    assert "'of'" in refusal(file(model_of(NAMES, rows, 2, 4)), words=["of"], dimension=3)


@pytest.mark.filterwarnings("error")
def test_a_sum_that_is_not_finite_is_refused(file):
    """Even if each of its parts is finite."""
    path = file(model_of(NAMES, np.full((3, 3), 3e38), 2, 4))
    assert "finite" in refusal(path, words=["of"], dimension=3)


@pytest.mark.parametrize(
    ("at", "form", "value"),
    [
        (DIM, "<i", 0),
        (DIM, "<i", -3),
        (DIM, "<i", 4),
        (DIM, "<i", 2**31 - 1),
        (BUCKET, "<i", -1),
        (BUCKET, "<i", 6),
        (BUCKET, "<i", 8),
        (BUCKET, "<i", 2**31 - 1),
        (MINN, "<i", -1),
        (MAXN, "<i", 2**31 - 1),
        (SIZE, "<i", 3),
        (NWORDS, "<i", 0),
        (NWORDS, "<i", 3),
        (NTOKENS + 8, "<q", 1 << 60),
    ],
)
def test_settings_that_make_no_sense_are_refused(file, at, form, value):
    """They disagree with each other, or with what follows."""
    path = file(change(at, form, value))
    with pytest.raises(BakeoffError) as caught:
        open_vectors(path).read(Wanted({"of"}, subwords={"unseen"}))
    check_message(caught.value, path)


@pytest.mark.parametrize("rows", [-1, 8, 10, 1 << 31, (1 << 63) - 1])
@pytest.mark.parametrize("which", [0, 1])
def test_a_matrix_of_wrong_size_is_refused(file, rows, which):
    """That of the words and subwords, and the other one, which nobody reads."""
    whole = model_of(NAMES, ROWS, 2, 4)
    first = whole.index(struct.pack("<?2q", False, 9, 3))
    at = (first + 1, first + 17 + 9 * 3 * 4 + 1)[which]
    assert refusal(file(change(at, "<q", rows, whole)), words=["of"], dimension=3)
    assert "columns" in refusal(file(change(at + 8, "<q", 4, whole)), words=["of"], dimension=3)


@pytest.mark.parametrize("count", [1 << 16, (1 << 31) - 1])
def test_a_dictionary_without_an_end_is_refused_before_it_takes_memory(file, count):
    """Of the words it may promise any number."""
    content = change(NWORDS, "<i", count, change(SIZE, "<i", count))
    path = file(packed(content + b"x" * 30_000_000, "gzip"))
    tracemalloc.start()
    try:
        assert "a word and a zero" in refusal(path, words=["of"], dimension=3)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_vectors_of_a_model_cannot_be_listed(file):
    """They are sums: a model's .vec has them."""
    with pytest.raises(BakeoffError, match="fastText"):
        list(open_vectors(file(model_of(NAMES, ROWS))).batches())
