"""Read a published matrix of token vectors from a safetensors file.

The library checks the header before anything is allocated: its length, and that tensors of these
shapes and types fill the file without a gap or an overlap. Then NumPy reads the numbers, because
the library also maps the file, which takes the same memory again.
"""

import json
import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.base.published import expect_content

MODEL2VEC = "embeddings"  # the matrix in files of model2vec
OTHERS = "embedding.weight"  # in those of sentence-transformers and WordLlama
FLOATS = {"F32": "<f4", "F16": "<f2", "F64": "<f8"}
INTEGERS = {"I64": "<i8", "I32": "<i4"}
ENTRIES = FLOATS | {"I8": "<i1"}  # types of the matrix
FIT = "(one per token of its tokenizer)"


class TokenMatrix(NamedTuple):
    """The vector of each token, multiplied by the weight that the model gives it.

    Attributes:
        vectors: (tokens, width).
        model2vec: whether the file follows model2vec, which leaves out unknown tokens.
        half: whether model2vec, whose matrix this is, rounds its results to float16.
    """

    vectors: NDArray[np.float32]
    model2vec: bool
    half: bool


def read_matrix(path: Path, tokens: int) -> TokenMatrix:
    """Read the matrix, and the weights of tokens and their rows where the file has them.

    Args:
        path: of the file.
        tokens: how many its tokenizer has.

    Raises:
        BakeoffError: it is no safetensors file, or holds no matrix that fits the tokenizer.
    """
    with np.errstate(all="ignore"):  # what is not finite is refused
        return _Tensors(path, tokens).read()


def read_header(path: Path) -> dict[str, dict[str, Any]]:
    """Read what a safetensors file declares of its tensors, by name.

    Raises:
        BakeoffError: it is absent, or no safetensors file.
    """
    expect_content(path, "a safetensors file")
    try:
        with safe_open(path, framework="np"):
            pass
    except (SafetensorError, OSError) as error:
        raise BakeoffError(
            f"{path}: expected a safetensors file, got something else ({error!s:.200}); fetch the "
            "file again"
        ) from None
    with path.open("rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    header.pop("__metadata__", None)
    return dict(sorted(header.items()))


class _Tensors:
    """The tensors of a file with a valid header; `tokens` is how many its tokenizer has."""

    def __init__(self, path: Path, tokens: int) -> None:
        self._path, self._tokens = path, tokens
        self._header = read_header(path)
        with path.open("rb") as file:
            self._start = 8 + int.from_bytes(file.read(8), "little")

    def read(self) -> TokenMatrix:
        name = self._choose()
        self._expect(
            self._tokens > 0, name, "the vectors of some tokens", "a tokenizer without any"
        )
        model2vec = name == MODEL2VEC
        shape = self._header[name]["shape"]
        self._expect(min(shape) > 0, name, "at least one row and column", shape)
        if model2vec and "mapping" in self._header:
            vectors = self._tensor(name, ENTRIES)[self._mapping(shape[0])]
        else:
            self._expect(shape[0] == self._tokens, name, f"{self._tokens} rows {FIT}", shape[0])
            vectors = self._tensor(name, ENTRIES)
        half = model2vec and vectors.dtype == np.float16
        if model2vec and "weights" in self._header:
            vectors = vectors * self._of_each_token("weights", FLOATS)[:, None]
        vectors = vectors.astype(np.float32, copy=False)
        finite = np.isfinite(vectors.min()) and np.isfinite(vectors.max())
        self._expect(bool(finite), name, "finite numbers", "NaN or infinity")
        return TokenMatrix(vectors, model2vec, half)

    def _choose(self) -> str:
        """Choose the matrix by its name, or as the only one."""
        shapes = {name: entry["shape"] for name, entry in self._header.items()}
        matrices = [name for name, shape in shapes.items() if len(shape) == 2]
        for name in (MODEL2VEC, OTHERS, *(matrices if len(matrices) == 1 else [])):
            if name in matrices:
                return name
        raise BakeoffError(
            f"{self._path}: expected one matrix of token vectors, called {MODEL2VEC} or {OTHERS}, "
            f"got {shapes!s:.200}; a model of layers is of another kind, such as onnx"
        )

    def _mapping(self, rows: int) -> NDArray[Any]:
        """Give the row of each token."""
        mapping = self._of_each_token("mapping", INTEGERS)
        low, high = mapping.min(), mapping.max()
        inside = f"rows from 0 to {rows - 1}"
        self._expect(low >= 0 and high < rows, "mapping", inside, f"{low} to {high}")
        return mapping

    def _of_each_token(self, name: str, types: dict[str, str]) -> NDArray[Any]:
        shape = self._header[name]["shape"]
        self._expect(shape == [self._tokens], name, f"{self._tokens} numbers {FIT}", shape)
        tensor = self._tensor(name, types)
        return tensor.astype(np.float32) if tensor.dtype == np.float64 else tensor

    def _tensor(self, name: str, types: dict[str, str]) -> NDArray[Any]:
        entry = self._header[name]
        found, shape, (begin, _) = entry["dtype"], entry["shape"], entry["data_offsets"]
        self._expect(found in types, name, f"one of the types {', '.join(types)}", found)
        with self._path.open("rb") as file:
            file.seek(self._start + begin)
            return np.fromfile(file, types[found], math.prod(shape)).reshape(shape)

    def _expect(self, right: bool, name: str, expected: str, found: object) -> None:
        if not right:
            raise BakeoffError(
                f"{self._path}: {name}: expected {expected}, got {found}; take the files of one "
                "model, or another model"
            )
