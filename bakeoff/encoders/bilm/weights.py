"""The weights of a biLM as bilm-tf, AllenNLP and NLPL publish them: one hdf5 file."""

from collections.abc import Iterator
from pathlib import Path

import h5py
import keras

from bakeoff.core.files import output, write_json
from bakeoff.encoders.bilm.bilm import Bilm
from bakeoff.encoders.bilm.files import OPTIONS, WEIGHTS, open_bilm
from bakeoff.encoders.bilm.hdf5 import read_tensor


def load_bilm(folder: Path, matmul: str = "float32") -> Bilm:
    """Load a biLM from a folder with one file of options and one of weights.

    Raises:
        BakeoffError: as `open_bilm`, or a weight is NaN or infinite.
    """
    with open_bilm(folder) as (options, datasets):
        bilm = Bilm(options, matmul, initializer="zeros")
        for variable, dataset in zip(_variables(bilm), datasets.values(), strict=True):
            variable.assign(read_tensor(dataset).reshape(variable.shape))
    return bilm


def save_bilm(folder: Path, bilm: Bilm) -> None:
    """Write options.json and weights.hdf5; the same weights give the same bytes."""
    write_json(folder / OPTIONS[0], bilm.options.as_json())
    shapes = bilm.options.tensors()
    with output(folder / WEIGHTS[0]) as path, h5py.File(path, "w") as file:
        for (name, shape), variable in zip(shapes.items(), _variables(bilm), strict=True):
            file[name] = variable.numpy().reshape(shape)


def _variables(bilm: Bilm) -> Iterator[keras.Variable]:
    """Give every weight in the order of `Options.tensors`."""
    cnn = bilm.characters
    yield cnn.table
    for filters, bias in zip(cnn.filters, cnn.filter_biases, strict=True):
        yield from (filters, bias)
    for highway in cnn.highways:
        yield from highway.values()
    if cnn.projection is not None:
        yield from (cnn.projection, cnn.projection_bias)
    for layer in (*bilm.lstms.forward, *bilm.lstms.backward):
        yield from (layer.kernel, layer.bias)
        if layer.projection is not None:
            yield layer.projection
