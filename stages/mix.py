"""Set two inputs of models side by side: matrices, what encoders gave, or one of each.

In: two of them. Out: a folder with the two matrices as one, its rows joined, and with the features
of every encoder. A model that is trained on it takes them all.
"""

import logging
import shutil
from pathlib import Path
from typing import Annotated

import typer

from bakeoff.files import atomic_path
from bakeoff.params.reading import read_params
from bakeoff.paths import MATRIX, MIXES, PARAMS, matrix_path
from bakeoff.stage import run
from bakeoff.vectors.embedding import join, load_embedding, save_embedding

READ = ("*.json", "*.train.npy", "*.valid.npy")  # of what encoders gave, what models read


def main(name: Annotated[str, typer.Argument(help="a name in `mix` of params.yaml")]) -> None:
    """Set two inputs side by side."""
    params = read_params(PARAMS)
    parts, folder = [Path(part) for part in params.mix[name]], MIXES / name
    folder.mkdir(parents=True, exist_ok=True)
    for file in (file for part in parts for kind in READ for file in sorted(part.glob(kind))):
        with atomic_path(folder / file.name) as temporary:
            shutil.copyfile(file, temporary)
    matrices = [matrix_path(part) for part in parts if matrix_path(part).is_file()]
    if matrices:
        mixed = load_embedding(matrices[0])
        for more in matrices[1:]:
            mixed = join(mixed, load_embedding(more))
        save_embedding(folder / MATRIX, mixed)
        logging.info("%s: %d words of dimension %d", name, *mixed.matrix.shape)


if __name__ == "__main__":
    run(main)
