"""The sections of `sources`: where a file comes from, and how a table of texts is read."""

from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    StrictBool,
    StringConstraints,
    Tag,
    model_validator,
)

from bakeoff.params.pretraining import Pretraining
from bakeoff.params.types import Column, Count, Encoding, File, Fraction, Section, Seed, _pairs_up
from bakeoff.paths import MODULE

Urls = Annotated[list[str], Field(min_length=1)]  # http addresses, files or folders, in turn
Hash = Annotated[str, StringConstraints(pattern=r"^(sha256:[0-9a-f]{64}|md5:[0-9a-f]{32})$")]


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
    group: Column | None = None  # rows that belong together, such as those of one sender


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


class MadeBilm(Pretraining):
    """A biLM pretrained on the unlabelled text of the sample world."""

    make: Literal["bilm"]
    world: Seed  # of the sample's language: the same as that of the messages
    sentences: Count


class Companion(Section):
    """A file that belongs to a published one and stands beside it."""

    file: File
    urls: Urls
    hash: Hash | None


class Published(Section):
    """A file that others publish: labelled texts, word vectors (`dimension`), or a model."""

    file: File
    urls: Urls  # of an archive that is unpacked, also a folder that holds its content
    hash: Hash | None
    table: Table | None = None  # how labelled texts are read
    dimension: Count | None = None
    unpack: StrictBool = False  # an archive of a model; only its folder, MODULE, is kept
    beside: list[Companion] = []

    @model_validator(mode="after")
    def _files_differ(self) -> Self:
        """Check that no two files would come to stand in one place."""
        files = [MODULE if self.unpack else self.file, *(more.file for more in self.beside)]
        if len(set(files)) < len(files):
            raise ValueError(f"beside: expected files of different names, got {files}")
        return self


def _source_kind(value: Any) -> str:
    kind = value.get("make", "published") if isinstance(value, dict) else "published"
    return str(kind)


Source = Annotated[
    Annotated[MadeMessages, Tag("messages")]
    | Annotated[MadeToy, Tag("toy")]
    | Annotated[MadeVectors, Tag("vectors")]
    | Annotated[MadeBilm, Tag("bilm")]
    | Annotated[Published, Tag("published")],
    Discriminator(_source_kind),
]
