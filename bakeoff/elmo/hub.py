"""Any text encoder of TensorFlow Hub as it is published, in TF1's Hub format or TF2's.

A module is a program: whoever loads one trusts those who made it.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.elmo.encoded import Encoded
from bakeoff.elmo.quiet import quiet
from bakeoff.errors import BakeoffError

Run = Callable[[list[list[str]]], dict[str, Any]]  # tokens of texts -> outputs by name
CALL = "call"  # stands for a module that is called itself
BREAKS = re.compile(r"[\t\n\v\f\r]")


class HubEncoder:
    """A TF-Hub module, frozen: strings to vectors.

    Attributes:
        layers: the outputs that were asked for.
        width: of the widest of them; a narrower one is joined to itself.
    """

    def __init__(
        self, module: str, *, signature: str, outputs: list[str], split: Callable[[str], list[str]]
    ) -> None:
        """Load a module and see what it gives for one token.

        Args:
            module: its folder. Only the stage `download` fetches one, and checks it.
            signature: one that takes `tokens` and `sequence_len`, or one that takes strings; or
                "call", if the module itself is to be called with strings.
            outputs: names of outputs, one a layer: (texts, tokens, width) or (texts, width). What
                a called module gives without a name is "output".
            split: from a text to its tokens, for a signature that takes them. One that takes
                strings splits them itself, at spaces.

        Raises:
            BakeoffError: no module stands there, it is damaged, or it lacks the signature or an
                output; or the widths do not go together.
        """
        if not outputs:
            raise BakeoffError(f"{module}: expected names of outputs, got none; name one at least")
        self._name = module
        self._outputs = outputs
        self._module = _load(module)  # the functions do not keep its variables
        self._run, takes_tokens = _find(self._module, module, signature)
        self._split = split if takes_tokens else split_at_spaces
        first = _arrays(self._run([["a"]]), outputs, module)
        self._is_per_token = all(array.ndim == 3 for array in first)
        self.layers = len(outputs)
        self.width = max(array.shape[-1] for array in first)
        if any(self.width % array.shape[-1] for array in first):
            widths = {name: array.shape[-1] for name, array in zip(outputs, first, strict=True)}
            raise BakeoffError(
                f"{module}: expected outputs whose widths divide {self.width}, got {widths}; "
                "leave some of them out"
            )

    def length(self, text: str) -> int:
        """Count the tokens of a text."""
        return len(self._split(text))

    def skip(self, texts: list[str]) -> None:
        """Do nothing: a module keeps nothing of a batch."""

    def encode(self, texts: list[str], *, keep_tokens: bool = False) -> Encoded:
        """Encode texts in one batch, padded to the longest.

        Args:
            texts: best of similar lengths.
            keep_tokens: whether to give each token's vectors beside the means.

        Raises:
            BakeoffError: an output is a vector of the whole text, though tokens are asked for; or
                the module splits texts into other tokens than this class.
        """
        if keep_tokens and not self._is_per_token:
            raise BakeoffError(
                f"{self._name}: expected outputs of (texts, tokens, width) to keep tokens, got "
                f"some of (texts, width) among {self._outputs}; ask for other outputs"
            )
        cut = [self._split(text) for text in texts]
        lengths = np.array([len(tokens) for tokens in cut], np.int64)
        means = np.zeros((len(texts), self.layers, self.width), np.float32)
        tokens = np.zeros((0, self.layers, self.width), np.float32)
        if lengths.any():  # some modules fail on a text of no token
            layers = self._encode([tokens for tokens in cut if tokens])
            real = _is_real(lengths[lengths > 0])
            means[lengths > 0] = np.stack([_mean(layer, real) for layer in layers], axis=1)
            if keep_tokens:
                tokens = np.stack([layer[real] for layer in layers], axis=1)
        return Encoded(means, tokens if keep_tokens else None, lengths)

    def _encode(self, cut: list[list[str]]) -> list[NDArray[np.float32]]:
        """Give each layer's vectors, all of one width, of texts that have tokens."""
        layers = _arrays(self._run(cut), self._outputs, self._name)
        longest = max(map(len, cut))
        for name, layer in zip(self._outputs, layers, strict=True):
            if layer.ndim == 3 and layer.shape[1] != longest:
                raise BakeoffError(
                    f"{self._name}: expected output {name!r} to hold {longest} tokens, split at "
                    f"spaces, got {layer.shape[1]}; ask for another signature or output"
                )
        return [np.tile(layer, self.width // layer.shape[-1]) for layer in layers]


def split_at_spaces(text: str) -> list[str]:
    """Split as modules do that take strings: at single spaces; tabs and line ends count as such."""
    return [token for token in BREAKS.sub(" ", text).split(" ") if token]


def _load(module: str) -> Any:
    folder = Path(module)
    if not list(folder.glob("saved_model.pb*")):
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else None
        there = "no folder" if names is None else f"a folder of {names[:8]}"
        raise BakeoffError(
            f"{module}: expected a folder with saved_model.pb, got {there}; "
            "unpack a TF-Hub module there, or let `download` do it (unpack: true)"
        )
    with quiet():
        import tensorflow_hub

        try:
            return tensorflow_hub.load(module)
        except Exception as error:  # a damaged graph may raise anything
            raise BakeoffError(
                f"{module}: expected a TF-Hub module that loads, got {type(error).__name__}: "
                f"{' '.join(str(error).split())[:200]}; fetch it again"
            ) from None


def _find(loaded: Any, module: str, signature: str) -> tuple[Run, bool]:
    """Find a signature; give it as a function of tokens, and whether it takes them as such."""
    import tensorflow as tf

    signatures = getattr(loaded, "signatures", {})
    if signature == CALL and CALL not in signatures and callable(loaded):
        return lambda cut: _named(loaded(_joined(cut))), False
    if signature not in signatures:
        known = [*sorted(signatures), *([CALL] if callable(loaded) else [])]
        raise BakeoffError(f"{module}: expected one of the signatures {known}, got {signature!r}")
    function = signatures[signature]
    inputs = function.structured_input_signature[1]
    if set(inputs) == {"tokens", "sequence_len"}:
        kind = inputs["sequence_len"].dtype
        return lambda cut: function(
            tokens=_padded(cut), sequence_len=tf.constant([len(row) for row in cut], kind)
        ), True
    if len(inputs) == 1 and all(spec.dtype == tf.string for spec in inputs.values()):
        (name,) = inputs
        return lambda cut: function(**{name: _joined(cut)}), False
    raise BakeoffError(
        f"{module}: expected signature {signature!r} to take tokens and sequence_len, or one input "
        f"of strings, got {[f'{name}: {spec.dtype.name}' for name, spec in inputs.items()]}"
    )


def _joined(cut: list[list[str]]) -> Any:
    """Make a string tensor (texts,), tokens parted by single spaces."""
    import tensorflow as tf

    return tf.constant([" ".join(row).encode("utf-8", "replace") for row in cut])


def _padded(cut: list[list[str]]) -> Any:
    """Make a string tensor (texts, tokens), padded with empty ones."""
    import tensorflow as tf

    longest = max(map(len, cut))
    rows = [[token.encode("utf-8", "replace") for token in row] for row in cut]
    return tf.constant([row + [b""] * (longest - len(row)) for row in rows])


def _named(result: Any) -> dict[str, Any]:
    return dict(result) if isinstance(result, dict) else {"output": result}


def _arrays(results: dict[str, Any], outputs: list[str], module: str) -> list[NDArray[np.float32]]:
    """Give the outputs asked for, (texts, tokens, width) or (texts, width)."""
    import tensorflow as tf

    arrays = []
    for name in outputs:
        if name not in results:
            raise BakeoffError(
                f"{module}: expected one of the outputs {sorted(results)}, got {name!r}"
            )
        value = results[name]
        if not (isinstance(value, tf.Tensor) and value.dtype.is_floating and value.ndim in (2, 3)):
            got = (
                f"{value.dtype.name} {value.shape}" if tf.is_tensor(value) else type(value).__name__
            )
            raise BakeoffError(
                f"{module}: expected output {name!r} to hold numbers of (texts, tokens, width) or "
                f"(texts, width), got {got}; ask for another output"
            )
        arrays.append(value.numpy().astype(np.float32, copy=False))
    return arrays


def _is_real(lengths: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark the real tokens of a padded batch, (texts, tokens)."""
    real: NDArray[np.bool_] = np.arange(lengths.max()) < lengths[:, None]
    return real


def _mean(layer: NDArray[np.float32], real: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Average each text's real tokens; leave a vector of the whole text as it is."""
    if layer.ndim == 2:
        return layer
    total = np.sum(layer, axis=1, where=real[:, :, None], dtype=np.float64)
    mean: NDArray[np.float32] = (total / real.sum(axis=1)[:, None]).astype(np.float32)
    return mean
