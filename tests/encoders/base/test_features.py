"""Texts are encoded to files, whatever the batches, even after a kill; or in memory."""

import hashlib
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import Recipe
from bakeoff.encoders.base.features import encode_texts, encode_to_files
from bakeoff.encoders.base.loading import describe, load_encoder
from bakeoff.encoders.bilm.saved_model import save_module
from tests.encoders.small import write_small
from tests.encoders.tiny import (
    ODD_TEXTS,
    bilm_settings,
    command_of,
    contents,
    hub_settings,
    kill_when,
    many_texts,
    run,
)

TEXTS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=6).map(" ".join), max_size=12)
FEW = ["a b c", "", "d", "e f"]


class Hashes:
    """An encoder that averages hashes of tokens, and counts its batches."""

    layers, width, pooling = 2, 3, ["text", "text"]

    def __init__(self, failing_at=None):
        """Start with a count of zero batches."""
        self.batches, self.failing_at, self.sizes = 0, failing_at, set()

    def length(self, text):
        """Count the tokens."""
        return len(text.split())

    def encode(self, texts):
        """Encode a batch; fail at one of them."""
        self.batches += 1
        self.sizes.add(len(texts))
        if self.batches == self.failing_at:
            raise KeyboardInterrupt
        means = np.zeros((len(texts), self.layers, self.width), np.float32)
        for mean, text in zip(means, texts, strict=True):
            if text.split():
                mean[:] = np.mean([self.vectors(token) for token in text.split()], axis=0)
        return means

    def form(self, length):
        """Pad all texts that have tokens alike."""
        return 4 if length else 0

    def prepare(self, texts):
        """Do nothing: batches share nothing."""

    def vectors(self, token):
        """Give six numbers for a token."""
        return np.frombuffer(hashlib.sha256(token.encode()).digest()[:6], np.uint8).reshape(2, 3)


def recipe_of(encoder, sha256="0" * 64, **changes):
    """Describe an encoder."""
    settings = bilm_settings("data/raw/elmo", **changes).model_dump()
    sizes = {"layers": encoder.layers, "width": encoder.width, "pooling": encoder.pooling}
    return Recipe(settings=settings, sha256=sha256, **sizes)


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


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """Write a biLM whose sizes are no multiples of a register, with its module."""
    folder = tmp_path_factory.mktemp("wide")
    save_module(folder / "module", write_small(folder, dim=37, projection_dim=21))
    return folder


def draw_texts(seed, count):
    """Draw texts of one to forty words, which have one to thirty characters."""
    draw = np.random.default_rng(seed)
    lengths = draw.choice([1, 2, 3, 5, 6, 9, 13, 40], count)
    return [
        " ".join("w" * draw.integers(1, 30) + str(draw.integers(9)) for _ in range(length))
        for length in lengths
    ]


WAYS = [(bilm_settings, {}), *((hub_settings, {"signature": s}) for s in ("tokens", "default"))]


@pytest.mark.parametrize(("kind", "changes"), WAYS, ids=["bilm", "tokens", "default"])
def test_a_text_has_the_same_bytes_whatever_the_other_texts_are(wide, tmp_path, kind, changes):
    """Their number, their lengths, their words, their order; in a file and in memory."""
    settings, own = kind(wide, batch_tokens=256, **changes), ["", *ODD_TEXTS, *draw_texts(1, 30)]
    encoder = load_encoder(settings, wide)
    recipe = describe(settings, wide, encoder)
    expected = encode_texts(encoder, recipe, own)
    for seed, count in ((2, 1), (3, 70)):
        texts = [*draw_texts(seed, count), *own, *draw_texts(seed + 9, count)]
        order = np.random.default_rng(seed).permutation(len(texts))
        fresh = load_encoder(settings, wide)  # knows no word
        encode_to_files(fresh, recipe, [texts[n] for n in order], tmp_path, f"texts{seed}")
        found = np.load(tmp_path / f"texts{seed}.npy")[np.argsort(order)]
        np.testing.assert_array_equal(found[count : count + len(own)], expected)


def test_batches_are_filled_up_to_their_size(tmp_path):
    """With texts of the batch; their vectors are left out."""
    encoder, texts = Hashes(), [f"a{number}" for number in range(20)]
    found = write(encoder, texts, tmp_path / "features", batch_tokens=64)
    assert encoder.sizes == {16} and encoder.batches == 2
    np.testing.assert_array_equal(found, Hashes().encode(texts))


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


@pytest.mark.parametrize(
    ("number", "dtype", "advice"),
    [
        (np.nan, "float32", "name another encoder"),
        (-np.inf, "float16", "name another encoder"),
        (1e6, "float16", "set dtype: float32"),
    ],
)
def test_numbers_that_models_cannot_read_are_refused(tmp_path, number, dtype, advice):
    """Nothing is written; float32 holds larger numbers."""
    encoder = Hashes()
    encoder.vectors = lambda token: np.full((2, 3), number if token == "d" else 1)
    with pytest.raises(BakeoffError, match=f"expected finite {dtype} .*{advice}"):
        write(encoder, FEW, tmp_path / "features", dtype=dtype)
    assert not (tmp_path / "features").exists()


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
        *((FEW, {"symbols": "(!)"}, 4), (FEW, {"batch_tokens": 99}, 2)),
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
