"""The stage that lays vectors out in the order of the vocabulary."""

import json

import pytest

from bakeoff.vectors.matrix import load_embedding

VECTORS = b"the 1 1\nFree 2 2\n, 3 3\nonce 4 4\nwell-known 5 5\nfree 6 6\nlast 7 7\nleast 8 8\n"
TEXTS = b'row,text,label,slice\n0,"Free, free lol ONCE",ham,\n1,lol,ham,\n2,,spam,\n'


@pytest.fixture
def embedded(project):
    """Run the stage on a few words; give the project."""
    project.write("data/prepared/train.csv", TEXTS)
    project.write("data/vocabulary.txt", b"[PAD]\n[UNK]\nfree\nlol\n")
    project.write("data/raw/glove/tiny.txt", VECTORS)
    project.params["sources"]["sample"]["glove"] |= {"file": "tiny.txt", "dimension": 2}
    project.params["embed"]["glove"] |= {"extra_words": 2, "missing": "zero"}
    assert project.run("embed", "glove").returncode == 0
    return project


def test_words_stand_in_the_order_of_the_vocabulary_then_of_use(embedded):
    """Then of training but too rare for the vocabulary, then of the file; no other case or cut."""
    embedding = load_embedding(embedded.folder / "data" / "embeddings" / "glove.npz")
    assert embedding.words == ["[PAD]", "[UNK]", "free", "lol", ",", "once", "the", "last"]
    assert embedding.matrix[:, 0].tolist() == [0, 0, 6, 0, 3, 4, 1, 7]
    assert embedding.found.tolist() == [False, False, True, False, True, True, True, True]


def test_the_coverage_is_that_of_the_training_texts(embedded):
    """3 of 4 words, 4 of 6 occurrences."""
    path = embedded.folder / "metrics" / "coverage" / "glove.json"
    coverage = json.loads(path.read_text(encoding="utf-8"))
    assert (coverage["types"], coverage["types_covered"]) == (4, 3)
    assert (coverage["tokens"], coverage["tokens_share"]) == (6, 0.666667)
    assert coverage["most_frequent_without"] == {"lol": 2}


def test_nothing_else_is_written(embedded):
    """No temporary file is left."""
    assert [path for path in embedded.outputs() if "prepared" not in path] == [
        "data/embeddings/glove.npz",
        "data/vocabulary.txt",
        "metrics/coverage/glove.json",
    ]


def test_texts_without_a_known_word_are_no_error(embedded):
    """They are covered by nothing."""
    embedded.write("data/prepared/train.csv", b"row,text,label,slice\n0,lol lol,ham,\n")
    embedded.write("data/vocabulary.txt", b"[PAD]\n[UNK]\nlol\n")
    assert embedded.run("embed", "glove").returncode == 0
    path = embedded.folder / "metrics" / "coverage" / "glove.json"
    assert json.loads(path.read_text(encoding="utf-8"))["tokens_share"] == 0
