"""Build one embedding matrix in one pass over the published file, and measure it.

In: the file of vectors, the vocabulary, the texts. Out: the matrix, a row per line of the
vocabulary; its coverage of the texts; and its agreement with people about similar words and
analogies, by which no model is trained or chosen.
"""

import logging
from collections import Counter
from dataclasses import replace
from pathlib import Path

from bakeoff.core.costs import measure_costs, write_costs
from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.files import write_json
from bakeoff.core.paths import COVERAGE, EMBEDDINGS, INTRINSIC, RAW, TEXTS, VOCABULARY
from bakeoff.core.runtime import limit_threads
from bakeoff.core.settings import Count, File, Name, Section
from bakeoff.core.stage import run
from bakeoff.core.table import load_table
from bakeoff.core.tokens import Text, Tokenizer, count_tokens
from bakeoff.core.vocabulary import load_vocabulary
from bakeoff.vectors.coverage import measure_coverage, share_held_out, warn
from bakeoff.vectors.fallbacks import EXACT, SUBWORDS, choose_vectors, wanted_forms
from bakeoff.vectors.intrinsic import measure_vectors
from bakeoff.vectors.lookup import Subwords
from bakeoff.vectors.matrix import build_matrix
from bakeoff.vectors.readers import open_vectors
from bakeoff.vectors.settings import Embed


class Source(Section):
    """A published file of vectors."""

    file: File
    dimension: Count


class Params(Section):
    """What this stage reads of params.yaml."""

    embed: dict[Name, Embed]
    sources: dict[Name, Source]
    text: Text


def main(params: Params, name: str) -> None:
    """Build one embedding matrix and measure it."""
    settings, tokenize = params.embed[name], params.text.tokenizer()
    source = params.sources[settings.source]
    file = RAW / settings.source / source.file
    table = load_table(TEXTS)
    tokens = [tokenize(text.text) for text in table.texts]
    embedding, rule_of = read_embedding(
        file, settings, source.dimension, load_vocabulary(VOCABULARY), tokens, tokenize
    )
    coverage = measure_coverage(
        rule_of,
        count_by_class(tokens, [text.label for text in table.texts]),
        rules=[EXACT, *settings.fallbacks],
        dimension=source.dimension,
    ) | {
        "held_out_share": share_held_out(embedding, tokens, table, params.text),
        "texts_cut": sum(len(words) > (params.text.max_length or len(words)) for words in tokens),
    }
    if warning := warn(coverage, file):
        logging.warning("%s: %s", name, warning)
    save_embedding(EMBEDDINGS / f"{name}.npz", embedding)
    write_json(COVERAGE / f"{name}.json", coverage)
    write_costs("embed", name, measure_costs() | {"source_bytes": file.stat().st_size})
    limit_threads(1)  # the last bits depend on the number of threads
    measured = measure_vectors(embedding, lower=params.text.lower)
    write_json(INTRINSIC / f"{name}.json", measured)
    logging.info("%s: %.1f %% of the tokens have a vector", name, 100 * coverage["tokens_share"])


def read_embedding(
    file: Path,
    settings: Embed,
    dimension: int,
    vocabulary: list[str],
    tokens: list[list[str]],
    tokenize: Tokenizer,
) -> tuple[Embedding, dict[str, str]]:
    """Read the vectors of a vocabulary and of common words from a file.

    The second result gives, for each token with a vector, the rule that found it.
    """
    words, rules = count_tokens(tokens), settings.fallbacks
    wanted = wanted_forms(
        words, rules, extra=settings.extra_words, accept=lambda word: tokenize(word) == [word]
    )
    opened = open_vectors(file, dimension, member=settings.member, max_bytes=settings.max_bytes)
    opened.read(wanted)  # refuses subwords of a file that has none
    vectors, rule_of = choose_vectors(words, rules, wanted)
    embedding = build_matrix(
        vocabulary,
        vectors,
        dimension,
        missing=settings.missing,
        seed=settings.seed,
        common=wanted.common,
    )
    if SUBWORDS in rules:
        model = Subwords(
            source=str(file), bytes=file.stat().st_size, member=settings.member, fallbacks=rules
        )
        embedding = replace(embedding, subwords=model.model_dump_json())
    return embedding, rule_of


def count_by_class(tokens: list[list[str]], labels: list[str]) -> dict[str, Counter[str]]:
    """Count the tokens of the texts of each class, the classes in alphabetical order."""
    counts = {label: Counter[str]() for label in sorted(set(labels))}
    for words, label in zip(tokens, labels, strict=True):
        counts[label].update(words)
    return counts


if __name__ == "__main__":
    run(main, Params)
