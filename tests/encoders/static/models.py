"""Tiny static models, in the formats of those who publish them."""

import json

import numpy as np
from safetensors.numpy import save_file

from bakeoff.encoders.base.loading import check_entry, load_encoder
from tests.encoders.tokenizers import WORDS, word_level

WIDTH, ROWS = 5, len(WORDS)


def vectors(rows=ROWS, dtype=np.float32):
    """Draw vectors that have the same values in every type."""
    drawn = np.random.default_rng(1).integers(-50, 50, (rows, WIDTH))
    return drawn.astype(dtype) if dtype == np.int8 else (drawn / 16).astype(dtype)


def write(folder, tokenizer=None, *, config=None, matrix=None, **tensors):
    """Write a model; without other tensors, one of model2vec's with a vector per word."""
    folder.mkdir(exist_ok=True)
    (tokenizer or word_level()).save(str(folder / "tokenizer.json"))
    kept = tensors or {"embeddings": vectors() if matrix is None else matrix}
    save_file(kept, folder / "model.safetensors")
    if config is not None:
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def settings(folder, **changes):
    """Describe the model in a folder, as an entry of params.yaml would."""
    common = {"kind": "static", "input": str(folder), "prefix": "", "max_tokens": None}
    more = {"normalize": None, "dtype": "float32", "batch_tokens": 64}
    return check_entry("words", {**common, **more, **changes})


def load(folder, **changes):
    """Load the model in a folder."""
    return load_encoder(settings(folder, **changes), folder)


def encode(folder, *texts, **changes):
    """Give the vectors of texts: (texts, width)."""
    encoder = load(folder, **changes)
    encoder.prepare([*texts])
    features = encoder.encode([*texts])
    assert features.shape == (len(texts), 1, WIDTH)
    assert features.dtype == np.float32
    return features[:, 0]


def mean(*words, matrix=None):
    """Give the mean of the vectors of words."""
    rows = (vectors() if matrix is None else matrix)[[WORDS.index(word) for word in words]]
    return rows.astype(np.float64).mean(axis=0)


def unit(vector):
    """Scale a vector to length 1."""
    return vector / np.linalg.norm(vector)
