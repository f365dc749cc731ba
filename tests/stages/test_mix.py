"""The stage that sets two inputs side by side: matrices, what encoders gave, or one of each."""

import numpy as np

from bakeoff.vectors.embedding import Embedding, load_embedding, save_embedding

WORDS = ["[PAD]", "[UNK]", "free"]
GLOVE, ELMO = "data/embeddings/glove.npz", "data/features/elmo"


def add_matrix(project, path, *more):
    """Write a matrix of two dimensions, with words beyond the vocabulary."""
    words = [*WORDS, *more]
    matrix = np.arange(2 * len(words), dtype=np.float32).reshape(-1, 2)
    save_embedding(project.folder / path, Embedding(words, matrix, np.arange(len(words)) > 1))


def add_features(project, name):
    """Write what an encoder of this name gave; the contents are not looked at."""
    for file in ("json", "train.npy", "valid.npy", "train.tokens.npy"):
        project.write(f"data/features/{name}/{name}.{file}", f"{name} {file}".encode())


def mixed(project, **mix):
    """Run the last mix of the given ones; name the files that came."""
    project.params["mix"] |= mix
    (*_, name) = mix
    done = project.run("mix", name)
    assert done.returncode == 0, done.stderr
    return sorted(path.name for path in (project.folder / "data/mixes" / name).iterdir())


def test_two_matrices_become_one(project):
    """Its rows are the two joined."""
    add_matrix(project, GLOVE)
    add_matrix(project, "data/embeddings/word2vec.npz", "other")
    assert mixed(project, a=[GLOVE, "data/embeddings/word2vec.npz"]) == ["embedding.npz"]
    found = load_embedding(project.folder / "data/mixes/a/embedding.npz")
    assert found.words == [*WORDS, "other"] and found.matrix.shape == (4, 4)


def test_an_encoders_features_stand_beside_a_matrix(project):
    """As they were, but for those of single tokens, which no model reads."""
    add_matrix(project, GLOVE)
    add_features(project, "elmo")
    files = mixed(project, a=[ELMO, GLOVE])
    assert files == ["elmo.json", "elmo.train.npy", "elmo.valid.npy", "embedding.npz"]
    assert (project.folder / "data/mixes/a/elmo.train.npy").read_bytes() == b"elmo train.npy"


def test_a_mix_may_be_a_part_of_another(project):
    """It brings all that it has."""
    project.params["encode"]["use"] = project.params["encode"]["elmo"]
    add_matrix(project, GLOVE)
    add_features(project, "elmo")
    add_features(project, "use")
    mixed(project, a=[ELMO, GLOVE])
    files = mixed(project, b=["data/mixes/a", "data/features/use"])
    assert {"elmo.json", "use.json", "use.valid.npy", "embedding.npz"} <= set(files)
