"""Set two embedding matrices side by side.

In: two matrices of one vocabulary. Out: one matrix, its rows the two joined.
"""

import logging
from typing import Annotated

import typer

from bakeoff.params.reading import read_params
from bakeoff.paths import EMBEDDINGS, PARAMS
from bakeoff.stage import run
from bakeoff.vectors.matrix import join, load_embedding, save_embedding


def main(name: Annotated[str, typer.Argument(help="a name in `mix` of params.yaml")]) -> None:
    """Join two embedding matrices."""
    params = read_params(PARAMS)
    first, second = (load_embedding(EMBEDDINGS / f"{part}.npz") for part in params.mix[name])
    mixed = join(first, second)
    save_embedding(EMBEDDINGS / f"{name}.npz", mixed)
    logging.info("%s: %d words of dimension %d", name, *mixed.matrix.shape)


if __name__ == "__main__":
    run(main)
