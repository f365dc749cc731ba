"""The projector's files."""

from dataclasses import replace

import numpy as np

from bakeoff.core.embedding import Embedding
from bakeoff.core.table import Text
from bakeoff.projector import tables
from bakeoff.projector.points import count_use
from bakeoff.projector.tables import (
    projector_config,
    write_texts,
    write_words,
)

TEXTS = [Text(0, "free free win", "spam", 0, ""), Text(1, "free home", "ham", 0, "")]
WORDS = ["[PAD]", "[UNK]", "free", "home", "win", "extra"]
EMBEDDING = Embedding(
    WORDS,
    np.arange(12, dtype=np.float32).reshape(6, 2) / 3,
    np.array([0, 0, 1, 0, 1, 1], bool),
    np.zeros(6, bool),
)


def test_metadata_says_how_a_word_is_used(tmp_path):
    """Class, count, share of the texts that are spam, and whether the published file holds it."""
    use = count_use(TEXTS, ["ham", "spam"], str.split)
    write_words(tmp_path, EMBEDDING, use)
    lines = (tmp_path / "metadata.tsv").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "word\tclass\tcount\tshare_spam\tin_file",
        "free\tmixed\t3\t0.5000\tyes",
        "home\tham\t1\t0.0000\tno",
        "win\tspam\t1\t1.0000\tyes",
    ]


def test_words_that_no_text_holds_have_files_of_their_own(tmp_path):
    """Only those with a vector; where there is none, no files."""
    lost = replace(EMBEDDING, found=np.array([0, 0, 1, 1, 1, 0], bool))
    write_words(tmp_path / "a", EMBEDDING, count_use(TEXTS, ["ham", "spam"], str.split))
    write_words(tmp_path / "b", lost, count_use(TEXTS, ["ham", "spam"], str.split))
    metadata = (tmp_path / "a/metadata_extra.tsv").read_text(encoding="utf-8")
    assert metadata == "word\tclass\nextra\tnot in training\n"
    vectors = (tmp_path / "a/tensor_extra.tsv").read_text(encoding="utf-8")
    assert vectors == "\t".join(str(x) for x in EMBEDDING.matrix[5]) + "\n"
    assert len([*(tmp_path / "b").iterdir()]) == 2


def test_vectors_are_written_as_gensim_writes_them(tmp_path):
    """Tabs between numbers, each as short as float32 allows without loss."""
    write_words(tmp_path, EMBEDDING, count_use(TEXTS, ["ham", "spam"], str.split))
    text = (tmp_path / "tensor.tsv").read_text(encoding="utf-8")
    assert text.split("\n")[0] == "\t".join(str(x) for x in EMBEDDING.matrix[2])
    read = np.array([line.split("\t") for line in text.split("\n")[:-1]], np.float32)
    np.testing.assert_array_equal(read, EMBEDDING.matrix[2:5])


def test_a_word_cannot_end_its_cell_or_its_line(tmp_path):
    """Tabs, line ends of all kinds, escape sequences; the name of a class neither."""
    words = [*WORDS[:2], "a\tb\r", "\u2028c\x85", "\x1b[31m", "<b>\u202e", "=1|2"]
    many = Embedding(words, np.zeros((7, 2), np.float32), *np.ones((2, 7), bool))
    use = count_use([Text(0, words[3], "\tspam", 0, "")], ["ham", "\tspam"], lambda text: [text])
    write_words(tmp_path, many, use)
    lines, extra = (
        [line.split("\t") for line in (tmp_path / name).read_text("utf-8").splitlines()]
        for name in ("metadata.tsv", "metadata_extra.tsv")
    )
    assert [line[0] for line in lines] == ["word", r"\u2028c\x85"]
    assert [line[0] for line in extra] == ["word", r"a\tb\r", r"\x1b[31m", r"<b>\u202e", "=1|2"]
    assert {len(line) for line in lines} == {5} and {len(line) for line in extra} == {2}
    assert r"share_\tspam" in lines[0]


def test_texts_are_shown_with_their_classes(tmp_path):
    """The vector is the mean over the layers."""
    features = np.float32([[[1, 2], [3, 6]], [[0, 0], [1, 0.5]]])
    write_texts(tmp_path, [Text(0, "a\tb", "spam", 0, ""), Text(1, "", "ham", 0, "")], features)
    metadata = (tmp_path / "metadata.tsv").read_text(encoding="utf-8")
    assert metadata == "text\tclass\na\\tb\tspam\n\tham\n"
    assert (tmp_path / "tensor.tsv").read_text(encoding="utf-8") == "2.0\t4.0\n0.5\t0.25\n"


def test_more_than_two_classes_have_a_column_each(tmp_path):
    """For two, the share of the second is enough."""
    use = count_use(TEXTS, ["eggs", "ham", "spam"], str.split)
    write_words(tmp_path, EMBEDDING, use)
    header = (tmp_path / "metadata.tsv").read_text(encoding="utf-8").split("\n")[0]
    assert header == "word\tclass\tcount\tshare_eggs\tshare_ham\tshare_spam\tin_file"


def test_the_projector_is_given_no_more_rows_than_it_loads(tmp_path, monkeypatch):
    """In each file."""
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    words = ["[PAD]", "[UNK]", *"abcdefgh"]
    many = Embedding(words, np.zeros((10, 1), np.float32), *np.ones((2, 10), bool))
    text = Text(0, "a b c d", "ham", 0, "")
    write_words(tmp_path, many, count_use([text], ["ham", "spam"], str.split))
    for name in ("tensor.tsv", "tensor_extra.tsv"):
        assert (tmp_path / name).read_text("utf-8").count("\n") == 3


def test_the_config_names_the_files_of_every_embedding(tmp_path):
    """In the text format that TensorBoard reads; additional words are an entry of their own."""
    from google.protobuf import text_format
    from tensorboard.plugins.projector.projector_config_pb2 import ProjectorConfig

    write_words(tmp_path / "b", EMBEDDING, count_use(TEXTS, ["ham", "spam"], str.split))
    write_texts(tmp_path / "a", TEXTS, np.ones((2, 1, 2), np.float32))
    config = text_format.Parse(projector_config(tmp_path), ProjectorConfig())
    assert [
        (each.tensor_name, each.tensor_path, each.metadata_path) for each in config.embeddings
    ] == [
        ("a", "a/tensor.tsv", "a/metadata.tsv"),
        ("b", "b/tensor.tsv", "b/metadata.tsv"),
        ("b (additional words)", "b/tensor_extra.tsv", "b/metadata_extra.tsv"),
    ]
