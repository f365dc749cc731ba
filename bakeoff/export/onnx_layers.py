"""The layers of our networks as nodes of ONNX: one function for each class of Keras layer.

Each takes the graph, the layer and the names of its inputs, and gives the name of its output.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from bakeoff.core.tokens import PADDING
from bakeoff.export.graph import Graph

ACTIVATIONS = {"relu": "Relu", "sigmoid": "Sigmoid", "softmax": "Softmax"}
FLOOR = np.float32(-1e9)  # what MaskedPooling puts in place of padding


def fill_ids(graph: Graph, layer: Any, texts: str) -> str:
    """Take ids where the network takes texts; fill and cut them as `TextToIds` does.

    A column of padding more changes no result, and a batch of empty texts gets a column at all.
    """
    ends = graph.hold(np.array([0, 0, 0, layer.pad_to or 1], np.int64))
    filled = graph.add("Pad", texts, ends)
    if layer.pad_to is None:
        return filled
    start, stop, axis = (graph.hold(np.array([n], np.int64)) for n in (0, layer.pad_to, 1))
    return graph.add("Slice", filled, start, stop, axis)


def look_up(graph: Graph, layer: Any, ids: str) -> str:
    """Take rows of the matrix; that of padding is zero."""
    matrix = np.array(layer.matrix, np.float32)
    matrix[PADDING] = 0
    return graph.add("Gather", graph.hold(matrix), ids)


def pool(graph: Graph, layer: Any, features: str, ids: str) -> str:
    """Pool over real tokens."""
    axis, zero = graph.hold(np.array([1])), graph.hold(np.float32(0))
    is_padding = graph.add("Equal", ids, graph.hold(np.int64(PADDING)))
    real = graph.add("Not", graph.add("Unsqueeze", is_padding, graph.hold(np.array([-1]))))
    count = graph.add("ReduceSum", graph.add("Cast", real, to=1), axis, keepdims=0)
    pooled = []
    for kind in layer.kinds:
        if kind == "mean":
            kept = graph.add("Where", real, features, zero)
            total = graph.add("ReduceSum", kept, axis, keepdims=0)
            least = graph.add("Max", count, graph.hold(np.float32(1)))
            pooled.append(graph.add("Div", total, least))
        else:
            end, reduce = {"max": (FLOOR, "ReduceMax"), "min": (-FLOOR, "ReduceMin")}[kind]
            kept = graph.add("Where", real, features, graph.hold(end))
            top = graph.add(reduce, kept, axes=[1], keepdims=0)
            pooled.append(graph.add("Where", graph.add("Greater", count, zero), top, zero))
    return graph.add("Concat", *pooled, axis=-1)


def convolve(graph: Graph, layer: Any, features: str) -> str:
    """Slide windows over the tokens; the ends are filled as `padding="same"` does."""
    kernel, bias = map(np.asarray, layer.get_weights())
    width = kernel.shape[0]
    turned = graph.add("Transpose", features, perm=[0, 2, 1])
    windows = graph.add(
        "Conv",
        turned,
        graph.hold(kernel.transpose(2, 1, 0)),
        graph.hold(bias),
        pads=[(width - 1) // 2, width // 2],
    )
    return graph.add("Transpose", _activate(graph, layer, windows), perm=[0, 2, 1])


def multiply(graph: Graph, layer: Any, features: str) -> str:
    """Apply a Dense layer."""
    kernel, bias = layer.get_weights()
    return _activate(
        graph, layer, graph.add("Gemm", features, graph.hold(kernel), graph.hold(bias))
    )


def standardise(graph: Graph, layer: Any, features: str) -> str:
    """Subtract the mean and divide by the standard deviation, as Keras' Normalization does."""
    mean, variance = (np.asarray(value, np.float32) for value in (layer.mean, layer.variance))
    spread = np.maximum(np.sqrt(variance), np.float32(1e-7))
    return graph.add("Div", graph.add("Sub", features, graph.hold(mean)), graph.hold(spread))


def flatten(graph: Graph, layer: Any, features: str) -> str:
    """Join the vectors of all tokens."""
    return graph.add("Flatten", features)


def join(graph: Graph, layer: Any, *features: str) -> str:
    """Join features."""
    return graph.add("Concat", *features, axis=-1)


def skip(graph: Graph, layer: Any, features: str) -> str:
    """Leave out what acts in training alone."""
    return features


def _activate(graph: Graph, layer: Any, values: str) -> str:
    name = layer.activation.__name__
    return values if name == "linear" else graph.add(ACTIVATIONS[name], values)


LAYERS: dict[str, Callable[..., str]] = {
    "TextToIds": fill_ids,
    "TokenEmbedding": look_up,
    "MaskedPooling": pool,
    "Conv1D": convolve,
    "Normalization": standardise,
    "Flatten": flatten,
    "Concatenate": join,
    "Dropout": skip,
    "Dense": multiply,
}
