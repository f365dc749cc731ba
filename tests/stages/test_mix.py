"""The stage that joins two inputs: matrices, encoders' features, or one of each."""

import numpy as np

from bakeoff.core.embedding import Embedding, load_embedding, save_embedding

WORDS = ["[PAD]", "[UNK]", "free"]
GLOVE, ELMO = "data/embeddings/glove.npz", "data/features/elmo"


def add_matrix(project, path, *more):
    """Write a matrix of two dimensions, with words beyond the vocabulary."""
    words = [*WORDS, *more]
    matrix = np.arange(2 * len(words), dtype=np.float32).reshape(-1, 2)
    found, common = np.arange(len(words)) > 1, np.arange(len(words)) > 2
    save_embedding(project.folder / path, Embedding(words, matrix, found, common))


def add_features(project, name):
    """Write features of an encoder; the stage does not look at their contents."""
    for file in ("json", "npy"):
        project.write(f"data/features/{name}/{name}.{file}", f"{name} {file}".encode())


def mixed(project, **mix):
    """Run the last of some mixes; name the files in its folder."""
    project.params["mix"] |= mix
    (*_, name) = mix
    done = project.run("mix", name)
    assert done.returncode == 0, done.stderr
    return sorted(path.name for path in (project.folder / "data/mixes" / name).iterdir())


def test_two_matrices_become_one(project):
    """Their rows are joined."""
    add_matrix(project, GLOVE)
    add_matrix(project, "data/embeddings/word2vec.npz", "other")
    assert mixed(project, a=[GLOVE, "data/embeddings/word2vec.npz"]) == ["embedding.npz"]
    found = load_embedding(project.folder / "data/mixes/a/embedding.npz")
    assert found.words == [*WORDS, "other"] and found.matrix.shape == (4, 4)
    assert found.common.tolist() == [False, False, False, True]


def test_an_encoders_features_stand_beside_a_matrix(project):
    """Unchanged."""
    add_matrix(project, GLOVE)
    add_features(project, "elmo")
    files = mixed(project, a=[ELMO, GLOVE])
    assert files == ["elmo.json", "elmo.npy", "embedding.npz"]
    assert (project.folder / "data/mixes/a/elmo.npy").read_bytes() == b"elmo npy"


def test_a_mix_may_be_a_part_of_another(project):
    """It brings all that it has."""
    add_matrix(project, GLOVE)
    add_features(project, "elmo")
    add_features(project, "use")
    mixed(project, a=[ELMO, GLOVE])
    files = mixed(project, b=["data/mixes/a", "data/features/use"])
    assert {"elmo.json", "use.json", "use.npy", "embedding.npz"} <= set(files)


def test_a_mix_of_three_is_refused(project):
    """In one line that names the key."""
    project.params["mix"]["a"] = [GLOVE, ELMO, GLOVE]
    done = project.run("mix", "a")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.startswith("error: params.yaml: mix.a: List should have at most 2 items")
