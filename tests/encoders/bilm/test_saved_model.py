"""The SavedModel of a biLM: what the module of ELMo on TF-Hub promises, with the biLM's numbers."""

import sys

import numpy as np
import pytest
import tensorflow as tf

from bakeoff.encoders.base.loading import make_split
from bakeoff.encoders.bilm.saved_model import save_module
from bakeoff.encoders.bilm.weights import load_bilm
from bakeoff.encoders.hub.encoder import HubEncoder
from tests.encoders.tiny import ODD_TEXTS, contents, run

TEXTS = [text.replace("\0 ", "") for text in ODD_TEXTS]  # there the project cuts, not the module
LAYERS = ["word_emb", "lstm_outputs1", "lstm_outputs2"]
WITHOUT_BAKEOFF = """
import sys
import numpy as np, tensorflow as tf, tensorflow_hub
loaded = tensorflow_hub.load("module")
found = loaded.signatures["default"](tf.constant(["free prize", "", "ok"]))
np.save("found.npy", found["default"].numpy())
sys.exit(any(name.split(".")[0] == "bakeoff" for name in sys.modules))
"""


@pytest.fixture(scope="module")
def loaded(exported):
    """Load the module as TensorFlow does."""
    return tf.saved_model.load(str(exported / "module"))


@pytest.fixture(scope="module")
def outputs_of(loaded):
    """Give a function from texts to the outputs of each signature, as arrays."""

    def both(texts):
        cut = [text.split(" ") if text else [] for text in texts]
        longest = max(map(len, cut))
        rows = [[*tokens, *["padding"] * (longest - len(tokens))] for tokens in cut]
        lengths = tf.constant([len(tokens) for tokens in cut])
        found = (
            loaded.signatures["default"](tf.constant(texts)),
            loaded.signatures["tokens"](tokens=tf.constant(rows), sequence_len=lengths),
        )
        return [{name: value.numpy() for name, value in each.items()} for each in found]

    return both


@pytest.mark.parametrize("signature", ["tokens", "default"])
def test_the_module_gives_the_vectors_of_the_bilm(exported, bilm, signature):
    """Of odd texts too, whatever form of it is read."""
    hub = HubEncoder(
        exported / "module", signature=signature, outputs=LAYERS, split=make_split(None)
    )
    assert [hub.length(text) for text in TEXTS] == [bilm.length(text) for text in TEXTS]
    np.testing.assert_allclose(hub.encode(TEXTS), bilm.encode(TEXTS), atol=1e-4)


def test_both_signatures_give_the_same(outputs_of):
    """Whatever stands in the padding of the tokens."""
    texts, tokens = outputs_of(TEXTS)
    assert texts.keys() == tokens.keys()
    for name, value in texts.items():
        np.testing.assert_allclose(value, tokens[name], atol=1e-6)


def test_there_are_five_outputs_of_the_promised_shapes(outputs_of):
    """With 4 numbers a projection, in float32."""
    for found in outputs_of(["free prize ok", "", "ok"]):
        shapes = {name: value.shape for name, value in found.items()}
        assert shapes == {
            "word_emb": (3, 3, 4),
            **{name: (3, 3, 8) for name in ("lstm_outputs1", "lstm_outputs2", "elmo")},
            "default": (3, 8),
        }
        assert {value.dtype for value in found.values()} == {np.dtype(np.float32)}


def test_what_follows_a_text_is_zero(outputs_of):
    """Everything before that is not zero."""
    for found in outputs_of(["free prize ok", "", "ok"]):
        for name in (*LAYERS, "elmo"):
            is_there = found[name].any(axis=2).tolist()
            assert is_there == [[True] * 3, [False] * 3, [True, False, False]]


def test_elmo_is_the_mean_of_layers_and_default_that_of_tokens(outputs_of):
    """The word's own vector counts twice as wide; a text of no token has zeros."""
    for found in outputs_of(["free prize ok", "", "ok"]):
        word, first, second = (found[name] for name in LAYERS)
        mean = (np.concatenate([word, word], axis=2) + first + second) / 3
        np.testing.assert_allclose(found["elmo"], mean, atol=1e-6)
        means = [mean[0].mean(axis=0), np.zeros(8), mean[2, 0]]
        np.testing.assert_allclose(found["default"], means, atol=1e-6)


@pytest.mark.parametrize("texts", [["", ""], [""], ["  a  b "]])
def test_texts_of_spaces_are_no_error(loaded, texts):
    """Spaces are no tokens, however many stand together."""
    found = loaded.signatures["default"](tf.constant(texts))
    longest = max(len(text.split()) for text in texts)
    assert found["elmo"].shape == (len(texts), longest, 8)
    assert np.isfinite(found["default"].numpy()).all()


def test_saving_again_replaces_the_folder(exported, tmp_path):
    """Nothing of the old one stays, and nothing but its record is left beside it."""
    (tmp_path / "module").mkdir()
    (tmp_path / "module" / "old").write_bytes(b"old")
    save_module(tmp_path / "module", load_bilm(exported))
    assert contents(tmp_path / "module").keys() == contents(exported / "module").keys()
    assert {path.name for path in tmp_path.iterdir()} == {"module"}


def test_the_module_needs_nothing_of_this_project(exported, outputs_of, tmp_path):
    """TensorFlow alone loads it, in a process that knows no `bakeoff`."""
    (tmp_path / "module").symlink_to(exported / "module")
    done = run([sys.executable, "-c", WITHOUT_BAKEOFF], tmp_path, PYTHONPATH="")
    assert done.returncode == 0, done.stderr
    expected = outputs_of(["free prize", "", "ok"])[0]["default"]
    np.testing.assert_allclose(np.load(tmp_path / "found.npy"), expected, atol=1e-6)
