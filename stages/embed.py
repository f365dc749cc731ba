"""Lay the vectors of one published file out in the order of the vocabulary.

In: the file, the vocabulary, the training messages (for the coverage). Out: the matrix, and how
much of the training text it covers.
"""

import logging
from itertools import compress
from typing import Annotated, Any

import typer

from bakeoff.costs import measure_costs
from bakeoff.errors import BakeoffError
from bakeoff.files import write_json
from bakeoff.params.reading import read_params
from bakeoff.params.sources import MadeBilm
from bakeoff.paths import (
    COVERAGE,
    EMBEDDING_COSTS,
    EMBEDDINGS,
    PARAMS,
    RAW,
    VOCABULARY,
    split_path,
)
from bakeoff.stage import run
from bakeoff.store import store_folder
from bakeoff.texts.messages import load_messages
from bakeoff.texts.tokens import count_tokens, make_tokenizer
from bakeoff.texts.vocabulary import load_vocabulary
from bakeoff.vectors.coverage import measure_coverage
from bakeoff.vectors.embedding import save_embedding
from bakeoff.vectors.fallbacks import EXACT, choose, want
from bakeoff.vectors.index import Index, open_index
from bakeoff.vectors.matrix import build_matrix
from bakeoff.vectors.readers import VectorFile, open_vectors


def main(name: Annotated[str, typer.Argument(help="a name in `embed` of params.yaml")]) -> None:
    """Build one embedding matrix."""
    params = read_params(PARAMS)
    embed, text = params.embed[name], params.text
    source = params.source(embed.source)
    dimension: int | None = getattr(source, "dimension", None)
    if dimension is None or isinstance(source, MadeBilm):
        raise BakeoffError(
            f"params.yaml: sources.{params.profile}.{embed.source}.dimension: this key is "
            "missing; embed needs the dimension of the vectors"
        )
    vocabulary = load_vocabulary(VOCABULARY)
    tokenize = make_tokenizer(lower=text.lower, separators=text.separators, symbols=text.symbols)
    messages = load_messages(split_path("train"))
    labels = [message.label for message in messages]
    tokens = [tokenize(message.text) for message in messages]
    counts = count_tokens(tokens)
    by_class = {
        name: count_tokens(compress(tokens, (label == name for label in labels)))
        for name in sorted(set(labels))
    }
    rules = embed.fallbacks
    wanted = want(
        counts, rules, extra=embed.extra_words, accept=lambda word: tokenize(word) == [word]
    )
    file = RAW / embed.source / source.file
    limits: Any = {"member": embed.member, "max_bytes": embed.max_bytes}
    opened: Index | VectorFile = (
        open_index(file, store_folder() / "indexes", dimension, **limits)
        if embed.index
        else open_vectors(file, dimension, **limits)
    )
    opened.read(wanted)
    vectors, rule_of = choose(counts, rules, wanted)
    embedding = build_matrix(vocabulary, vectors, dimension, missing=embed.missing, seed=embed.seed)
    coverage = measure_coverage(rule_of, by_class, rules=[EXACT, *rules], dimension=dimension)
    save_embedding(EMBEDDINGS / f"{name}.npz", embedding)
    write_json(COVERAGE / f"{name}.json", coverage)
    costs = measure_costs() | {"source_bytes": file.stat().st_size}
    write_json(EMBEDDING_COSTS / f"{name}.json", costs)
    logging.info("%s: %.1f %% of the tokens have a vector", name, 100 * coverage["tokens_share"])


if __name__ == "__main__":
    run(main)
