"""The formats of an export, and which of them a model can take."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bakeoff.core.files import output, write_text
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime
from bakeoff.export.choosing import why_no_network_on_words
from bakeoff.export.native import copy_model
from bakeoff.inference.loading import FoundModel
from bakeoff.inference.saved import NETWORK

if TYPE_CHECKING:
    import keras

Format = Literal["native", "savedmodel", "onnx"]
FORMATS: tuple[Format, ...] = ("native", "savedmodel", "onnx")
SAVED_MODEL, ONNX = "saved_model", "onnx"  # folders in the exported one


def why_not(chosen: FoundModel, form: Format) -> str:
    """Say why a model cannot take a format; empty: it can."""
    if form == "native":
        return ""
    for folder in chosen.folders:
        if why := why_no_network_on_words(folder):
            return why
    if form == "onnx" and chosen.is_ensemble:
        return "the members of an ensemble have a vocabulary each; export them one by one"
    if form == "onnx" and find_spec("onnx") is None:
        return "it needs the package onnx: pip install '.[export]' in the project's folder"
    return ""


def write_formats(chosen: FoundModel, folder: Path, forms: list[Format]) -> list[str]:
    """Write a model in some formats.

    Returns:
        The characters that tokenizer.json cuts differently from the model's token rule.
    """
    if "native" in forms:
        copy_model(chosen, folder)
    if not {"savedmodel", "onnx"} & set(forms):
        return []
    if "tensorflow" not in sys.modules:
        set_up(TensorFlowRuntime(threads=1, onednn=True))  # without TensorFlow's startup lines
    from bakeoff.models.fit.train.network import load_network

    networks = [load_network(source / NETWORK) for source in chosen.folders]
    if "savedmodel" in forms:
        from bakeoff.export.saved_model import save_strings_model

        save_strings_model(folder / SAVED_MODEL, networks, chosen.classes, chosen.threshold)
    return write_onnx(chosen, networks[0], folder / ONNX) if "onnx" in forms else []


def write_onnx(chosen: FoundModel, network: "keras.Model", folder: Path) -> list[str]:
    """Write model.onnx and tokenizer.json; give the characters that the latter cuts differently."""
    from bakeoff.core.tokens import make_tokenizer
    from bakeoff.export.onnx_model import to_onnx
    from bakeoff.export.tokenizer import compare, to_tokenizer

    rule = dict(find_layer(network).settings)
    tokenizer = to_tokenizer(**rule)
    about = {"name": chosen.name, "classes": chosen.classes, "threshold": chosen.threshold}
    model = to_onnx(network, about)
    with output(folder / "model.onnx") as path:
        path.write_bytes(model.SerializeToString(deterministic=True))
    write_text(folder / "tokenizer.json", tokenizer.to_str(pretty=True) + "\n")
    pattern = {key: rule[key] for key in ("lower", "separators", "symbols")}
    return compare(tokenizer, make_tokenizer(**pattern))


def find_layer(network: "keras.Model") -> Any:
    """Find the layer that cuts texts and looks their tokens up."""
    return next(layer for layer in network.layers if type(layer).__name__ == "TextToIds")
