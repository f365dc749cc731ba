"""Any text encoder of TensorFlow Hub as it is published."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, StringConstraints

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import POOLS, Pooling
from bakeoff.encoders.base.batches import padded_length
from bakeoff.encoders.base.interface import Encoder, WordEncoderSettings
from bakeoff.encoders.base.loading import make_split
from bakeoff.encoders.base.pooling import pool_tokens
from bakeoff.encoders.hub.module import find_module, find_signature, load_module, read_outputs

BREAKS = re.compile(r"[\t\n\v\f\r]")


class Settings(WordEncoderSettings):
    """A module of TensorFlow Hub."""

    kind: Literal["hub"]
    # `tokens`, a signature that takes strings, or `call` for a module that is itself called
    signature: Annotated[str, StringConstraints(min_length=1)]
    outputs: Annotated[list[str], Field(min_length=1)]  # one per layer


def load(settings: Settings, folder: Path) -> Encoder:
    """Load the module in a folder, or in its folder `module`."""
    return HubEncoder(
        find_module(folder),
        signature=settings.signature,
        outputs=settings.outputs,
        split=make_split(settings.symbols),
    )


def files(settings: Settings, folder: Path) -> list[Path]:
    """List the files of the module."""
    return [path for path in find_module(folder).rglob("*") if path.is_file()]


class HubEncoder:
    """A TF-Hub module, frozen; each output is a layer.

    Attributes:
        layers: as many as outputs.
        width: of the widest layer, pooled; a narrower one is repeated.
        pooling: how each layer is made: an output of one vector per text stays as it is.
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
        self._run, self._takes_tokens = find_signature(self._module, module, signature)
        self._split = split if self._takes_tokens else split_at_spaces
        layers = read_outputs(self._run([["a"]]), outputs, module)
        widths = [layer.shape[-1] for layer in layers]
        self.layers, self._width = len(outputs), max(widths)
        self.pooling: list[Pooling] = [
            "mean_max_min" if layer.ndim == 3 else "text" for layer in layers
        ]
        self.width = (POOLS if "mean_max_min" in self.pooling else 1) * self._width
        if any(self._width % width for width in widths):
            raise BakeoffError(
                f"{module}: expected outputs whose widths divide {self._width}, got "
                f"{dict(zip(outputs, widths, strict=True))}; leave some of them out"
            )

    def length(self, text: str) -> int:
        """Count the tokens of a text."""
        return len(self._split(text))

    def form(self, length: int) -> int:
        """Pad tokens to one of a few lengths; a module that takes strings pads them itself."""
        return padded_length(length) if self._takes_tokens else length

    def prepare(self, texts: list[str]) -> None:
        """Do nothing: a module keeps nothing of a batch."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Encode texts in one batch; see `Encoder`.

        Raises:
            BakeoffError: the module splits texts into other tokens than this class.
        """
        split = [self._split(text) for text in texts]
        lengths = np.array([len(tokens) for tokens in split], np.int32)
        features = np.zeros((len(texts), self.layers, self.width), np.float32)
        if lengths.any():  # some modules fail on a text without tokens
            real = lengths[lengths > 0]
            layers = [
                np.tile(layer, self.width // layer.shape[1])
                if layer.ndim == 2
                else pool_tokens(layer, real, self.width // POOLS)
                for layer in self._encode([tokens for tokens in split if tokens])
            ]
            features[lengths > 0] = np.stack(layers, axis=1)
        return features

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
        wide = [np.tile(layer, self._width // layer.shape[2]) for layer in layers]
        rows = iter(np.stack(wide, axis=2) if wide else ())
        empty = np.zeros((0, self.layers, self._width), np.float32)
        return [next(rows)[: len(tokens)] if tokens else empty for tokens in split]

    def _encode(self, texts: list[list[str]]) -> list[NDArray[np.float32]]:
        """Give each layer's vectors, of texts that have tokens."""
        layers = read_outputs(self._run(texts), self._outputs, self._folder)
        length = self.form(max(map(len, texts)))
        for name, layer in zip(self._outputs, layers, strict=True):
            if layer.ndim == 3 and layer.shape[1] != length:
                raise BakeoffError(
                    f"{self._folder}: expected output {name!r} to hold {length} tokens, split at "
                    f"spaces, got {layer.shape[1]}; name another signature or output"
                )
        return [layer.numpy() for layer in layers]


def split_at_spaces(text: str) -> list[str]:
    """Split as modules that take strings do: at single spaces, line ends and tabs included."""
    return [token for token in BREAKS.sub(" ", text).split(" ") if token]
