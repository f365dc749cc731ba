"""The stage that runs a frozen encoder over all texts."""

import json

import numpy as np
import pytest

from bakeoff.core.table import Partition, Table, Text, write_table
from tests.encoders.tiny import grammar, options, settings

TEXTS = ["Free entry, now!!", "", "😀 ok", "Free entry, now!!", "ok", "now!!", "ok"]
FEATURES = ["elmo.json", "elmo.npy"]


def table(texts):
    """Lay texts out as a table of one partition, which holds the last two out."""
    roles = ["test" if row > 4 else "train" for row in range(len(texts))]
    rows = [Text(row, text, "ham", row, "") for row, text in enumerate(texts)]
    return Table(rows, [Partition(0, 0)], np.array([roles]))


@pytest.fixture(scope="module")
def pretrained(project_in, tmp_path_factory):
    """Pretrain a small ELMo; give the project, with texts to encode."""
    project = project_in(tmp_path_factory.mktemp("encode"))
    project.params["pretrain"]["elmo"] = settings(options=options(layers=1)) | {"text": "mine.txt"}
    project.params["encode"]["elmo"]["outputs"] = ["word_emb", "lstm_outputs1"]
    project.write("mine.txt", "\n".join(map(" ".join, grammar(60))).encode())
    write_table(project.folder / "data/prepared/texts.csv", table(TEXTS))
    done = project.run("pretrain", "elmo")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="module")
def encoded(pretrained):
    """Run the stage once; give the folder of features."""
    done = pretrained.run("encode", "elmo")
    assert done.returncode == 0, done.stderr
    assert "2 layers of 24 numbers per text" in done.stderr
    return pretrained.folder / "data" / "features" / "elmo"


def share(pretrained, project):
    """Let a project read what another one has, and trust the same modules."""
    (project.folder / "store").symlink_to(pretrained.folder / "store")
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


def test_every_text_has_every_layer(encoded):
    """In the order of the table, whatever their roles; a text without tokens has zeros."""
    features = np.load(encoded / "elmo.npy")
    assert features.shape == (7, 2, 24) and features.dtype == np.float32
    assert features.any(axis=(1, 2)).tolist() == [True, False, *[True] * 5]
    np.testing.assert_array_equal(features[0], features[3])
    np.testing.assert_array_equal(features[4], features[6])
    mean, most, least = features[4].reshape(2, 3, 8).swapaxes(0, 1)
    np.testing.assert_array_equal(mean, most)  # of a single token
    np.testing.assert_array_equal(mean, least)
    np.testing.assert_allclose(mean.std(axis=1), 1, atol=1e-4)


def test_a_text_has_the_same_bytes_beside_other_texts(encoded, pretrained, project):
    """In a table where some have changed, some are new, and some are gone."""
    (project.folder / "data").mkdir()
    (project.folder / "data/bilm").symlink_to(pretrained.folder / "data/bilm")
    (project.folder / "store").symlink_to(pretrained.folder / "store")
    project.params["encode"]["elmo"] = pretrained.params["encode"]["elmo"]
    others = ["now", *(f"x{n} !" for n in range(40)), "Free prize"]
    write_table(project.folder / "data/prepared/texts.csv", table([*others, *TEXTS[:5]]))
    done = project.run("encode", "elmo")
    assert done.returncode == 0, done.stderr
    found = np.load(project.folder / "data/features/elmo/elmo.npy")
    np.testing.assert_array_equal(found[-5:], np.load(encoded / "elmo.npy")[:5])


def test_the_encoder_is_described_beside_them(encoded, pretrained):
    """Its settings, its size and the hash of its files; nothing else is left."""
    recipe = json.loads((encoded / "elmo.json").read_text(encoding="utf-8"))
    assert recipe["settings"] == pretrained.params["encode"]["elmo"]
    assert (recipe["layers"], recipe["width"], len(recipe["sha256"])) == (2, 24, 64)
    assert recipe["pooling"] == ["mean_max_min"] * 2
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
    found = np.load(project.folder / "data" / "features" / "own" / "own.npy")
    np.testing.assert_allclose(found, np.load(encoded / "elmo.npy"), atol=1e-4)


def test_a_folder_without_a_module_is_refused(project):
    """Nothing is written."""
    project.write("data/bilm/elmo/module/notes.txt", b"unpack me")
    assert "saved_model.pb, got a folder of ['notes.txt']" in refusal(project)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("kind", "gpt", "encode.elmo.kind: expected one of ['bilm', 'hub'"),
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
