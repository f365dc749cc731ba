"""The sections of `sources`: where a file comes from, and how a table of texts is read."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, StrictBool, StringConstraints, Tag

from bakeoff.params.types import Column, Count, Encoding, File, Fraction, Section, Seed, _pairs_up


class Table(Section):
    """How a file of labelled texts is read."""

    text: Column
    label: Column
    positive: str | None  # of two classes, the one that precision and recall speak of
    encoding: Encoding
    # encodings that were mixed up: decoded with 1st, encoded with 2nd, ...
    mojibake: Annotated[list[Encoding], AfterValidator(_pairs_up)]
    html: StrictBool  # undo HTML entities
    slices: File | None  # a file beside it that names each row's slice


class MadeMessages(Section):
    """Labelled messages of the sample world."""

    make: Literal["messages"]
    file: File
    seed: Seed
    rows: Count
    spam_share: Fraction
    table: Table


class MadeToy(Section):
    """The seven phrases."""

    make: Literal["toy"]
    file: File
    table: Table


class MadeVectors(Section):
    """Word vectors trained on the unlabelled text of the sample world."""

    make: Literal["vectors"]
    file: File
    layout: Literal["glove", "word2vec", "fasttext"]
    seed: Seed
    dimension: Count
    sentences: Count
    epochs: Count


class Published(Section):
    """A file that others publish: labelled texts (`table`) or word vectors (`dimension`)."""

    file: File
    urls: Annotated[list[str], Field(min_length=1)]  # http addresses, files or folders, in turn
    hash: Annotated[str, StringConstraints(pattern=r"^(sha256|md5):[0-9a-f]+$")] | None
    table: Table | None = None
    dimension: Count | None = None


def _source_kind(value: Any) -> str:
    kind = value.get("make", "published") if isinstance(value, dict) else "published"
    return str(kind)


Source = Annotated[
    Annotated[MadeMessages, Tag("messages")]
    | Annotated[MadeToy, Tag("toy")]
    | Annotated[MadeVectors, Tag("vectors")]
    | Annotated[Published, Tag("published")],
    Discriminator(_source_kind),
]
