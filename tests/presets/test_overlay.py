"""How the keys of a preset are merged into the sample, and what is left out with them."""

from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.presets.overlay import ENTRIES, drop_orphans, merge

PATH = Path("presets/mine.yaml")


@pytest.fixture
def params():
    """Give a few of the sample's sections."""
    sections = {section: {} for section in ENTRIES}
    return sections | {
        "train": {"epochs": 40, "patience": 5},
        "sources": {"glove": {"make": "vectors", "seed": 1}, "sentences": {"make": "sentences"}},
        "embed": {"glove": {"source": "glove", "seed": 1}},
        "pretrain": {"elmo": {"text": "data/raw/sentences/sentences.txt"}},
        "encode": {"elmo": {"kind": "hub", "input": "data/bilm/elmo", "outputs": ["a"]}},
        "mix": {"both": ["data/features/elmo", "data/embeddings/glove.npz"]},
        "models": {
            "tfidf": {"kind": "tfidf", "input": "data/prepared/train.csv"},
            "glove": {"kind": "pretrained", "input": "data/embeddings/glove.npz", "head": "pool"},
            "elmo": {"kind": "encoded", "input": "data/features/elmo"},
        },
        "ensemble": {"all": ["tfidf", "elmo"]},
        "project": {"glove": {"input": "models/glove/embedding.npz", "points": 9}},
    }


def test_mappings_are_merged_key_by_key(params):
    """Also those of an entry, unless it is a source."""
    overlay = {"train": {"epochs": 100}, "models": {"glove": {"head": "cnn"}}}
    merge(params, overlay, PATH)
    assert params["train"] == {"epochs": 100, "patience": 5}
    assert params["models"]["glove"]["input"] == "data/embeddings/glove.npz"
    assert params["models"]["glove"]["head"] == "cnn"


def test_null_removes_an_entry_and_is_a_value_elsewhere(params):
    """An entry is named by its user; other keys are needed."""
    overlay = {"train": {"patience": None}, "models": {"elmo": None, "glove": {"head": None}}}
    merge(params, overlay, PATH)
    assert params["train"]["patience"] is None and "elmo" not in params["models"]
    assert params["models"]["glove"]["head"] is None


def test_an_entry_with_other_keys_is_replaced_whole(params):
    """A source always, because its keys depend on where it comes from; others by their kind."""
    overlay = {
        "sources": {"glove": {"file": "glove.zip"}},
        "encode": {"elmo": {"kind": "bilm", "input": "data/raw/glove"}},
    }
    merge(params, overlay, PATH)
    assert params["sources"]["glove"] == {"file": "glove.zip"}
    assert params["encode"]["elmo"] == overlay["encode"]["elmo"]


def test_an_entry_of_the_same_kind_is_merged(params):
    """Naming the kind changes nothing."""
    merge(params, {"encode": {"elmo": {"kind": "hub", "outputs": ["b"]}}}, PATH)
    assert params["encode"]["elmo"]["input"] == "data/bilm/elmo"


def test_a_new_entry_may_have_any_key(params):
    """The check of params.yaml knows which it may have."""
    merge(params, {"models": {"mine": {"kind": "learned", "any": 1}}, "heads": {"x": {}}}, PATH)
    assert params["models"]["mine"]["any"] == 1 and params["heads"] == {"x": {}}


@pytest.mark.parametrize(
    ("overlay", "key"),
    [
        ({"trian": {"epochs": 1}}, "trian"),
        ({"train": {"epoch": 1}}, "train.epoch"),
        ({"models": {"glove": {"haed": "cnn"}}}, "models.glove.haed"),
        ({"models": {"glvoe": None}}, "models.glvoe"),
        ({"train": {1: 2}}, "train.1"),
    ],
)
def test_an_unknown_key_is_refused(params, overlay, key):
    """A typo would change nothing, and look as if it did."""
    with pytest.raises(BakeoffError, match=rf"^presets/mine.yaml: {key}: there is no such key"):
        merge(params, overlay, PATH)


@pytest.mark.parametrize("overlay", [{"train": 5}, {"train": None}, {"models": {"glove": [1]}}])
def test_a_value_in_the_place_of_keys_is_refused(params, overlay):
    """It would remove all of them."""
    with pytest.raises(BakeoffError, match="expected a mapping of keys, got"):
        merge(params, overlay, PATH)


def test_what_reads_a_removed_entry_is_left_out(params):
    """A source that is gone takes all with it that comes of it."""
    del params["sources"]["sentences"]
    dropped = drop_orphans(params, {}, PATH)
    assert dropped == {
        "pretrain.elmo": "data/raw/sentences/sentences.txt",
        "encode.elmo": "data/bilm/elmo",
        "mix.both": "data/features/elmo",
        "models.elmo": "data/features/elmo",
        "ensemble.all": "models/elmo",
    }
    assert [*params["models"]] == ["tfidf", "glove"] and [*params["project"]] == ["glove"]


def test_a_matrix_that_is_gone_takes_its_models_and_maps_along(params):
    """The baseline reads no vectors and stays."""
    del params["sources"]["glove"]
    dropped = drop_orphans(params, {}, PATH)
    assert {"embed.glove", "models.glove", "project.glove", "mix.both"} == dropped.keys()
    assert dropped["project.glove"] == "models/glove/embedding.npz"


def test_a_file_of_the_users_own_is_no_entrys_output(params):
    """Nothing has to make it."""
    params["pretrain"]["elmo"]["text"] = "/data/texts.txt"
    assert drop_orphans(params, {}, PATH) == {}


def test_an_entry_that_the_preset_gives_is_not_left_out(params):
    """The user wants it, so its input is missing by mistake."""
    del params["sources"]["sentences"], params["pretrain"]["elmo"]
    overlay = {"encode": {"elmo": {"outputs": ["b"]}}}
    with pytest.raises(BakeoffError, match=r"mine.yaml: encode.elmo: reads data/bilm/elmo"):
        drop_orphans(params, overlay, PATH)


@pytest.mark.parametrize("entry", [None, 5, "data/raw/x", {}, {"input": None}, {"source": [1]}])
def test_a_malformed_entry_is_left_to_the_check_of_params_yaml(params, entry):
    """It says what such an entry must have."""
    params["models"]["odd"] = entry
    drop_orphans(params, {}, PATH)
