"""The files of a biLM as bilm-tf writes them, and what the sides that read them share.

`python -m benchmarks.bilm.weights FOLDER` writes a model of the published size with random
weights: speed and memory do not depend on what the weights say.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import h5py
import numpy as np
import typer
from numpy.typing import NDArray

from bakeoff.core.commands import run_command

Floats: TypeAlias = NDArray[np.float32]
Encode: TypeAlias = Callable[[Path, list[list[str]], int], Floats]

CODES, WORD_LENGTH = 261, 50
SENTENCE_START, SENTENCE_END, WORD_START, WORD_END, FILLER = range(256, 261)
PUBLISHED_FILTERS = ((1, 32), (2, 32), (3, 64), (4, 128), (5, 256), (6, 512), (7, 1024))


@dataclass(frozen=True)
class Model:
    """A biLM's `options.json` and the arrays of its weights by their names in the file."""

    options: dict[str, Any]
    arrays: dict[str, Floats]

    @property
    def filters(self) -> list[list[int]]:
        """Pairs of a width in characters and a number of filters."""
        filters: list[list[int]] = self.options["char_cnn"]["filters"]
        return filters


def write_random(
    folder: Path,
    *,
    cells: int = 4096,
    projection: int = 512,
    filters: tuple[tuple[int, int], ...] = PUBLISHED_FILTERS,
    characters: int = 16,
    highway: int = 2,
    layers: int = 2,
    skip: bool = True,
    seed: int = 0,
) -> None:
    """Write `options.json` and `weights.hdf5` of a random model.

    A matrix is normal with deviation 1/sqrt(inputs), so that what flows through keeps its size.

    Args:
        folder: made where it does not exist.
        cells: of an LSTM layer.
        projection: dimension of a word, and of what an LSTM layer gives.
        filters: width and number of each character convolution.
        characters: dimension of a character.
        highway: layers between the convolutions and the projection.
        layers: LSTM layers of each direction.
        skip: whether the layers from the second on add their input.
        seed: of the weights.
    """
    lstm = {"dim": cells, "projection_dim": projection, "n_layers": layers, "cell_clip": 3}
    lstm |= {"proj_clip": 3, "use_skip_connections": skip}
    char_cnn = {"embedding": {"dim": characters}, "filters": filters, "n_highway": highway}
    char_cnn |= {"n_characters": CODES + 1, "max_characters_per_token": WORD_LENGTH}
    char_cnn |= {"activation": "relu"}
    width = sum(number for _, number in filters)
    shapes: dict[str, tuple[int, ...]] = {"char_embed": (CODES, characters)}
    for i, (length, number) in enumerate(filters):
        shapes[f"CNN/W_cnn_{i}"] = (1, length, characters, number)
        shapes[f"CNN/b_cnn_{i}"] = (number,)
    for gate in ("carry", "transform"):
        shapes |= {f"CNN_high_{i}/W_{gate}": (width, width) for i in range(highway)}
        shapes |= {f"CNN_high_{i}/b_{gate}": (width,) for i in range(highway)}
    shapes |= {"CNN_proj/W_proj": (width, projection), "CNN_proj/b_proj": (projection,)}
    for name in (lstm_name(direction, i) for direction in range(2) for i in range(layers)):
        shapes |= {f"{name}/W_0": (2 * projection, 4 * cells), f"{name}/B": (4 * cells,)}
        shapes[f"{name}/W_P_0"] = (cells, projection)
    folder.mkdir(parents=True, exist_ok=True)
    options = json.dumps({"lstm": lstm, "char_cnn": char_cnn})
    (folder / "options.json").write_text(options, encoding="utf-8")
    draw = np.random.default_rng(seed)
    with h5py.File(folder / "weights.hdf5", "w") as file:
        for name, shape in shapes.items():
            inputs = 100 if len(shape) == 1 else 1 if name == "char_embed" else np.prod(shape[:-1])
            file[name] = draw.standard_normal(shape, np.float32) / np.float32(np.sqrt(inputs))


def lstm_name(direction: int, layer: int) -> str:
    """Give the group of an LSTM layer in the file; direction 0 runs forward, 1 backward."""
    return f"RNN_{direction}/RNN/MultiRNNCell/Cell{layer}/LSTMCell"


def read_model(folder: Path) -> Model:
    """Read `options.json` and the one file of weights in a folder."""
    options = json.loads((folder / "options.json").read_text(encoding="utf-8"))
    (path,) = folder.glob("*weights.hdf5")
    arrays: dict[str, Floats] = {}

    def keep(name: str, item: object) -> None:
        if isinstance(item, h5py.Dataset):
            arrays[name] = item[()]

    with h5py.File(path) as file:
        file.visititems(keep)
    blank = np.zeros((1, arrays["char_embed"].shape[1]), np.float32)
    arrays["char_embed"] = np.concatenate([blank, arrays["char_embed"]])  # row 0: padding words
    return Model(options, arrays)


def spell(codes: bytes | list[int]) -> NDArray[np.int32]:
    """Give a word's row of 50 character ids, from its bytes or from a boundary's code."""
    inner = list(codes)[: WORD_LENGTH - 2]
    row = [WORD_START, *inner, WORD_END]
    return np.array(row + [FILLER] * (WORD_LENGTH - len(row)), np.int32) + 1


def run_side(encode: Encode) -> None:
    """Run one side as a command that encodes a file of texts.

    Args:
        encode: from the model's folder, the words of each text and the number of threads to the
            mean over each text's words of every layer, (texts, 1 + LSTM layers, 2 * projection).
    """

    def main(
        folder: Annotated[Path, typer.Argument(help="options.json and weights.hdf5")],
        texts: Annotated[Path, typer.Argument(help="UTF-8, one text a line")],
        output: Annotated[Path | None, typer.Option("--output", "-o", help="an .npy file")] = None,
        messages: Annotated[int | None, typer.Option(help="only the first texts")] = None,
        threads: int = 1,
    ) -> None:
        with texts.open(encoding="utf-8", newline="\n") as lines:
            words = [line.split() for line in islice(lines, messages)]
        means = encode(folder, words, threads)
        if output:
            np.save(output, means)

    main.__doc__ = encode.__doc__
    run_command(main)


def main(
    folder: Path, cells: int = 4096, projection: int = 512, layers: int = 2, seed: int = 0
) -> None:
    """Write a biLM with random weights: options.json and weights.hdf5 (374 MB if published)."""
    write_random(folder, cells=cells, projection=projection, layers=layers, seed=seed)


if __name__ == "__main__":
    run_command(main)
