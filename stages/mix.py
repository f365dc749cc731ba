"""Join two inputs of models: matrices, encoders' features, or one of each.

In: the two. Out: a folder with one matrix, with the vectors of each word concatenated, and with the
features of every encoder. A model that is trained on it reads all of them.
"""

import logging
import shutil
from itertools import product
from pathlib import Path

from bakeoff.core.embedding import join, load_embedding, save_embedding
from bakeoff.core.paths import MATRIX, MIXES, matrix_path
from bakeoff.core.settings import Name, Pair, Section
from bakeoff.core.stage import run

FEATURE_FILES = ("*.json", "*.npy")


class Params(Section):
    """What this stage reads."""

    mix: dict[Name, Pair]


def main(params: Params, name: str) -> None:
    """Join two inputs."""
    parts, folder = [Path(part) for part in params.mix[name]], MIXES / name
    folder.mkdir(parents=True, exist_ok=True)
    for part, pattern in product(parts, FEATURE_FILES):
        for file in part.glob(pattern):
            shutil.copyfile(file, folder / file.name)
    matrices = [matrix_path(part) for part in parts if matrix_path(part).is_file()]
    if matrices:
        mixed = load_embedding(matrices[0])
        for path in matrices[1:]:
            mixed = join(mixed, load_embedding(path))
        save_embedding(folder / MATRIX, mixed)
        logging.info("%s: %d words of dimension %d", name, *mixed.matrix.shape)


if __name__ == "__main__":
    run(main, Params)
