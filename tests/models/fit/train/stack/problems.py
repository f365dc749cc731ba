"""A small problem with constant inputs of both kinds."""

import numpy as np

from bakeoff.models.fit.train.runs import Run
from bakeoff.models.fit.train.settings import Settings
from bakeoff.models.fit.train.stack.network import Sizes

SHAPES = {"elmo": (3, 6), "words": (5,)}


def make_sizes(classes=2, hidden=8, dropout=0.0, shapes=SHAPES):
    """Describe a small network."""
    return Sizes(dict(shapes), hidden, classes, dropout)


def make_inputs(rows=120, classes=2, shapes=SHAPES):
    """Draw inputs that say something about the labels, far from mean 0 and deviation 1."""
    draw = np.random.default_rng(7)
    labels = draw.choice(classes, rows, p=np.arange(1, classes + 1) / sum(range(classes + 1)))
    values = {
        name: (3 + 2 * draw.standard_normal((rows, *shape)) + labels.reshape(-1, *[1] * len(shape)))
        for name, shape in shapes.items()
    }
    return {name: found.astype(np.float32) for name, found in values.items()}, labels.astype(
        np.int32
    )


def make_options(**others):
    """Describe a training."""
    settings = {"batch_size": 16, "learning_rate": 0.01, "class_weight": "none"}
    settings |= {"max_memory": 1000, "seeds": [1], "epochs": 1, "patience": None}
    return Settings(**settings | others)


def make_run(seed=1, train=range(70), valid=range(70, 100), epochs=4, **others):
    """Describe a run."""
    return Run(seed, np.array(train, np.int64), np.array(valid, np.int64), epochs, **others)
