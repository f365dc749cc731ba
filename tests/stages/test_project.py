"""The stage that writes one embedding for the projector, and as flat maps."""

import json

import numpy as np
import pytest

from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.table import write_table
from tests.texts.tables import table_of

TEXTS = table_of(
    ("Free, free 😀 WIN", "spam", "train"), ("free home", "ham", "test"), ("", "ham", "valid")
)
WORDS = ["[PAD]", "[UNK]", "free", ",", "😀", "win", "home", "other"]


@pytest.fixture
def prepared(project):
    """Write three texts, a matrix of all their words but one, and features of an encoder."""
    write_table(project.folder / "data/prepared/texts.csv", TEXTS)
    project.write("data/prepared/classes.txt", b"ham\nspam\n")
    matrix = np.random.default_rng(1).normal(size=(8, 4)).astype(np.float32)
    found = np.array([word not in ("[PAD]", "[UNK]", "win") for word in WORDS])
    glove = Embedding(WORDS, matrix, found, found)
    save_embedding(project.folder / "data/embeddings/glove.npz", glove)
    (project.folder / "data/features/elmo").mkdir(parents=True)
    np.save(project.folder / "data/features/elmo/elmo.npy", matrix[:6].reshape(3, 2, 4))
    return project


def run(project, name):
    """Run the stage; give the map, and the lines of metadata and vectors."""
    done = project.run("project", name)
    assert done.returncode == 0, done.stderr
    drawn = json.loads((project.folder / f"data/maps/{name}.json").read_text(encoding="utf-8"))
    folder = project.folder / "data/projector" / name
    lines = (
        (folder / file).read_text(encoding="utf-8").split("\n")[:-1]
        for file in ("metadata.tsv", "tensor.tsv")
    )
    return drawn, *lines


def test_of_a_matrix_words_are_shown(prepared):
    """The map shows those of the texts that have a vector, by frequency."""
    drawn, metadata, vectors = run(prepared, "glove")
    assert (drawn["name"], drawn["kind"], drawn["dimension"]) == ("glove", "words", 4)
    assert drawn["labels"] == ["free", ",", "😀", "home"] and drawn["counts"] == [3, 1, 1, 1]
    assert drawn["share"] == {"ham": [0.5, 0, 0, 1], "spam": [0.5, 1, 1, 0]}
    assert len(drawn["tsne"]) == len(drawn["pca"]) == len(drawn["neighbours"]) == 4
    assert [line.split("\t")[0] for line in metadata] == ["word", *WORDS[2:-1]]
    assert [line.split("\t")[1] for line in metadata[1:]] == ["mixed", *["spam"] * 3, "ham"]
    assert len(vectors) == 5


def test_of_features_texts_are_shown(prepared):
    """In the order of the table, an empty one too."""
    drawn, metadata, vectors = run(prepared, "elmo")
    assert (drawn["kind"], drawn["dimension"]) == ("texts", 4)
    assert drawn["labels"] == ["Free, free 😀 WIN", "free home", ""]
    assert drawn["share"] == {"ham": [0, 1, 1], "spam": [1, 0, 0]}
    assert metadata == ["text\tclass", "Free, free 😀 WIN\tspam", "free home\tham", "\tham"]
    assert [line.count("\t") for line in vectors] == [3, 3, 3]


def test_the_points_of_a_map_are_limited_and_those_of_the_projector_are_not(prepared):
    """A map is drawn in a page, with t-SNE computed before."""
    prepared.params["project"]["glove"]["points"] = 2
    drawn, metadata, _ = run(prepared, "glove")
    assert drawn["labels"] == ["free", ","] and len(metadata) == 6


def test_nothing_else_is_written(prepared):
    """The projector's config is written by the command that opens it."""
    before = prepared.outputs()
    run(prepared, "glove")
    assert sorted({*prepared.outputs()} - {*before}) == [
        "data/maps/glove.json",
        "data/projector/glove/metadata.tsv",
        "data/projector/glove/metadata_extra.tsv",
        "data/projector/glove/tensor.tsv",
        "data/projector/glove/tensor_extra.tsv",
    ]
