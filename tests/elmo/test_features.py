"""What an encoder gives for many texts stands in files, whatever the batches, even after a kill."""

import hashlib
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.elmo.encoded import Encoded
from bakeoff.elmo.encoders import Recipe
from bakeoff.elmo.features import encode_to_files
from tests.elmo.tiny import (
    ODD_TEXTS,
    bilm_settings,
    command_of,
    contents,
    kill_when,
    many_texts,
    run,
)

TEXTS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=6).map(" ".join), max_size=12)
FEW = ["a b c", "", "d", "e f"]


class Hashes:
    """An encoder that makes a token's vectors from its hash, and counts its batches."""

    layers, width = 2, 3

    def __init__(self, failing_at=None):
        """Start at no batch."""
        self.batches, self.failing_at = 0, failing_at

    def length(self, text):
        """Count the tokens."""
        return len(text.split())

    def encode(self, texts, *, keep_tokens=False):
        """Encode a batch; fail at one of them."""
        self.batches += 1
        if self.batches == self.failing_at:
            raise KeyboardInterrupt
        each = [[self.vectors(token) for token in text.split()] for text in texts]
        empty = np.zeros((0, self.layers, self.width), np.float32)
        tokens = np.concatenate([empty, *(its for its in each if its)]).astype(np.float32)
        means = [np.mean(its, axis=0) if its else np.zeros(empty.shape[1:]) for its in each]
        lengths = np.array([len(its) for its in each])
        return Encoded(np.array(means, np.float32), tokens if keep_tokens else None, lengths)

    def skip(self, texts):
        """Nothing is kept of a batch."""

    def vectors(self, token):
        """Give six numbers for a token."""
        return np.frombuffer(hashlib.sha256(token.encode()).digest()[:6], np.uint8).reshape(2, 3)


def write(encoder, texts, folder, **changes):
    """Encode texts to files of the name `texts`."""
    recipe = Recipe(
        settings=bilm_settings("data/raw/elmo", **changes),
        **{"sha256": "0" * 64, "layers": encoder.layers, "width": encoder.width},
    )
    encode_to_files(encoder, recipe, texts, Path(folder), "texts")


def shards_of(folder):
    """List the folders beside `folder` that hold shards."""
    return [path for path in folder.parent.iterdir() if path.name.startswith(f".{folder.name}.")]


