"""Run a graph in ONNX Runtime, whose log is silenced and whose errors become one line."""

import os
from pathlib import Path
from threading import Timer
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.runtime import silent_stderr
from bakeoff.encoders.onnx.messages import explain

SILENT = 4  # the level of the runtime's log for fatal errors alone
PROVIDERS: dict[str, dict[str, str]] = {  # in order of preference; those of this build are used
    "CUDAExecutionProvider": {"use_tf32": "0"},
    "CPUExecutionProvider": {},
}
INPUTS = ("input_ids", "attention_mask", "token_type_ids", "position_ids")
INTEGERS: dict[str, type[np.integer[Any]]] = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
NUMBERS = "fiu"  # kinds of types: no truth values, strings or complex numbers
TOKENS, TEXT = 3, 2  # dimensions of an output: per token or per text
USUAL = {  # names of outputs in published graphs
    TOKENS: ("last_hidden_state", "token_embeddings"),
    TEXT: ("sentence_embedding", "pooler_output"),
}


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
            raise explain(error, self.path) from None
        self.inputs = self._types(inputs)
        self._output = self._choose(output)

    def run(
        self, values: dict[str, NDArray[np.int64]], seconds: float | None = None
    ) -> NDArray[np.float32]:
        """Give the output: (texts, tokens, width) or (texts, width).

        Args:
            values: of all inputs that a graph may have.
            seconds: after which the graph is stopped; None: never.

        Raises:
            BakeoffError: the runtime cannot compute the output, or it has another shape.
        """
        feed = {name: values[name].astype(kind) for name, kind in self.inputs.items()}
        options = onnxruntime.RunOptions()
        watch = Timer(seconds, setattr, (options, "terminate", True)) if seconds else None
        try:
            if watch:
                watch.start()
            (found,) = self._session.run([self._output], feed, options)
        except Exception as error:
            raise explain(error, self.path) from None
        finally:
            if watch:
                watch.cancel()
        return self._expect_vectors(found, values["input_ids"].shape)

    def _expect_vectors(self, found: Any, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """Refuse all but numbers, a vector for each text or token of a batch."""
        axes = shape[: self._dimensions - 1]
        is_array = isinstance(found, np.ndarray) and found.dtype.kind in NUMBERS
        if not is_array or found.ndim != self._dimensions or found.shape[:-1] != axes:
            got = f"{getattr(found, 'dtype', type(found).__name__)} {getattr(found, 'shape', '')}"
            raise BakeoffError(
                f"{self.path}: expected numbers of {self._dimensions} axes, {axes} and the width, "
                f"in output {self._output!r}, got {got}; set `output` or `pooling` of the entry "
                f"of `encode`: the graph has {self._outputs!s:.300}"
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
