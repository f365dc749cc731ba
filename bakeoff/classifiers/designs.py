"""From an entry of `models` to what its network is built from."""

from pathlib import Path

import numpy as np

from bakeoff.classifiers.network import Design
from bakeoff.elmo.encoders import Recipe
from bakeoff.params.models import Encoded, Heads, Learned, Pretrained
from bakeoff.params.schema import Text
from bakeoff.paths import matrix_path
from bakeoff.texts.tokens import UNKNOWN
from bakeoff.texts.vocabulary import load_vocabulary
from bakeoff.vectors.embedding import Embedding, load_embedding


def load_start(model: Learned | Pretrained | Encoded) -> Embedding | None:
    """Load the matrix to start from, if there is one; a learned one has but its words and size."""
    if isinstance(model, Learned):
        words = load_vocabulary(Path(model.input))
        rows = np.arange(len(words))
        return Embedding(words, np.zeros((len(words), model.dimension), np.float32), rows > UNKNOWN)
    path = matrix_path(Path(model.input))
    return load_embedding(path) if isinstance(model, Pretrained) or path.is_file() else None


def load_design(
    model: Learned | Pretrained | Encoded,
    recipes: dict[str, Recipe],
    heads: Heads,
    text: Text,
    classes: int,
) -> Design:
    """Load all that the network of an entry is built from.

    Args:
        model: the entry.
        recipes: of the encoders that it reads, by name.
        heads: of which it names one.
        text: how texts are cut into tokens.
        classes: how many.
    """
    return Design(
        embedding=load_start(model),
        trainable=isinstance(model, Learned) or model.trainable,
        from_scratch=isinstance(model, Learned),
        head=getattr(heads, model.head),
        text=text,
        classes=classes,
        encoders={name: (recipe.layers, recipe.width) for name, recipe in recipes.items()},
    )
