"""Lay one embedding out flat, for pages that draw it: words of a matrix, or an encoder's messages.

In: a matrix or the features of an encoder, the training messages. Out: a JSON of coordinates by PCA
and by t-SNE, the share of the positive class, and the nearest of each point.
"""

import logging
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from threadpoolctl import threadpool_limits

from bakeoff.params.reading import read_params
from bakeoff.paths import CLASSES, MAPS, PARAMS, split_path
from bakeoff.projector.maps import choose_messages, choose_words, draw_map, write_map
from bakeoff.projector.tables import count_use
from bakeoff.stage import run
from bakeoff.texts.classes import load_classes
from bakeoff.texts.messages import load_messages
from bakeoff.texts.tokens import make_tokenizer
from bakeoff.vectors.embedding import load_embedding


def main(name: Annotated[str, typer.Argument(help="a name in `map` of params.yaml")]) -> None:
    """Write the map of one embedding."""
    params = read_params(PARAMS)
    settings, text = params.map[name], params.text
    threadpool_limits(1)  # another count of threads gives other last bits
    made = Path(settings.input)
    classes, messages = load_classes(CLASSES), load_messages(split_path("train"))
    if made.suffix == ".npz":
        tokenize = make_tokenizer(
            lower=text.lower, separators=text.separators, symbols=text.symbols
        )
        use = count_use(messages, classes, tokenize)
        points = choose_words(load_embedding(made), use, settings.points)
    else:
        features = np.load(made / f"{made.name}.train.npy", mmap_mode="r", allow_pickle=False)
        points = choose_messages(messages, features, classes[-1], settings.points)
    drawn = draw_map(
        name,
        points,
        neighbours=settings.neighbours,
        perplexity=settings.perplexity,
        iterations=settings.iterations,
    )
    write_map(MAPS / f"{name}.json", drawn)
    logging.info("%s: a map of %d %s", name, len(points.labels), points.kind)


if __name__ == "__main__":
    run(main)
