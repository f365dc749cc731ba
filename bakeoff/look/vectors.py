"""The share of the words of texts that a file of vectors has."""

from collections import Counter
from typing import Any

from bakeoff.look.settings import VectorFile
from bakeoff.vectors.coverage import measure_coverage
from bakeoff.vectors.fallbacks import EXACT, choose_vectors, wanted_forms
from bakeoff.vectors.readers import open_vectors

FEW = 0.4  # share of the tokens with a vector, below which vectors are of little use
LACKING = 10  # words without a vector that are shown


def cover(counts: Counter[str], file: VectorFile) -> dict[str, Any] | None:
    """Measure the words and tokens with a vector; None where the file is not on this machine.

    Args:
        counts: of the tokens of the texts.
        file: of the vectors.
    """
    if not file.path.exists():
        return None
    rules, settings = file.settings.fallbacks, file.settings
    wanted = wanted_forms(counts, rules)
    opened = open_vectors(
        file.path, file.dimension, member=settings.member, max_bytes=settings.max_bytes
    )
    opened.read(wanted)
    _, rule_of = choose_vectors(counts, rules, wanted)
    found = measure_coverage(rule_of, {"": counts}, rules=[EXACT, *rules], dimension=file.dimension)
    return {
        "tokens_share": found["tokens_share"],
        "words_share": found["types_share"],
        "few": found["tokens_share"] < FEW,
        "most_frequent_without": [*found["most_frequent_without"]][:LACKING],
    }
