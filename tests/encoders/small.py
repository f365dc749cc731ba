"""A small biLM with random weights, none of which is zero."""

import numpy as np

from bakeoff.encoders.bilm.bilm import Bilm
from bakeoff.encoders.bilm.options import Options
from bakeoff.encoders.bilm.weights import save_bilm

CHAR_CNN = {
    "embedding": {"dim": 4},
    "filters": [[1, 3], [2, 4], [5, 5]],
    "n_highway": 2,
    "n_characters": 262,
    "max_characters_per_token": 50,
    "activation": "relu",
}
LSTM = {
    "dim": 7,
    "projection_dim": 5,
    "n_layers": 2,
    "cell_clip": 3.0,
    "proj_clip": 3.0,
    "use_skip_connections": True,
}
# what may differ from one biLM to another
KINDS = {
    "as published": {},
    "without skip connections": {"use_skip_connections": False},
    "without clips": {"cell_clip": None, "proj_clip": None},
    "with tight clips": {"cell_clip": 0.2, "proj_clip": 0.1},
    "without projections": {"dim": 12, "projection_dim": 12},  # 12 are the filters
    "one layer": {"n_layers": 1},
    "three layers": {"n_layers": 3},
    "no highway": {"n_highway": 0},
    "one highway": {"n_highway": 1},
    "tanh": {"activation": "tanh"},
    "few characters": {"max_characters_per_token": 9},
}


def options(**changes):
    """Give a small biLM's options, but for some keys of either section."""
    return Options.model_validate(
        {
            section: {key: changes.get(key, value) for key, value in values.items()}
            for section, values in (("char_cnn", CHAR_CNN), ("lstm", LSTM))
        }
    )


def randomize(layer, seed=1, scale=0.4):
    """Draw every weight of a layer anew; give the layer."""
    random = np.random.default_rng(seed)
    for variable in layer.variables:
        variable.assign(random.normal(scale=scale, size=variable.shape))
    return layer


def write_small(folder, **changes):
    """Write a small biLM's folder; give the biLM."""
    bilm = randomize(Bilm(options(**changes)))
    save_bilm(folder, bilm)
    return bilm
