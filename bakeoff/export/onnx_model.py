"""A network on word vectors as ONNX: from token ids to probabilities.

The network's own description, `get_config`, names the layers and what each reads; onnx_layers.py
writes them.
"""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from onnx import ModelProto, checker

from bakeoff.export.graph import Graph
from bakeoff.export.onnx_layers import LAYERS


def to_onnx(network: Any, metadata: dict[str, Any]) -> ModelProto:
    """Write a network as ONNX.

    Args:
        network: from strings to probabilities, as `train` saves it.
        metadata: of the model, by key; values that are not strings are written as JSON.

    Returns:
        A model from `ids` (batch, length) int64, 0 where a text is over, to `probabilities`
        (batch, classes) float32.
    """
    graph = Graph()
    output = write_layers(graph, network, "ids")
    classes = network.output_shape[-1]
    if classes == 1:
        other = graph.add("Sub", graph.hold(np.float32(1)), output)
        output, classes = graph.add("Concat", other, output, axis=-1), 2
    texts = {key: x if isinstance(x, str) else json.dumps(x) for key, x in metadata.items()}
    model = graph.finish(output, classes, texts)
    checker.check_model(model, full_check=True)
    return model


def write_layers(graph: Graph, network: Any, start: str) -> str:
    """Write all layers of a functional network of one input.

    Args:
        graph: what the layers are added to.
        network: its layers, and perhaps a network among them.
        start: name of the input.

    Returns:
        Name of the output.
    """
    config = network.get_config()
    outputs: dict[str, str] = {}
    for described in config["layers"]:
        name = described["name"]
        layer = network.get_layer(name)
        inputs = [outputs[read] for read in find_inputs(described["inbound_nodes"])]
        if not inputs:
            outputs[name] = start
        elif described["class_name"] == "Functional":
            outputs[name] = write_layers(graph, layer, *inputs)
        else:
            outputs[name] = LAYERS[described["class_name"]](graph, layer, *inputs)
    return outputs[next(find_names(config["output_layers"]))]


def find_inputs(described: Any) -> Iterator[str]:
    """Name the layers that a layer reads, in the order of its arguments."""
    if isinstance(described, dict):
        if described.get("class_name") == "__keras_tensor__":
            yield described["config"]["keras_history"][0]
            return
        described = list(described.values())
    if isinstance(described, list | tuple):
        for part in described:
            yield from find_inputs(part)


def find_names(described: Any) -> Iterator[str]:
    """Name the layers in `input_layers` or `output_layers`, however they are nested."""
    parts = described.values() if isinstance(described, dict) else described
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict | list | tuple):
            yield from find_names(part)
