"""Texts are encoded to files, whatever the batches, even after a kill; or in memory."""

import hashlib
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.core.features import Recipe
from bakeoff.encoders.base.features import encode_texts, encode_to_files
from tests.encoders.tiny import (
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
        """Start with a count of zero batches."""
        self.batches, self.failing_at = 0, failing_at

    def length(self, text):
        """Count the tokens."""
        return len(text.split())

    def encode(self, texts):
        """Encode a batch; fail at one of them."""
        self.batches += 1
        if self.batches == self.failing_at:
            raise KeyboardInterrupt
        means = np.zeros((len(texts), self.layers, self.width), np.float32)
        for mean, text in zip(means, texts, strict=True):
            if text.split():
                mean[:] = np.mean([self.vectors(token) for token in text.split()], axis=0)
        return means

    def skip(self, texts):
        """Do nothing: no batch is kept."""

    def vectors(self, token):
        """Give six numbers for a token."""
        return np.frombuffer(hashlib.sha256(token.encode()).digest()[:6], np.uint8).reshape(2, 3)


def recipe_of(encoder, sha256="0" * 64, **changes):
    """Describe an encoder."""
    settings = bilm_settings("data/raw/elmo", **changes).model_dump()
    return Recipe(settings=settings, sha256=sha256, layers=encoder.layers, width=encoder.width)


def write(encoder, texts, folder, **changes):
    """Encode texts to a file; read it back."""
    encode_to_files(encoder, recipe_of(encoder, **changes), texts, Path(folder), "texts")
    return np.load(folder / "texts.npy")


def shards_of(folder):
    """List the folders beside `folder` that hold shards."""
    return [path for path in folder.parent.iterdir() if path.name.startswith(f".{folder.name}.")]


@settings(max_examples=30)
@given(TEXTS, st.integers(1, 20))
def test_any_texts_stand_in_their_order_whatever_the_batches(texts, batch_tokens):
    """In the file, beside which nothing is left, and in memory."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "features")
        written = write(Hashes(), texts, folder, batch_tokens=batch_tokens)
        assert list(contents(Path(parent))) == ["features/texts.npy"]
    expected = Hashes().encode(texts).reshape(-1, 2, 3)
    np.testing.assert_array_equal(written, expected)
    recipe = recipe_of(Hashes(), batch_tokens=batch_tokens)
    np.testing.assert_array_equal(encode_texts(Hashes(), recipe, texts), expected)


@pytest.mark.parametrize("batch_tokens", [1, 64])
def test_a_text_has_the_same_vectors_whatever_else_is_encoded(bilm, tmp_path, batch_tokens):
    """Odd texts too, in their order."""
    alone = [bilm.encode([text]) for text in ODD_TEXTS]
    means = write(bilm, ODD_TEXTS, tmp_path / "features", batch_tokens=batch_tokens)
    assert means.dtype == np.float32
    np.testing.assert_allclose(means, np.concatenate(alone), atol=1e-5)


def test_a_repeated_text_is_encoded_once(tmp_path):
    """It has its vectors at each of its places."""
    texts, encoder = ["a b", "c", "a b", "c", "a b"], Hashes()
    means = write(encoder, texts, tmp_path / "features", batch_tokens=1)
    assert encoder.batches == 2
    np.testing.assert_array_equal(means, Hashes().encode(texts))


def test_float16_takes_half_the_room(bilm, tmp_path):
    """The numbers are those of float32, rounded; in memory, too."""
    wide, narrow = (
        write(bilm, ODD_TEXTS, tmp_path / dtype, dtype=dtype) for dtype in ("float32", "float16")
    )
    assert narrow.dtype == np.float16
    np.testing.assert_array_equal(narrow, wide.astype(np.float16))
    in_memory = encode_texts(bilm, recipe_of(bilm, dtype="float16"), ODD_TEXTS)
    assert in_memory.dtype == np.float32
    np.testing.assert_allclose(in_memory, narrow, atol=1e-3)


@pytest.mark.slow
def test_a_killed_run_resumes_where_it_was(exported, tmp_path):
    """The bytes are those of an undisturbed run; no batch is encoded twice, no shard stays."""
    killed = command_of("encode_many", exported, tmp_path / "killed")
    shards = kill_when(killed, tmp_path, ".killed.texts.*/[0-9]*.npy", 5)
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
        *((FEW, {"symbols": "(!)"}, 4), (FEW, {"batch_tokens": 99}, 1)),
    ],
)
def test_only_the_same_texts_and_settings_use_the_shards(tmp_path, texts, changes, left):
    """Texts in another order do not; whatever is encoded again is right."""
    interrupt(tmp_path / "features")
    encoder = Hashes()
    means = write(encoder, texts, tmp_path / "features", **{"batch_tokens": 1, **changes})
    assert encoder.batches == left
    np.testing.assert_allclose(means, Hashes().encode(texts), rtol=1e-3)


def test_another_encoder_uses_no_shard(tmp_path):
    """Its files have another hash."""
    interrupt(tmp_path / "features")
    encoder = Hashes()
    write(encoder, FEW, tmp_path / "features", sha256="1" * 64, batch_tokens=1)
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
