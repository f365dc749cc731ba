"""The mix of a biLM's layers that a task learns (Peters et al. 2018, N18-1202, equation 1)."""

from typing import Any

import keras

from bakeoff.models.fit.train.runs import share_layers


@keras.saving.register_keras_serializable("bakeoff")
class ScalarMix(keras.layers.Layer):  # type: ignore[misc]
    """gamma * sum over layers j of s_j h_j, where s is the softmax of learned scores.

    It starts as the mean of the layers. The mean over a text's tokens may be taken before it or
    after it: both are linear.

    Call arguments:
        layers: (batch, layers, width) float32.

    Returns:
        (batch, width) float32.
    """

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Make a score for each layer, and gamma."""
        self.scores = self.add_weight((shape[1],), "zeros", name="scores")
        self.scale = self.add_weight((), "ones", name="gamma")

    def call(self, layers: Any) -> Any:
        """Mix the layers."""
        weights = keras.ops.softmax(self.scores)
        return self.scale * keras.ops.einsum("blw,l->bw", layers, weights)

    @property
    def s(self) -> list[float]:
        """The weight of each layer; their sum is 1."""
        return share_layers(self.scores.numpy())

    @property
    def gamma(self) -> float:
        """What the mix is multiplied by."""
        return float(self.scale.numpy())
