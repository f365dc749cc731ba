"""From what a run gave to a Keras model that can be saved."""

from math import prod

import keras
import numpy as np

from bakeoff.models.fit.train.layers import decide
from bakeoff.models.fit.train.scalar_mix import ScalarMix
from bakeoff.models.fit.train.stack.network import Array, Sizes
from bakeoff.models.fit.train.stack.runs import Trained
from bakeoff.models.fit.train.stack.scaling import Scaling


def to_keras(sizes: Sizes, trained: Trained) -> keras.Model:
    """Build the model that a run trained.

    Args:
        sizes: of its network.
        trained: what came of the run.

    Returns:
        A model from a dict of inputs (batch, *shape), not standardised, to (batch, 1), the
        probability of the second of two classes, or (batch, classes).
    """
    model = build_model(sizes, trained.scaling)
    set_weights(model, sizes, trained.weights)
    return model


def build_model(sizes: Sizes, scaling: Scaling) -> keras.Model:
    """Build a network whose inputs are standardised first; its weights are Keras' own draw."""
    inputs, features, start = {}, [], 0
    for name, shape in sizes.inputs.items():
        inputs[name] = keras.Input(shape, name=name)
        own = slice(start, start := start + prod(shape))
        feature = keras.layers.Normalization(
            axis=tuple(range(1, len(shape) + 1)),
            mean=scaling.mean[own].reshape(shape),
            variance=(1 / np.square(scaling.factor[own], dtype=np.float64)).reshape(shape),
            name=f"{name}_standardised",
        )(inputs[name])
        features.append(ScalarMix(name=f"{name}_mix")(feature) if len(shape) == 2 else feature)
    outputs = decide(features, sizes.classes, hidden=sizes.hidden, dropout=sizes.dropout)
    return keras.Model(inputs, outputs)


def set_weights(model: keras.Model, sizes: Sizes, weights: dict[str, Array]) -> None:
    """Lay the weights of a run into a network with its mixes and Dense layers."""
    for name, shape in sizes.inputs.items():
        if len(shape) == 2:
            mix = [weights[f"{name}_scores"], weights[f"{name}_gamma"][0]]
            model.get_layer(f"{name}_mix").set_weights(mix)
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    dense[-1].set_weights([weights["last_kernel"], weights["last_bias"]])
    if sizes.hidden:
        dense[0].set_weights([weights["kernel"], weights["bias"]])
