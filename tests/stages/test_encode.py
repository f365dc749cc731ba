"""The stage that runs a frozen encoder over all texts."""

import json

import numpy as np
import pytest

from tests.encoders.tiny import grammar, options, settings

TRAIN = (
    'row,text,label,slice\n0,"Free entry, now!!",ham,\n1,,ham,\n2,"😀 ok",spam,\n'
    '3,"Free entry, now!!",spam,\n'
)
SPLITS = {
    "train": TRAIN,
    "valid": "row,text,label,slice\n4,ok,ham,\n",
    "test": "row,text,label,slice\n5,now!!,ham,\n6,ok,spam,\n",
}
FEATURES = ["elmo.json", *(f"elmo.{split}.npy" for split in ("test", "train", "valid"))]


@pytest.fixture(scope="module")
def pretrained(project_in, tmp_path_factory):
    """Pretrain a small ELMo; give the project, with texts to encode."""
    project = project_in(tmp_path_factory.mktemp("encode"))
    project.params["pretrain"]["elmo"] = settings(options=options(layers=1)) | {"text": "mine.txt"}
    project.params["encode"]["elmo"]["outputs"] = ["word_emb", "lstm_outputs1"]
    project.write("mine.txt", "\n".join(map(" ".join, grammar(60))).encode())
    for split, content in SPLITS.items():
        project.write(f"data/prepared/{split}.csv", content.encode())
    done = project.run("pretrain", "elmo")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="module")
def encoded(pretrained):
    """Run the stage once; give the folder of features."""
    done = pretrained.run("encode", "elmo")
    assert done.returncode == 0, done.stderr
    assert "2 layers of 8 numbers per text" in done.stderr
    return pretrained.folder / "data" / "features" / "elmo"


def share(pretrained, project):
    """Let a project read what another one has."""
    (project.folder / "data").mkdir()
    for name in ("bilm", "prepared"):
        (project.folder / "data" / name).symlink_to(pretrained.folder / "data" / name)


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


def test_every_text_of_every_split_has_a_mean_of_every_layer(encoded):
    """In the order of the files; a text without tokens has zeros."""
    train, valid, test = (np.load(encoded / f"elmo.{split}.npy") for split in SPLITS)
    assert [train.shape, valid.shape, test.shape] == [(n, 2, 8) for n in (4, 1, 2)]
    assert train.dtype == valid.dtype == test.dtype == np.float32
    assert train.any(axis=(1, 2)).tolist() == [True, False, True, True]
    np.testing.assert_array_equal(train[0], train[3])
    np.testing.assert_allclose(valid[0], test[1], atol=1e-6)
    word_emb = valid[0, 0]
    np.testing.assert_array_equal(word_emb[:4], word_emb[4:])


def test_the_encoder_is_described_beside_them(encoded, pretrained):
    """Its settings, its size and the hash of its files; nothing else is left."""
    recipe = json.loads((encoded / "elmo.json").read_text(encoding="utf-8"))
    assert recipe["settings"] == pretrained.params["encode"]["elmo"]
    assert (recipe["layers"], recipe["width"], len(recipe["sha256"])) == (2, 8, 64)
    assert features(pretrained) == ["elmo", *(f"elmo/{name}" for name in FEATURES)]


def test_costs_hold_the_size_of_the_encoder_and_the_time_per_text(encoded, pretrained):
    """Alone, and among a thousand."""
    path = pretrained.folder / "metrics/costs/encode/elmo.json"
    costs = json.loads(path.read_text(encoding="utf-8"))
    assert costs["cpu_seconds"] > 0 and costs["source_bytes"] > 10_000
    assert costs["ms_one"] > costs["ms_thousand"] > 0


def test_the_weights_give_what_the_module_gives(encoded, pretrained, project):
    """Read as the project's own biLM, from the same folder."""
    share(pretrained, project)
    own = {"kind": "bilm", "input": "data/bilm/elmo", "matmul": "float32"}
    hub = pretrained.params["encode"]["elmo"]
    shared = {key: hub[key] for key in ("symbols", "dtype", "batch_tokens")}
    project.params["encode"]["own"] = own | shared
    done = project.run("encode", "own")
    assert done.returncode == 0, done.stderr
    found = np.load(project.folder / "data" / "features" / "own" / "own.train.npy")
    np.testing.assert_allclose(found, np.load(encoded / "elmo.train.npy"), atol=1e-5)


def test_a_folder_without_a_module_is_refused(project):
    """Nothing is written."""
    project.write("data/bilm/elmo/module/notes.txt", b"unpack me")
    assert "saved_model.pb, got a folder of ['notes.txt']" in refusal(project)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("kind", "gpt", "encode.elmo.kind: expected one of ['bilm', 'hub'], got 'gpt'"),
        ("keep", "tokens", "encode.elmo.keep: there is no such key"),
        ("symbols", "a", "encode.elmo.symbols: expected a regular expression with one (group)"),
    ],
)
def test_a_wrong_setting_is_named(project, key, value, expected):
    """Before any work."""
    project.params["encode"]["elmo"][key] = value
    assert refusal(project).startswith(f"params.yaml: {expected}")


def test_an_output_that_the_module_lacks_is_refused(pretrained, project):
    """With the names of those that it has."""
    share(pretrained, project)
    message = refusal(project)
    assert "'elmo', 'lstm_outputs1', 'word_emb'], got 'lstm_outputs2'" in message
