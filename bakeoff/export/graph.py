"""An ONNX graph that grows node by node."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

OPSET = 17  # all runtimes since 2022 know it
IR_VERSION = 8  # the format of the file that came with it


@dataclass
class Graph:
    """The nodes so far; each is named after what it gives."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node; give the name of its output."""
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name, **attributes))
        return name

    def hold(self, value: Any) -> str:
        """Add a constant; give its name."""
        name = f"constant_{len(self.constants)}"
        array = np.ascontiguousarray(value)
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def finish(self, output: str, classes: int, metadata: dict[str, str]) -> ModelProto:
        """Name input and output, and make the model.

        Returns:
            A model from `ids` (batch, length) int64 to `probabilities` (batch, classes) float32.
        """
        self.nodes.append(helper.make_node("Identity", [output], ["probabilities"]))
        graph = helper.make_graph(
            self.nodes,
            "text_classifier",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])],
            [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", classes])],
            self.constants,
        )
        opset = helper.make_opsetid("", OPSET)
        model = helper.make_model(
            graph, opset_imports=[opset], ir_version=IR_VERSION, producer_name="embedding-bakeoff"
        )
        helper.set_model_props(model, metadata)
        return model
