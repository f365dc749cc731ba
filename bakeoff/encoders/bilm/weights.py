"""The weights of a biLM as bilm-tf and AllenNLP publish them: one hdf5 file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import output, write_json
from bakeoff.encoders.bilm.bilm import Bilm
from bakeoff.encoders.bilm.options import read_options

OPTIONS, WEIGHTS = "options.json", "weights.hdf5"


def load_bilm(folder: Path, matmul: str = "float32") -> Bilm:
    """Load a biLM from a folder with one file *options.json and one file *weights.hdf5."""
    bilm = Bilm(read_options(_only(folder, OPTIONS)), matmul, initializer="zeros")
    path = _only(folder, WEIGHTS)
    try:
        with h5py.File(path) as file:
            for name, variable in _names(bilm):
                variable.assign(_read(file, name, variable.shape, path))
    except OSError as error:
        raise BakeoffError(
            f"{path}: expected an hdf5 file, got one that cannot be read "
            f"({' '.join(str(error).split())[:120]}); download it again"
        ) from None
    return bilm


def save_bilm(folder: Path, bilm: Bilm) -> None:
    """Write options.json and weights.hdf5; the same weights give the same bytes."""
    write_json(folder / OPTIONS, bilm.options.as_json())
    with output(folder / WEIGHTS) as path, h5py.File(path, "w") as file:
        for name, variable in _names(bilm):
            values = variable.numpy()
            file[name] = values[None] if "/W_cnn_" in name else values


def _only(folder: Path, ending: str) -> Path:
    found = sorted(folder.glob(f"*{ending}"))
    if len(found) != 1:
        raise BakeoffError(
            f"{folder}: expected one file *{ending}, got {[path.name for path in found]}; "
            "a biLM is options.json and weights.hdf5"
        )
    return found[0]


def _names(bilm: Bilm) -> Iterator[tuple[str, keras.Variable]]:
    """Name every weight as the file does."""
    cnn = bilm.characters
    yield "char_embed", cnn.table
    for number, (filters, bias) in enumerate(zip(cnn.filters, cnn.filter_biases, strict=True)):
        yield f"CNN/W_cnn_{number}", filters
        yield f"CNN/b_cnn_{number}", bias
    for number, highway in enumerate(cnn.highways):
        for name, variable in highway.items():
            yield f"CNN_high_{number}/{name}", variable
    if cnn.projection is not None:
        yield "CNN_proj/W_proj", cnn.projection
        yield "CNN_proj/b_proj", cnn.projection_bias
    for direction, layers in enumerate((bilm.lstms.forward, bilm.lstms.backward)):
        for number, layer in enumerate(layers):
            cell = f"RNN_{direction}/RNN/MultiRNNCell/Cell{number}/LSTMCell"
            yield f"{cell}/W_0", layer.kernel
            yield f"{cell}/B", layer.bias
            if layer.projection is not None:
                yield f"{cell}/W_P_0", layer.projection


def _read(file: h5py.File, name: str, shape: tuple[int, ...], path: Path) -> Any:
    stored = (1, *shape) if "/W_cnn_" in name else tuple(shape)
    if not isinstance(file.get(name), h5py.Dataset):
        raise BakeoffError(
            f"{path}: there is no tensor {name}, of shape {stored} according to the options; "
            "expected the weights that belong to these options"
        )
    values = file[name]
    if values.shape != stored:
        raise BakeoffError(
            f"{path}: {name}: expected shape {stored}, as the options say, got {values.shape}; "
            "expected options.json and weights.hdf5 of one model"
        )
    return np.asarray(values, np.float32).reshape(shape)
