"""Any text encoder of TensorFlow Hub as it is published."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, StringConstraints

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import MODEL, MODULE
from bakeoff.encoders.base.interface import Encoder, EncoderSettings
from bakeoff.encoders.base.loading import make_split
from bakeoff.encoders.hub.module import find_signature, load_module, read_outputs

BREAKS = re.compile(r"[\t\n\v\f\r]")


class Settings(EncoderSettings):
    """A module of TensorFlow Hub."""

    kind: Literal["hub"]
    # `tokens`, a signature that takes strings, or `call` for a module that is itself called
    signature: Annotated[str, StringConstraints(min_length=1)]
    outputs: Annotated[list[str], Field(min_length=1)]  # one per layer


def load(settings: Settings, folder: Path) -> Encoder:
    """Load the module in a folder, or in its folder `module`."""
    return HubEncoder(
        _module(folder),
        signature=settings.signature,
        outputs=settings.outputs,
        split=make_split(settings.symbols),
    )


def files(folder: Path) -> list[Path]:
    """List the files of the module."""
    return [path for path in _module(folder).rglob("*") if path.is_file()]


def _module(folder: Path) -> Path:
    return folder if (folder / MODEL).is_file() else folder / MODULE


class HubEncoder:
    """A TF-Hub module, frozen; each output is a layer.

    Attributes:
        width: of the widest output; a narrower one is repeated.
    """

    def __init__(
        self, module: Path, *, signature: str, outputs: list[str], split: Callable[[str], list[str]]
    ) -> None:
        """Load a module and see what it gives for one token.

        `split` makes the tokens for a signature that takes them. One that takes strings splits
        them itself, at spaces.
        """
        self._folder, self._outputs = module, outputs
        self._module = load_module(module)  # the functions do not keep its variables
        self._run, takes_tokens = find_signature(self._module, module, signature)
        self._split = split if takes_tokens else split_at_spaces
        widths = [array.shape[-1] for array in read_outputs(self._run([["a"]]), outputs, module)]
        self.layers, self.width = len(outputs), max(widths)
        if any(self.width % width for width in widths):
            raise BakeoffError(
                f"{module}: expected outputs whose widths divide {self.width}, got "
                f"{dict(zip(outputs, widths, strict=True))}; leave some of them out"
            )

    def length(self, text: str) -> int:
        """Count the tokens of a text."""
        return len(self._split(text))

    def skip(self, texts: list[str]) -> None:
        """Do nothing: a module keeps nothing of a batch."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Encode texts in one batch, padded to the longest; see `Encoder`.

        Raises:
            BakeoffError: the module splits texts into other tokens than this class.
        """
        split = [self._split(text) for text in texts]
        lengths = np.array([len(tokens) for tokens in split], np.int64)
        means = np.zeros((len(texts), self.layers, self.width), np.float32)
        if lengths.any():  # some modules fail on a text without tokens
            layers = self._encode([tokens for tokens in split if tokens])
            real = np.arange(lengths.max()) < lengths[lengths > 0][:, None]
            means[lengths > 0] = np.stack([_mean(layer, real) for layer in layers], axis=1)
        return means

    def encode_tokens(self, texts: list[str]) -> list[NDArray[np.float32]]:
        """Give the layers of every token: for each text (tokens, layers, width).

        Raises:
            BakeoffError: an output is a vector of the whole text.
        """
        split = [self._split(text) for text in texts]
        layers = self._encode([tokens for tokens in split if tokens]) if any(split) else []
        if any(layer.ndim == 2 for layer in layers):
            raise BakeoffError(
                f"{self._folder}: expected outputs of (texts, tokens, width), got some of (texts, "
                f"width) among {self._outputs}; name other outputs"
            )
        rows = iter(np.stack(layers, axis=2) if layers else ())
        empty = np.zeros((0, self.layers, self.width), np.float32)
        return [next(rows)[: len(tokens)] if tokens else empty for tokens in split]

    def _encode(self, texts: list[list[str]]) -> list[NDArray[np.float32]]:
        """Give each layer's vectors, all of one width, of texts that have tokens."""
        layers = read_outputs(self._run(texts), self._outputs, self._folder)
        longest = max(map(len, texts))
        for name, layer in zip(self._outputs, layers, strict=True):
            if layer.ndim == 3 and layer.shape[1] != longest:
                raise BakeoffError(
                    f"{self._folder}: expected output {name!r} to hold {longest} tokens, split at "
                    f"spaces, got {layer.shape[1]}; name another signature or output"
                )
        return [np.tile(layer, self.width // layer.shape[-1]) for layer in layers]


def split_at_spaces(text: str) -> list[str]:
    """Split as modules that take strings do: at single spaces, line ends and tabs included."""
    return [token for token in BREAKS.sub(" ", text).split(" ") if token]


def _mean(layer: NDArray[np.float32], real: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Average each text's real tokens; leave a vector of the whole text as it is."""
    if layer.ndim == 2:
        return layer
    total = np.sum(layer, axis=1, where=real[:, :, None], dtype=np.float64)
    mean: NDArray[np.float32] = (total / real.sum(axis=1)[:, None]).astype(np.float32)
    return mean
