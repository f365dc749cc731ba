"""Write one embedding as the files that the embedding projector loads.

In: a matrix, the training messages. Out: a TSV of vectors, and one that says of each word how
often it stands, in messages of which class, and whether the published file holds it.
"""

import logging
from pathlib import Path
from typing import Annotated

import typer

from bakeoff.params.reading import read_params
from bakeoff.paths import CLASSES, PARAMS, PROJECTOR, split_path
from bakeoff.projector.tables import count_use, write_projection
from bakeoff.stage import run
from bakeoff.texts.classes import load_classes
from bakeoff.texts.messages import load_messages
from bakeoff.texts.tokens import make_tokenizer
from bakeoff.vectors.embedding import load_embedding


def main(name: Annotated[str, typer.Argument(help="a name in `project` of params.yaml")]) -> None:
    """Write the projector's files of one embedding."""
    params = read_params(PARAMS)
    text = params.text
    tokenize = make_tokenizer(lower=text.lower, separators=text.separators, symbols=text.symbols)
    classes = load_classes(CLASSES)
    use = count_use(load_messages(split_path("train")), classes, tokenize)
    rows = write_projection(PROJECTOR, name, load_embedding(Path(params.project[name])), use)
    logging.info("%s: %d words", name, rows)


if __name__ == "__main__":
    run(main)
