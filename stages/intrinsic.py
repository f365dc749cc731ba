"""Ask one embedding matrix what people were asked about words: similar pairs, and analogies.

In: the matrix; the questions come with gensim. Out: how far it agrees with the people, and how many
of the questions it has all words of. It is a second opinion: neither trains nor chooses a model.
"""

import logging
from typing import Annotated, Any

import typer
from threadpoolctl import threadpool_limits

from bakeoff.errors import BakeoffError
from bakeoff.files import write_json
from bakeoff.params.reading import read_params
from bakeoff.paths import EMBEDDINGS, INTRINSIC, PARAMS
from bakeoff.stage import run
from bakeoff.vectors.embedding import load_embedding
from bakeoff.vectors.intrinsic import (
    measure_analogies,
    measure_pairs,
    read_pairs,
    read_questions,
    shipped,
    to_directions,
)

PAIRS = {"wordsim353": "wordsim353.tsv", "simlex999": "simlex999.txt"}


def main(name: Annotated[str, typer.Argument(help="a name in `embed` of params.yaml")]) -> None:
    """Measure one embedding matrix by word similarity and analogies."""
    params = read_params(PARAMS)
    lower = params.text.lower
    threadpool_limits(1)  # another count of threads gives other last bits
    path = EMBEDDINGS / f"{name}.npz"
    if not path.is_file():
        raise BakeoffError(f"{path}: expected the matrix of an entry of `embed`, got none")
    directions = to_directions(load_embedding(path))
    measured: dict[str, Any] = {
        kind: measure_pairs(directions, read_pairs(shipped(file), lower=lower))
        for kind, file in PAIRS.items()
    }
    questions = read_questions(shipped("questions-words.txt"), lower=lower)
    measured["analogies"] = measure_analogies(directions, questions)
    write_json(INTRINSIC / f"{name}.json", measured)
    logging.info("%s: %s", name, measured)


if __name__ == "__main__":
    run(main)
