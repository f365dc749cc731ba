"""Keras layers of our own: embedding, pooling over real tokens, the last ones.

Import this module before `keras.saving.load_model` reads a saved network: it registers them.
"""

from typing import Any

import keras
import numpy as np

from bakeoff.core.tokens import PADDING

register = keras.saving.register_keras_serializable("bakeoff")


@register
class TokenEmbedding(keras.layers.Layer):  # type: ignore[misc]
    """An embedding whose first rows are trained and whose other rows are fixed.

    Rows that no training text holds get no gradient, but an optimizer such as Adam visits
    them at every step. They are kept apart from those that training can change. Padding is zero
    whatever its row holds.

    Args:
        rows: of the matrix.
        dimension: of the matrix.
        tuned_rows: how many rows, from the first, are trained.

    Call arguments:
        ids: (batch, length) int32.

    Returns:
        (batch, length, dimension) float32.
    """

    def __init__(self, rows: int, dimension: int, tuned_rows: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows, self.dimension, self.tuned_rows = rows, dimension, tuned_rows
        self.parts = []
        for count, trainable in ((tuned_rows, True), (rows - tuned_rows, False)):
            if count:
                # zeros: a draw would shift those of the layers behind it
                part = self.add_weight((count, dimension), "zeros", trainable=trainable)
                self.parts.append(part)

    @property
    def matrix(self) -> Any:
        """The whole matrix, (rows, dimension) float32 of NumPy."""
        return np.concatenate([part.numpy() for part in self.parts])

    def set_matrix(self, matrix: Any) -> None:
        """Lay a matrix (rows, dimension) into the layer."""
        self.set_weights([m for m in np.split(matrix, [self.tuned_rows]) if len(m)])

    def call(self, ids: Any) -> Any:
        """Look the rows up."""
        if len(self.parts) == 1:
            vectors = keras.ops.take(self.parts[0], ids, axis=0)
        else:
            tuned, fixed = self.parts
            is_tuned = keras.ops.expand_dims(ids < self.tuned_rows, -1)
            vectors = keras.ops.where(
                is_tuned,
                keras.ops.take(tuned, keras.ops.minimum(ids, self.tuned_rows - 1), axis=0),
                keras.ops.take(fixed, keras.ops.maximum(ids - self.tuned_rows, 0), axis=0),
            )
        real = keras.ops.cast(keras.ops.not_equal(ids, PADDING), vectors.dtype)
        return vectors * keras.ops.expand_dims(real, -1)

    def compute_output_spec(self, ids: Any) -> Any:
        """Give the shape: a vector for each id."""
        return keras.KerasTensor((*ids.shape, self.dimension), dtype=self.compute_dtype)

    def get_config(self) -> dict[str, Any]:
        """Return all that rebuilds the layer."""
        sizes = {"rows": self.rows, "dimension": self.dimension, "tuned_rows": self.tuned_rows}
        return {**super().get_config(), **sizes}


@register
class MaskedPooling(keras.layers.Layer):  # type: ignore[misc]
    """Pool over the real tokens of each text: mean, max or min of each feature.

    So a text's result does not depend on how much padding its neighbours in a batch ask for. A
    text of no token gives zeros.

    Args:
        kinds: any of "mean", "max", "min", joined in this order.
    """

    def __init__(self, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kinds = list(kinds)

    def call(self, features: Any, ids: Any) -> Any:
        """Pool (batch, length, n) features at the places where (batch, length) ids are real."""
        real = keras.ops.expand_dims(keras.ops.not_equal(ids, PADDING), -1)
        count = keras.ops.sum(keras.ops.cast(real, features.dtype), axis=1)
        pooled = []
        for kind in self.kinds:
            if kind == "mean":
                total = keras.ops.sum(keras.ops.where(real, features, 0.0), axis=1)
                pooled.append(total / keras.ops.maximum(count, 1.0))
            else:
                sign = 1.0 if kind == "max" else -1.0
                top = keras.ops.max(keras.ops.where(real, sign * features, -1e9), axis=1)
                pooled.append(keras.ops.where(count > 0, sign * top, 0.0))
        return keras.ops.concatenate(pooled, axis=-1)

    def compute_output_spec(self, features: Any, ids: Any) -> Any:
        """Give the shape: one number per feature and kind."""
        shape = (features.shape[0], len(self.kinds) * features.shape[-1])
        return keras.KerasTensor(shape, dtype=features.dtype)

    def get_config(self) -> dict[str, Any]:
        """Return all that rebuilds the layer."""
        return {**super().get_config(), "kinds": self.kinds}


def decide(features: list[Any], classes: int, *, dropout: float, hidden: int | None = None) -> Any:
    """End a network: join features (batch, n) and turn them into probabilities.

    Args:
        features: at least one.
        classes: how many.
        dropout: before the last layer.
        hidden: units of a layer before that, or None for no such layer.

    Returns:
        (batch, 1), the probability of the second of two classes, or (batch, classes).
    """
    joined = (
        features[0] if len(features) == 1 else keras.layers.Concatenate(name="joined")(features)
    )
    if hidden is not None:
        joined = keras.layers.Dense(hidden, activation="relu", name="hidden")(joined)
    joined = keras.layers.Dropout(dropout, name="dropout")(joined)
    if classes == 2:
        return keras.layers.Dense(1, activation="sigmoid", name="probability")(joined)
    return keras.layers.Dense(classes, activation="softmax", name="probability")(joined)
