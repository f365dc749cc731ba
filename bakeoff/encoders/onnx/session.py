"""Run a graph in ONNX Runtime, whose log is silenced and whose errors become one line."""

import os
import re
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.runtime import silent_stderr

SILENT = 4  # the level of the runtime's log for fatal errors alone
PROVIDERS: dict[str, dict[str, str]] = {  # in order of preference; those of this build are used
    "CUDAExecutionProvider": {"use_tf32": "0"},
    "CPUExecutionProvider": {},
}
INPUTS = ("input_ids", "attention_mask", "token_type_ids", "position_ids")
INTEGERS: dict[str, type[np.integer[Any]]] = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
TOKENS, TEXT = 3, 2  # dimensions of an output: per token or per text
USUAL = {  # names of outputs in published graphs
    TOKENS: ("last_hidden_state", "token_embeddings"),
    TEXT: ("sentence_embedding", "pooler_output"),
}
# how messages of the runtime begin, and places in its source code
NOISE = re.compile(
    r"^.*?ONNXRuntimeError\] : \d+ : \w+ : (Load model from .*? failed:)?|/\S+:\d+ .*?\(.*?\) "
)
OUTSIDE = re.compile(r"indices element out of data bounds, idx=(\d+) .*?\[-?\d+,(-?\d+)\]")


class Session:
    """A graph that gives vectors of tokens or of texts.

    Attributes:
        path: of the graph.
        inputs: the integer type of each, by name.
    """

    def __init__(self, path: Path, *, output: str | None, dimensions: int) -> None:
        """Load a graph; it runs on a GPU where this build of the runtime has one.

        Its threads are those that `bakeoff.core.runtime` sets, if it has done so before.

        Args:
            path: of the graph.
            output: its name; None: the usual one, or the only one of these dimensions.
            dimensions: TOKENS or TEXT.

        Raises:
            BakeoffError: the runtime lacks what the graph needs, or the graph has other inputs or
                outputs.
        """
        self.path, self._dimensions = path, dimensions
        try:
            with silent_stderr():
                self._session = _load(path)
            inputs = {each.name: str(each.type) for each in self._session.get_inputs()}
            self._outputs = {each.name: each.shape for each in self._session.get_outputs()}
        except Exception as error:
            raise self._error(error) from None
        self.inputs = self._types(inputs)
        self._output = self._choose(output)

    def run(self, values: dict[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        """Give the output: (texts, tokens, width) or (texts, width).

        Raises:
            BakeoffError: the runtime cannot compute the output, or it has another shape.
        """
        feed = {name: values[name].astype(kind) for name, kind in self.inputs.items()}
        try:
            (found,) = self._session.run([self._output], feed)
        except Exception as error:
            raise self._error(error) from None
        if not isinstance(found, np.ndarray) or found.ndim != self._dimensions:
            raise BakeoffError(
                f"{self.path}: expected output {self._output!r} of {self._dimensions} axes, "
                f"got {getattr(found, 'shape', type(found).__name__)}; set `output` or `pooling` "
                f"of the entry of `encode`: the graph has {self._outputs!s:.300}"
            )
        vectors: NDArray[np.float32] = found.astype(np.float32, copy=False)
        return vectors

    def _types(self, found: dict[str, str]) -> dict[str, type[np.integer[Any]]]:
        """Give the type of each input."""
        usable = all(name in INPUTS and kind in INTEGERS for name, kind in found.items())
        if not usable or "input_ids" not in found:
            raise BakeoffError(
                f"{self.path}: expected the input input_ids, and none but {', '.join(INPUTS[1:])}"
                f" beside it, of integers, got {found!s:.300}; take a graph of an encoder"
            )
        return {name: INTEGERS[kind] for name, kind in found.items()}

    def _choose(self, name: str | None) -> str:
        """Choose the output by its name, a usual name, or its dimensions."""
        if name is not None:
            found = [name] if name in self._outputs else []
        else:
            shapes = self._outputs.items()
            found = [name for name, shape in shapes if len(shape or ()) == self._dimensions]
            found = [usual for usual in USUAL[self._dimensions] if usual in found][:1] or found
        if len(found) != 1:
            wanted = f"output {name!r:.60}" if name else f"one output of {self._dimensions} axes"
            raise BakeoffError(
                f"{self.path}: expected {wanted}, got {self._outputs!s:.300}; set `output` or "
                "`pooling` of the entry of `encode`: pooling `output` takes the vectors of texts"
            )
        return found[0]

    def _error(self, error: Exception) -> BakeoffError:
        """Turn an error of the runtime into one of one line."""
        outside = OUTSIDE.search(str(error))
        if outside:
            return BakeoffError(
                f"{self.path}: expected tokens and positions below {int(outside[2]) + 1}, the "
                f"rows of its matrix, got {outside[1]}; the tokenizer or `max_tokens` does not fit "
                "the graph: take the files of one model"
            )
        text = " ".join(NOISE.sub("", str(error)).split())
        return BakeoffError(
            f"{self.path}: expected a graph that ONNX Runtime {onnxruntime.__version__} runs, got "
            f"an error ({text:.300}); fetch the file again, or take another export of the model"
        )


def _load(path: Path) -> onnxruntime.InferenceSession:
    onnxruntime.set_default_logger_severity(SILENT)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = SILENT
    options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    available = onnxruntime.get_available_providers()
    providers = [each for each in PROVIDERS.items() if each[0] in available]
    return onnxruntime.InferenceSession(str(path), options, providers=providers, enable_fallback=0)
