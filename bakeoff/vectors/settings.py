"""The settings of one embedding matrix."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from bakeoff.core.settings import Bytes, Name, Section, Seed
from bakeoff.vectors.containers import MAX_BYTES

Fallback = Literal[
    "lower",
    "title",
    "upper",
    "digits",
    "repeats",
    "underscores",
    "senses",
    "subwords",
    "concepts_en",
    "concepts_fr",
    "concepts_it",
    "concepts_de",
    "concepts_es",
    "concepts_ru",
    "concepts_pt",
    "concepts_ja",
    "concepts_nl",
    "concepts_zh",
]


class Embed(Section):
    """One embedding matrix from one file of vectors."""

    source: Name  # the entry of `sources` that holds the file
    # the file's most frequent, which every round knows; without any, none is drawn at random
    extra_words: Annotated[StrictInt, Field(ge=0, le=10**7)]
    fallbacks: list[Fallback]  # other forms of a word, tried in turn if the file lacks the word
    missing: Literal["zero", "random"]  # the row of a word without a vector
    seed: Seed  # for random rows
    member: str | None = None  # of a zip of several files, unless the dimension decides
    max_bytes: Bytes = MAX_BYTES  # of the file when inflated; a larger one is refused