@settings(max_examples=30)  # every file is flushed
@given(TEXTS, st.integers(1, 20))
def test_any_texts_stand_in_their_order_whatever_the_batches(texts, batch_tokens):
    """Means, every token, and how many of each text."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "features")
        write(Hashes(), texts, folder, batch_tokens=batch_tokens, keep="tokens")
        written = {path.name: np.load(path) for path in folder.iterdir()}
        assert list(Path(parent).iterdir()) == [folder]
    expected = Hashes().encode(texts, keep_tokens=True)
    assert sorted(written) == ["texts.lengths.npy", "texts.npy", "texts.tokens.npy"]
    np.testing.assert_array_equal(written["texts.npy"], expected.means.reshape(-1, 2, 3))
    np.testing.assert_array_equal(written["texts.tokens.npy"], expected.tokens)
    np.testing.assert_array_equal(written["texts.lengths.npy"], expected.lengths)


@pytest.mark.parametrize("batch_tokens", [1, 64])
def test_each_text_is_encoded_as_if_it_stood_alone(bilm, tmp_path, batch_tokens):
    """Odd ones too, in the order of the texts."""
    alone = [bilm.encode([text], keep_tokens=True) for text in ODD_TEXTS]
    write(bilm, ODD_TEXTS, tmp_path / "features", batch_tokens=batch_tokens, keep="tokens")
    means = np.load(tmp_path / "features" / "texts.npy")
    tokens = np.load(tmp_path / "features" / "texts.tokens.npy")
    lengths = np.load(tmp_path / "features" / "texts.lengths.npy")
    assert means.dtype == tokens.dtype == np.float32 and lengths.dtype == np.int64
    np.testing.assert_allclose(means, np.concatenate([each.means for each in alone]), atol=1e-5)
    np.testing.assert_allclose(tokens, np.concatenate([each.tokens for each in alone]), atol=1e-5)
    assert lengths.tolist() == [5, 0, 4, 1, 3, 2, 40, 1]


def test_a_text_that_stands_there_often_is_encoded_once(tmp_path):
    """It has its vectors at each of its places."""
    texts, encoder = ["a b", "c", "a b", "c", "a b"], Hashes()
    write(encoder, texts, tmp_path / "features", batch_tokens=1)
    assert encoder.batches == 2
    means = np.load(tmp_path / "features" / "texts.npy")
    np.testing.assert_array_equal(means, Hashes().encode(texts).means)


def test_means_alone_are_kept_if_no_more_is_asked_for(bilm, tmp_path):
    """They are those of the tokens."""
    write(bilm, ODD_TEXTS, tmp_path / "features")
    assert list(contents(tmp_path)) == ["features/texts.npy"]
    means = np.load(tmp_path / "features" / "texts.npy")
    tokens = bilm.encode(ODD_TEXTS, keep_tokens=True).tokens
    ends = np.cumsum([bilm.length(text) for text in ODD_TEXTS])
    for mean, its in zip(means, np.split(tokens, ends[:-1]), strict=True):
        np.testing.assert_allclose(mean, its.mean(axis=0) if len(its) else 0 * mean, atol=1e-5)


def test_float16_takes_half_the_room(bilm, tmp_path):
    """Of means and tokens; the numbers are those of float32, rounded."""
    for dtype in ("float32", "float16"):
        write(bilm, ODD_TEXTS, tmp_path / dtype, dtype=dtype, keep="tokens")
    for name in ("texts.npy", "texts.tokens.npy"):
        wide, narrow = (np.load(tmp_path / dtype / name) for dtype in ("float32", "float16"))
        assert narrow.dtype == np.float16
        np.testing.assert_array_equal(narrow, wide.astype(np.float16))


@pytest.mark.slow
def test_a_killed_run_goes_on_where_it_was(exported, tmp_path):
    """The bytes are those of an undisturbed one; no batch is encoded twice, no shard stays."""
    killed = command_of("encode_many", exported, tmp_path / "killed")
    shards = kill_when(killed, tmp_path, ".killed.texts.*/[0-9]*.npz", 5)
    assert not (tmp_path / "killed").exists()
    done = run(command_of("encode_many", exported, tmp_path / "killed", tmp_path / "whole"))
    assert done.returncode == 0, done.stderr
    resumed, whole = map(int, done.stdout.split())
    assert shards >= 5 and resumed == whole - shards > 0
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")
    assert len(np.load(tmp_path / "whole" / "texts.npy")) == len(many_texts())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["killed", "whole"]


def interrupt(folder):
    """Encode texts until the third of four batches."""
    with pytest.raises(KeyboardInterrupt):
        write(Hashes(failing_at=3), FEW, folder, batch_tokens=1)
    (shards,) = shards_of(folder)
    assert len(list(shards.iterdir())) == 2 and not folder.exists()


@pytest.mark.parametrize(
    ("texts", "changes", "left"),
    [
        *((FEW, {}, 2), ([*FEW[:3], "e g"], {}, 4), ([*FEW, "g"], {}, 5), (FEW[::-1], {}, 4)),
        *((["a b c", "", "de", " f"], {}, 4), (FEW, {"dtype": "float16"}, 4)),
        *((FEW, {"keep": "tokens"}, 4), (FEW, {"symbols": "(!)"}, 4)),
        (FEW, {"batch_tokens": 99}, 1),
    ],
)
def test_only_the_same_texts_and_settings_take_shards_over(tmp_path, texts, changes, left):
    """Another order is another text; whatever is encoded anew is right."""
    interrupt(tmp_path / "features")
    encoder = Hashes()
    write(encoder, texts, tmp_path / "features", **{"batch_tokens": 1, **changes})
    assert encoder.batches == left
    means = np.load(tmp_path / "features" / "texts.npy")
    np.testing.assert_allclose(means, Hashes().encode(texts).means, rtol=1e-3)


def test_another_encoder_takes_no_shard_over(tmp_path):
    """Its files have another hash."""
    interrupt(tmp_path / "features")
    encoder = Hashes()
    chosen = bilm_settings("data/raw/elmo", batch_tokens=1)
    recipe = Recipe(settings=chosen, sha256="1" * 64, layers=2, width=3)
    encode_to_files(encoder, recipe, FEW, tmp_path / "features", "texts")
    assert encoder.batches == 4


def peak_memory(texts, folder):
    """Encode so many texts, 96 KB each, in a process of its own; give its peak memory in MB."""
    done = run(command_of("encode_wide", texts, folder))
    assert done.returncode == 0, done.stderr
    return int(done.stdout) / 1024


def test_memory_does_not_grow_with_the_number_of_texts(tmp_path):
    """1,500 more texts have 144 MB of vectors."""
    few, many = (peak_memory(count, tmp_path / str(count)) for count in (100, 1600))
    assert np.load(tmp_path / "1600" / "texts.npy", mmap_mode="r").nbytes > 150e6
    assert many < few + 30
