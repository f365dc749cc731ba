"""What ONNX Runtime says, in one line."""

import re
from pathlib import Path

import onnxruntime

from bakeoff.core.errors import BakeoffError

# what its messages begin with, and where its code stands
NOISE = re.compile(
    r"^.*?ONNXRuntimeError\] : \d+ : \w+ : (Load model from .*? failed:)?|/\S+:\d+ .*?\(.*?\) "
)
OUTSIDE = re.compile(r"indices element out of data bounds, idx=(\d+) .*?\[-?\d+,(-?\d+)\]")


def explain(error: Exception, path: Path) -> BakeoffError:
    """Say in one line what the runtime says of the graph in a file."""
    outside = OUTSIDE.search(str(error))
    if outside:
        return BakeoffError(
            f"{path}: expected tokens and positions below {int(outside[2]) + 1}, the "
            f"rows of its matrix, got {outside[1]}; the tokenizer or `max_tokens` does not fit "
            "the graph: take the files of one model"
        )
    text = " ".join(NOISE.sub("", str(error)).split())
    return BakeoffError(
        f"{path}: expected a graph that ONNX Runtime {onnxruntime.__version__} runs, got "
        f"an error ({text:.300}); fetch the file again, or take another export of the model"
    )
