"""The stage that builds an embedding matrix and measures it."""

import zipfile

import pytest
from gensim.models import FastText
from gensim.models.fasttext import load_facebook_vectors, save_facebook_model

from bakeoff.core.embedding import load_embedding
from bakeoff.core.files import read_json
from bakeoff.core.table import write_table
from bakeoff.vectors.lookup import Subwords
from tests.texts.tables import table_of

VECTORS = b"the 1 1\nFree 2 2\n, 3 3\nonce 4 4\nwell-known 5 5\nfree 6 6\nlast 7 7\nleast 8 8\n"
TEXTS = table_of(
    ("Free, free lol ONCE", "ham", "train"), ("lol", "ham", "valid"), ("", "spam", "test")
)


def with_words(project):
    """Give a project a few words and their vectors."""
    write_table(project.folder / "data/prepared/texts.csv", TEXTS)
    project.write("data/vocabulary.txt", b"[PAD]\n[UNK]\nfree\nlol\n,\nonce\n")
    project.write("data/raw/glove/tiny.txt", VECTORS)
    project.params["sources"]["glove"] |= {"file": "tiny.txt", "dimension": 2}
    project.params["embed"]["glove"] |= {"extra_words": 2, "missing": "zero"}
    return project


@pytest.fixture
def prepared(project):
    """Give a project in which the stage can run."""
    return with_words(project)


@pytest.fixture(scope="module")
def embedded(project_in, tmp_path_factory):
    """Give a project in which the stage has run; for tests that change nothing."""
    project = with_words(project_in(tmp_path_factory.mktemp("embedded")))
    assert project.run("embed", "glove").returncode == 0
    return project


def test_words_stand_in_the_order_of_the_vocabulary_then_of_the_file(embedded):
    """The first two of the file are common; of those that the text rule does not cut."""
    embedding = load_embedding(embedded.folder / "data" / "embeddings" / "glove.npz")
    assert embedding.words == ["[PAD]", "[UNK]", "free", "lol", ",", "once", "the"]
    assert embedding.matrix[:, 0].tolist() == [0, 0, 6, 0, 3, 4, 1]
    assert embedding.found.tolist() == [False, False, True, False, True, True, True]
    assert embedding.common.tolist() == [False, False, False, False, True, False, True]


def test_the_coverage_is_that_of_all_texts(embedded):
    """3 of 4 words, 4 of 6 occurrences."""
    coverage = read_json(embedded.folder / "metrics/coverage/glove.json")
    assert (coverage["types"], coverage["types_covered"]) == (4, 3)
    assert (coverage["tokens"], coverage["tokens_share"]) == (6, 0.666667)
    assert coverage["most_frequent_without"] == {}  # Git tracks no word of fewer than 3 occurrences
    assert coverage["held_out_share"] is None and coverage["texts_cut"] == 0  # "" is held out


def test_nothing_else_is_written(embedded):
    """Not even a temporary file."""
    assert [path for path in embedded.outputs() if "prepared" not in path] == [
        "data/embeddings/glove.npz",
        "data/vocabulary.txt",
        "metrics/costs/embed/glove.json",
        "metrics/coverage/glove.json",
        "metrics/intrinsic/glove.json",
    ]


def test_a_matrix_is_compared_with_people(prepared):
    """Tiger, cat and jaguar are in four pairs; without a covered pair there is null, not NaN."""
    words = ["tiger", "cat", "jaguar", "athens", "greece", "baghdad", "iraq"]
    lines = (f"{word} {row} {row**2 % 5}\n" for row, word in enumerate(words))
    prepared.write("data/raw/glove/tiny.txt", "".join(lines).encode())
    prepared.params["embed"]["glove"]["extra_words"] = 9
    assert prepared.run("embed", "glove").returncode == 0
    found = read_json(prepared.folder / "metrics/intrinsic/glove.json")
    assert found["wordsim353"]["pairs_covered"] == 4 and found["wordsim353"]["pairs"] == 353
    assert -1 <= found["wordsim353"]["spearman"] <= 1
    assert found["simlex999"] == {"spearman": None, "pairs_covered": 0, "pairs": 999}
    assert found["analogies"]["covered"] > 0 and found["analogies"]["questions"] == 19544
    prepared.params["text"]["lower"] = False  # the files have the pair "tiger, cat", but "Athens"
    assert prepared.run("embed", "glove").returncode == 0
    found = read_json(prepared.folder / "metrics/intrinsic/glove.json")
    assert found["wordsim353"]["pairs_covered"] == 4
    assert found["analogies"] == {"accuracy": None, "covered": 0, "questions": 19544}


