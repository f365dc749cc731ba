"""The settings of one embedding matrix."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from bakeoff.core.settings import Count, Name, Section, Seed
from bakeoff.vectors.containers import MAX_BYTES

Fallback = Literal["lower", "title", "upper", "digits", "repeats", "subwords"]


class Embed(Section):
    """One embedding matrix from one file of vectors.

    Attributes:
        source: the entry of `sources` that holds the file.
        extra_words: how many of the file's most frequent words are added that no training text
            holds.
        fallbacks: other forms of a word that are tried, in turn, if the file lacks the word.
        missing: the row of a word without a vector.
        seed: for random rows.
        member: of a zip that holds several files, unless the dimension of the source tells.
        max_bytes: of the file when inflated; a larger one is refused.
    """

    source: Name
    extra_words: Annotated[StrictInt, Field(ge=0)]
    fallbacks: list[Fallback]
    missing: Literal["zero", "random"]
    seed: Seed
    member: str | None = None
    max_bytes: Count = MAX_BYTES
