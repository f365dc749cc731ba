"""The shape of params.yaml: every key, its type and its range, checked before any work.

Nothing here has a default: what changes a result stands in params.yaml.
"""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    Tag,
    ValidationError,
    model_validator,
)

from bakeoff.errors import BakeoffError

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]
Count = Annotated[StrictInt, Field(ge=1)]
Seed = Annotated[StrictInt, Field(ge=0)]
Fraction = Annotated[float, Field(ge=0, lt=1)]
NgramRange = Annotated[list[Count], Field(min_length=2, max_length=2)]


class Section(BaseModel):
    """A mapping in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Table(Section):
    """How a file of labelled texts is read."""

    text: str  # column of the text
    label: str  # column of the label
    positive: str | None  # of two classes, the one that precision and recall speak of
    encoding: str
    mojibake: list[str]  # encodings that were mixed up: decoded with 1st, encoded with 2nd, ...
    html: StrictBool  # undo HTML entities
    slices: str | None  # a file beside it that names each row's slice


class MadeMessages(Section):
    """Labelled messages of the sample world."""

    make: Literal["messages"]
    file: str
    seed: Seed
    rows: Count
    spam_share: Fraction
    table: Table


class MadeToy(Section):
    """The seven phrases."""

    make: Literal["toy"]
    file: str
    table: Table


class MadeVectors(Section):
    """Word vectors trained on the unlabelled text of the sample world."""

    make: Literal["vectors"]
    file: str
    layout: Literal["glove", "word2vec", "fasttext"]
    seed: Seed
    dimension: Count
    sentences: Count
    epochs: Count


class Published(Section):
    """A file that others publish: labelled texts (`table`) or word vectors (`dimension`)."""

    file: str
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


class Prepare(Section):
    """Duplicates and splits."""

    source: Name
    duplicates: Literal["keep", "exact", "normalised"]
    split: Literal["stratified", "file_order", "none"]
    valid: Fraction
    test: Fraction
    seed: Seed


class Text(Section):
    """From a string to tokens."""

    lower: StrictBool
    separators: str  # a regular expression (RE2) of what stands between tokens
    symbols: str  # a regular expression of characters that are tokens of their own
    max_length: Count | None  # tokens kept of a message


class Vocabulary(Section):
    """Which tokens of the training split get a row."""

    max_words: Count
    min_count: Count


class Embed(Section):
    """One embedding matrix from one file of vectors."""

    source: Name
    extra_words: Annotated[StrictInt, Field(ge=0)]  # most frequent ones that training has not
    missing: Literal["zero", "random"]  # the row of a word that the file does not hold
    seed: Seed


class Linear(Section):
    """Logistic regression."""

    C: Annotated[float, Field(gt=0)]
    balanced: StrictBool


class Flatten(Section):
    """Flatten, then Dense: a weight for each position."""

    dropout: Fraction


class Pool(Section):
    """Mean, max and min over real tokens, then two Dense layers."""

    hidden: Count
    dropout: Fraction


class Cnn(Section):
    """Convolutions of several widths, the maximum over time, then Dense."""

    widths: Annotated[list[Count], Field(min_length=1)]
    filters: Count
    dropout: Fraction


class Heads(Section):
    """What stands on top of the vectors."""

    linear: Linear
    flatten: Flatten
    pool: Pool
    cnn: Cnn


Network = Literal["flatten", "pool", "cnn"]


class Tfidf(Section):
    """The baseline: word and character n-grams, linear."""

    kind: Literal["tfidf"]
    input: str
    word_ngrams: NgramRange
    char_ngrams: NgramRange
    min_count: Count
    head: Literal["linear"]


class Learned(Section):
    """An embedding layer learned from the task."""

    kind: Literal["learned"]
    input: str
    dimension: Count
    head: Network


class Pretrained(Section):
    """An embedding matrix made from published vectors, frozen or fine-tuned."""

    kind: Literal["pretrained"]
    input: str
    trainable: StrictBool
    head: Network


Model = Annotated[Tfidf | Learned | Pretrained, Field(discriminator="kind")]


class Train(Section):
    """How the networks are trained."""

    seeds: Annotated[list[Seed], Field(min_length=1)]
    epochs: Count
    batch_size: Count
    learning_rate: Annotated[float, Field(gt=0)]
    patience: Count | None  # epochs without a better validation loss; null: all epochs


class Evaluate(Section):
    """How predictions become scores."""

    baseline: Name
    threshold: Literal["half", "valid"]  # .5, or the one with the best F1 on validation


class Params(Section):
    """All of params.yaml."""

    profile: Name
    threads: Count
    onednn: StrictBool
    download: list[Name]
    sources: dict[Name, dict[Name, Source]]
    prepare: Prepare
    text: Text
    build_vocabulary: Vocabulary
    embed: dict[Name, Embed]
    mix: dict[Name, Annotated[list[Name], Field(min_length=2, max_length=2)]]
    heads: Heads
    train: Train
    models: Annotated[dict[Name, Model], Field(min_length=1)]
    evaluate: Evaluate
    project: dict[Name, str]

    def source(self, name: str) -> Source:
        """The source `name` as the active profile describes it."""
        return self.sources[self.profile][name]

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        """Check that every name that one section uses is described in another."""
        known = list(self.sources)
        if self.profile not in self.sources:
            raise ValueError(f"profile: expected one of {known}, got {self.profile!r}")
        described = self.sources[self.profile]
        matrices = [*self.embed, *self.mix]
        _expect("download", self.download, described, f"described in sources.{self.profile}")
        _expect("prepare.source", [self.prepare.source], self.download, "in download")
        for name, embed in self.embed.items():
            _expect(f"embed.{name}.source", [embed.source], self.download, "in download")
        for name, parts in self.mix.items():
            _expect(f"mix.{name}", parts, matrices, "in embed or mix")
        files = [f"data/embeddings/{name}.npz" for name in matrices]
        for name, model in self.models.items():
            if isinstance(model, Pretrained):
                _expect(f"models.{name}.input", [model.input], files, "made by embed or mix")
        _expect("evaluate.baseline", [self.evaluate.baseline], self.models, "in models")
        if self.prepare.valid + self.prepare.test >= 1:
            raise ValueError("prepare: valid and test leave no rows to train on")
        return self


def _expect(key: str, names: list[str], known: Any, where: str) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"{key}: {name!r} is not {where}; known are {list(known)}")


def read_params(path: Path) -> Params:
    """Read and check params.yaml.

    Raises:
        BakeoffError: the first key that is wrong, what was expected there and what came.
    """
    try:
        return Params.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise BakeoffError(f"{path}: not found; run from the repository's root") from None
    except yaml.YAMLError as error:
        raise BakeoffError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from None
    except ValidationError as error:
        raise BakeoffError(f"{path}: {_in_one_line(error)}") from None


def _in_one_line(error: ValidationError) -> str:
    """Name the key, what was expected and what came, of the first error; count the others."""
    first, *others = error.errors(include_url=False)
    tags = {"messages", "toy", "vectors", "published", "tfidf", "learned", "pretrained"}
    last = first["loc"][-1] if first["loc"] else ""
    key = ".".join(str(part) for part in first["loc"] if part not in tags or part == last)
    if first["type"] == "extra_forbidden":
        text = f"{key}: there is no such key; correct or remove it"
    elif first["type"] == "value_error":
        text = str(first["ctx"]["error"])
    elif first["type"] == "missing":
        text = f"{key}: this key is missing"
    else:
        text = f"{key}: {first['msg']}; got {first['input']!r:.60}"
    return text + (f" (and {len(others)} more)" if others else "")
