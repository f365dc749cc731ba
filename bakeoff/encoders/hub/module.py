"""Load a module of TensorFlow Hub, in TF1's format or TF2's, and call one of its signatures."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import MODEL, MODULE
from bakeoff.core.trust import expect_recorded
from bakeoff.encoders.base.batches import padded_length
from bakeoff.encoders.base.log_filter import errors_only

Run = Callable[[list[list[str]]], dict[str, Any]]  # tokens of texts -> outputs by name
CALL = "call"  # the signature that stands for the module itself, called


def find_module(folder: Path) -> Path:
    """Give the folder of a module: the folder itself, or else its folder `module`."""
    return folder if (folder / MODEL).is_file() else folder / MODULE


def load_module(folder: Path) -> Any:
    """Load a module if it is the one on record: it is a program."""
    if not list(folder.glob(f"{MODEL}*")):
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else None
        found = "no folder" if names is None else f"a folder of {names[:8]}"
        raise BakeoffError(
            f"{folder}: expected a folder with {MODEL}, got {found}; "
            "unpack a TF-Hub module there, or let `download` do it (unpack: true)"
        )
    expect_recorded(folder)
    with errors_only():
        import tensorflow_hub

        try:
            return tensorflow_hub.load(str(folder))
        except Exception as error:  # a damaged graph may raise anything
            raise BakeoffError(
                f"{folder}: expected a TF-Hub module that loads, got {type(error).__name__}: "
                f"{' '.join(str(error).split())[:200]}; fetch it again"
            ) from None


def find_signature(module: Any, folder: Path, signature: str) -> tuple[Run, bool]:
    """Find a signature; "call" is the module itself, unless a signature has that name.

    Returns:
        A function from the tokens of texts to outputs; whether the signature takes tokens as such.
    """
    import tensorflow as tf

    signatures = getattr(module, "signatures", {})
    if signature == CALL and CALL not in signatures and callable(module):

        def call(texts: list[list[str]]) -> dict[str, Any]:
            result = module(_join(texts))
            return dict(result) if isinstance(result, dict) else {"output": result}

        return call, False
    if signature not in signatures:
        known = [*sorted(signatures), *([CALL] if callable(module) else [])]
        raise BakeoffError(f"{folder}: expected one of the signatures {known}, got {signature!r}")
    function = signatures[signature]
    inputs = function.structured_input_signature[1]
    if set(inputs) == {"tokens", "sequence_len"}:
        dtype = inputs["sequence_len"].dtype
        return lambda texts: function(
            tokens=_pad(texts), sequence_len=tf.constant([len(tokens) for tokens in texts], dtype)
        ), True
    if len(inputs) == 1 and all(spec.dtype == tf.string for spec in inputs.values()):
        (name,) = inputs
        return lambda texts: function(**{name: _join(texts)}), False
    raise BakeoffError(
        f"{folder}: expected signature {signature!r} to take tokens and sequence_len, or one input "
        f"of strings, got {[f'{name}: {spec.dtype.name}' for name, spec in inputs.items()]}"
    )


def read_outputs(results: dict[str, Any], outputs: list[str], folder: Path) -> list[Any]:
    """Give some of a module's outputs, tensors (texts, tokens, width) or (texts, width)."""
    import tensorflow as tf

    tensors = []
    for name in outputs:
        if name not in results:
            raise BakeoffError(
                f"{folder}: expected one of the outputs {sorted(results)}, got {name!r}"
            )
        value = results[name]
        if not (isinstance(value, tf.Tensor) and value.dtype.is_floating and value.ndim in (2, 3)):
            found = type(value).__name__
            if tf.is_tensor(value):
                found = f"{value.dtype.name} {value.shape}"
            raise BakeoffError(
                f"{folder}: expected output {name!r} to hold numbers of (texts, tokens, width) or "
                f"(texts, width), got {found}; name another output"
            )
        tensors.append(tf.cast(value, tf.float32))
    return tensors


def _join(texts: list[list[str]]) -> Any:
    """Make a string tensor (texts,), tokens separated by single spaces."""
    import tensorflow as tf

    return tf.constant([" ".join(tokens).encode("utf-8", "replace") for tokens in texts])


def _pad(texts: list[list[str]]) -> Any:
    """Make a string tensor (texts, tokens), padded with empty strings to a form's length."""
    import tensorflow as tf

    length = padded_length(max(map(len, texts)))
    rows = [[token.encode("utf-8", "replace") for token in tokens] for tokens in texts]
    return tf.constant([row + [b""] * (length - len(row)) for row in rows])
