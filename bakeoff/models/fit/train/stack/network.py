"""The network of constant inputs, for several runs at once: outputs and gradients, in NumPy.

Every array has a leading axis of runs. NumPy multiplies the matrices of a stack one after the
other, so the bits of a run do not depend on the runs beside it.
"""

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
ALIGNED = 16  # float32 in a cache line: the weights of each run begin at one


@dataclass(frozen=True)
class Sizes:
    """The sizes of a network: mixes of layers, joined with other inputs, then one or two Dense.

    Attributes:
        inputs: by name the shape of a row: (layers, width) is mixed as by `ScalarMix`, (n,) is not.
        hidden: units of the first Dense (ReLU), or None for none.
        classes: how many; two share one output.
        dropout: before the last Dense.
    """

    inputs: dict[str, tuple[int, ...]]
    hidden: int | None
    classes: int
    dropout: float

    @property
    def features(self) -> int:
        """Numbers per row, over all inputs."""
        return sum(prod(shape) for shape in self.inputs.values())

    @property
    def joined(self) -> int:
        """Numbers per row after the mixes."""
        return sum(shape[-1] for shape in self.inputs.values())

    @property
    def outputs(self) -> int:
        """Numbers per row at the end."""
        return 1 if self.classes == 2 else self.classes

    @property
    def dropped(self) -> int:
        """Numbers per row that dropout acts on."""
        return self.hidden or self.joined

    @cached_property
    def weights(self) -> dict[str, tuple[int, ...]]:
        """The shape of each weight, by name."""
        shapes: dict[str, tuple[int, ...]] = {}
        if self.hidden:
            shapes |= {"kernel": (self.joined, self.hidden), "bias": (self.hidden,)}
        shapes |= {"last_kernel": (self.dropped, self.outputs), "last_bias": (self.outputs,)}
        for name, shape in self.inputs.items():
            if len(shape) == 2:
                shapes |= {f"{name}_scores": shape[:1], f"{name}_gamma": (1,)}
        return shapes

    @property
    def count(self) -> int:
        """Weights of a run, with what fills its last cache line."""
        return -(-sum(prod(shape) for shape in self.weights.values()) // ALIGNED) * ALIGNED

    def split(self, flat: Array) -> dict[str, Array]:
        """Give views of the weights by name in (runs, count): (runs, *shape)."""
        found, start = {}, 0
        for name, shape in self.weights.items():
            found[name] = flat[:, start : start + prod(shape)].reshape(len(flat), *shape)
            start += prod(shape)
        return found

    def draw(self, generator: np.random.Generator) -> Array:
        """Draw initial weights (count,) as Keras does: Glorot uniform; zeros; gamma 1."""
        flat = np.zeros((1, self.count), np.float32)
        for name, values in self.split(flat).items():
            if name.endswith("kernel"):
                limit = np.sqrt(6 / sum(values.shape[1:]))
                values[0] = generator.uniform(-limit, limit, values.shape[1:])
            elif name.endswith("gamma"):
                values[:] = 1.0
        return np.asarray(flat[0])


def softmax(scores: Array) -> Array:
    """Normalise the exponentials of the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)


class Network:
    """A stack of networks on views of their weights.

    Args:
        sizes: of each.
        flat: (runs, count) the weights.
    """

    def __init__(self, sizes: Sizes, flat: Array) -> None:
        self.sizes, self.weights = sizes, sizes.split(flat)

    def join(self, rows: Array) -> tuple[Array, list[tuple[str, Array, Array]]]:
        """Mix layers and join the inputs.

        Args:
            rows: (runs, batch, features) standardised.

        Returns:
            (runs, batch, joined), and of each mix its name, the layers (runs, batch, layers,
            width) and their shares (runs, layers).
        """
        parts, mixes, start = [], [], 0
        for name, shape in self.sizes.inputs.items():
            part = rows[:, :, start : start + prod(shape)]
            start += prod(shape)
            if len(shape) == 2:
                layers = part.reshape(*part.shape[:2], *shape)
                shares = softmax(self.weights[f"{name}_scores"])
                scaled = shares * self.weights[f"{name}_gamma"]
                part = np.matmul(scaled[:, None, None], layers)[:, :, 0]
                mixes.append((name, layers, shares))
            parts.append(part)
        return (parts[0] if len(parts) == 1 else np.concatenate(parts, axis=2)), mixes

    def activate(self, joined: Array) -> Array:
        """Give what dropout acts on: (runs, batch, dropped)."""
        if not self.sizes.hidden:
            return joined
        hidden = joined @ self.weights["kernel"]
        hidden += self.weights["bias"][:, None]
        np.maximum(hidden, 0, out=hidden)
        return np.asarray(hidden)

    def finish(self, active: Array) -> Array:
        """Give the logits (runs, batch, outputs)."""
        return np.asarray(active @ self.weights["last_kernel"] + self.weights["last_bias"][:, None])