def test_texts_without_a_known_word_are_no_error(prepared):
    """Their coverage is zero."""
    texts = table_of(("lol lol", "ham", "train"))
    write_table(prepared.folder / "data/prepared/texts.csv", texts)
    prepared.write("data/vocabulary.txt", b"[PAD]\n[UNK]\nlol\n")
    ended = prepared.run("embed", "glove")
    assert ended.returncode == 0 and "lacks vectors of 100% of the tokens" in ended.stderr
    coverage = read_json(prepared.folder / "metrics/coverage/glove.json")
    assert coverage["tokens_share"] == 0


def test_fallbacks_are_counted_one_by_one(prepared):
    """'ONCE' is folded to 'once', so that the file's 'Free' is another word."""
    prepared.params["text"]["lower"] = False
    prepared.params["embed"]["glove"] |= {"extra_words": 0, "fallbacks": ["upper", "lower"]}
    assert prepared.run("embed", "glove").returncode == 0
    assert read_json(prepared.folder / "metrics/coverage/glove.json")["by_rule"] == {
        "exact": {"types": 3, "tokens": 3},
        "upper": {"types": 0, "tokens": 0},
        "lower": {"types": 1, "tokens": 1},
    }


def test_a_member_may_be_named(prepared):
    """Of a zip whose names do not tell the dimension."""
    path = prepared.folder / "data" / "raw" / "glove" / "tiny.txt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", b"free 0 0\n")
        archive.writestr("b.txt", VECTORS)
    assert "`member`" in prepared.run("embed", "glove").stderr
    prepared.params["embed"]["glove"]["member"] = "b.txt"
    assert prepared.run("embed", "glove").returncode == 0
    matrix = load_embedding(prepared.folder / "data" / "embeddings" / "glove.npz").matrix
    assert matrix[2].tolist() == [6, 6]


def test_a_file_larger_than_the_limit_is_refused(prepared):
    """Whatever its packed size; the outputs stay."""
    assert prepared.run("embed", "glove").returncode == 0
    prepared.params["embed"]["glove"]["max_bytes"] = 10
    ended = prepared.run("embed", "glove")
    assert ended.returncode == 1 and "at most 10 bytes" in ended.stderr
    assert "data/embeddings/glove.npz" in prepared.outputs()


def test_subwords_make_vectors_of_unknown_words(prepared):
    """Of a model in fastText's own format."""
    model = FastText([["free", "once", "well"]] * 5, vector_size=2, min_count=1, bucket=50)
    path = prepared.folder / "data" / "raw" / "glove" / "tiny.txt"
    save_facebook_model(model, str(path))
    prepared.params["embed"]["glove"] |= {"extra_words": 0, "fallbacks": ["subwords"]}
    assert prepared.run("embed", "glove").returncode == 0
    embedding = load_embedding(prepared.folder / "data" / "embeddings" / "glove.npz")
    told = Subwords.model_validate_json(embedding.subwords)
    assert told.source == "data/raw/glove/tiny.txt" and told.fallbacks == ["subwords"]
    assert told.bytes == path.stat().st_size
    expected = load_facebook_vectors(str(path))
    for word in ("free", "lol", "once"):
        row = embedding.words.index(word)
        assert embedding.matrix[row].tobytes() == expected[word].tobytes()
