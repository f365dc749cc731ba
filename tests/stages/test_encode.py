"""The stage that runs a frozen encoder over the messages that models learn from."""

import json

import numpy as np
import pytest

TRAIN = (
    'row,text,label,slice\n0,"Free entry, now!!",ham,\n1,,ham,\n2,"😀 ok",spam,\n'
    '3,"Free entry, now!!",spam,\n'
)
FEATURES = ["elmo.json", "elmo.train.npy", "elmo.valid.npy"]


@pytest.fixture(scope="module")
def downloaded(project_in, tmp_path_factory):
    """Make the sample's ELMo, cut down to one small layer; give the project."""
    project = project_in(tmp_path_factory.mktemp("encode"))
    source = project.params["sources"]["sample"]["elmo"]
    source["options"]["char_cnn"]["filters"] = [[1, 4], [2, 8]]
    source["options"]["lstm"] |= {"dim": 8, "projection_dim": 4, "n_layers": 1}
    source |= {"sentences": 60, "epochs": 1, "samples": None}
    project.params["encode"]["elmo"]["outputs"] = ["word_emb", "lstm_outputs1"]
    project.write("data/prepared/train.csv", TRAIN.encode())
    project.write("data/prepared/valid.csv", b"row,text,label,slice\n4,ok,ham,\n")
    done = project.run("download", "elmo")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="module")
def encoded(downloaded):
    """Run the stage once; give the folder of what it wrote."""
    done = downloaded.run("encode", "elmo")
    assert done.returncode == 0, done.stderr
    assert "2 layers of 8 numbers a message" in done.stderr
    return downloaded.folder / "data" / "features" / "elmo"


def share(downloaded, project):
    """Let a project read what another one has."""
    (project.folder / "data").mkdir()
    for name in ("raw", "prepared"):
        (project.folder / "data" / name).symlink_to(downloaded.folder / "data" / name)


def features(project):
    """Name every file and folder of features, and what may stand beside them."""
    folder = project.folder / "data" / "features"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def refusal(project):
    """Run the stage in vain; give the last line of stderr without `error: `."""
    done = project.run("encode", "elmo")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    last = done.stderr.rstrip("\n").split("\n")[-1]
    assert last.startswith("error: ") and done.stderr.count("error: ") == 1
    assert not features(project) and not (project.folder / "metrics").exists()
    return last.removeprefix("error: ")


def test_every_message_has_a_mean_of_every_layer(encoded):
    """In the order of the files; a message of no token has zeros."""
    train, valid = (np.load(encoded / f"elmo.{split}.npy") for split in ("train", "valid"))
    assert train.shape == (4, 2, 8) and valid.shape == (1, 2, 8)
    assert train.dtype == valid.dtype == np.float32
    assert train.any(axis=(1, 2)).tolist() == [True, False, True, True]
    np.testing.assert_array_equal(train[0], train[3])
    word_emb = valid[0, 0]
    np.testing.assert_array_equal(word_emb[:4], word_emb[4:])


def test_the_encoder_is_described_beside_them(encoded, downloaded):
    """Its settings, its size and the hash of its files; and no more is written but the costs."""
    recipe = json.loads((encoded / "elmo.json").read_text(encoding="utf-8"))
    assert recipe["settings"] == downloaded.params["encode"]["elmo"]
    assert (recipe["layers"], recipe["width"], len(recipe["sha256"])) == (2, 8, 64)
    assert features(downloaded) == ["elmo", *(f"elmo/{name}" for name in FEATURES)]
    costs = downloaded.folder / "metrics" / "costs" / "encoding" / "elmo.json"
    assert json.loads(costs.read_text(encoding="utf-8"))["cpu_seconds"] > 0


def test_the_weights_give_what_the_module_gives(encoded, downloaded, project):
    """Read as the project's own biLM, from the folder that `download` made."""
    share(downloaded, project)
    own = {"kind": "bilm", "input": "data/raw/elmo", "matmul": "float32"}
    shared = ("symbols", "keep", "dtype", "batch_tokens")
    hub = downloaded.params["encode"]["elmo"]
    project.params["encode"]["own"] = own | {key: hub[key] for key in shared}
    done = project.run("encode", "own")
    assert done.returncode == 0, done.stderr
    found = np.load(project.folder / "data" / "features" / "own" / "own.train.npy")
    np.testing.assert_allclose(found, np.load(encoded / "elmo.train.npy"), atol=1e-5)


def test_a_folder_without_a_module_is_refused(project):
    """Nothing is written."""
    project.write("data/raw/elmo/module/notes.txt", b"unpack me")
    assert "saved_model.pb, got a folder of ['notes.txt']" in refusal(project)


def test_an_output_that_the_module_lacks_is_refused(downloaded, project):
    """With the names of those that it has."""
    share(downloaded, project)
    message = refusal(project)
    assert "'elmo', 'lstm_outputs1', 'word_emb'], got 'lstm_outputs2'" in message
