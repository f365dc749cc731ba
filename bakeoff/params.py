"""The shape of params.yaml: every key, its type and its range, checked before any work.

Nothing here has a default: what changes a result stands in params.yaml.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    AfterValidator,
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


def _encoding(name: str) -> str:
    try:
        "".encode(name)
    except LookupError as error:
        raise ValueError(f"expected a text encoding that Python knows, got {error}") from None
    return name


def _pattern(pattern: str) -> str:
    try:
        re.compile(f"(?:{pattern})")
    except re.error as error:
        raise ValueError(f"expected a regular expression, got {pattern!r}: {error}") from None
    return pattern


def _one_group(pattern: str) -> str:
    if re.compile(pattern).groups != 1:
        raise ValueError(f"expected a regular expression with one (group), got {pattern!r}")
    return pattern


def _pairs_up(encodings: list[str]) -> list[str]:
    if encodings and len(encodings) % 2 == 0:
        raise ValueError(f"expected an odd number of encodings or none, got {encodings}")
    return encodings


Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]
File = Annotated[str, StringConstraints(pattern=r"^[^/\\]*[^/\\.][^/\\]*$")]  # a name, no path
Column = Annotated[str, StringConstraints(min_length=1)]
Encoding = Annotated[str, AfterValidator(_encoding)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Count = Annotated[StrictInt, Field(ge=1)]
Seed = Annotated[StrictInt, Field(ge=0)]
Fraction = Annotated[float, Field(ge=0, lt=1)]
NgramRange = Annotated[list[Count], Field(min_length=2, max_length=2)]


class Section(BaseModel):
    """A mapping in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


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
    separators: Pattern  # a regular expression (RE2) of what stands between tokens
    # a regular expression of characters that are tokens of their own
    symbols: Annotated[Pattern, AfterValidator(_one_group)]
    max_length: Count | None  # tokens kept of a message


class Vocabulary(Section):
    """Which tokens of the training split get a row."""

    max_words: Count
    min_count: Count


class Embed(Section):
    """One embedding matrix from one file of vectors."""

    source: Name
    # extra_words: the most frequent of the file that no training message holds
    extra_words: Annotated[StrictInt, Field(ge=0)]
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
    input: Literal["data/prepared/train.csv"]
    word_ngrams: NgramRange
    char_ngrams: NgramRange
    min_count: Count
    head: Literal["linear"]


class Learned(Section):
    """An embedding layer learned from the task."""

    kind: Literal["learned"]
    input: Literal["data/vocabulary.txt"]
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
        _expect_an_order(self.mix, set(self.embed))
        files = [f"data/embeddings/{name}.npz" for name in matrices]
        for name, model in self.models.items():
            if isinstance(model, Pretrained):
                _expect(f"models.{name}.input", [model.input], files, "made by embed or mix")
        networks = [name for name, model in self.models.items() if not isinstance(model, Tfidf)]
        files += [f"models/{name}/embedding.npz" for name in networks]
        for name, file in self.project.items():
            _expect(f"project.{name}", [file], files, "made by embed, mix or a network of models")
        _expect("evaluate.baseline", [self.evaluate.baseline], self.models, "in models")
        if self.prepare.valid + self.prepare.test >= 1:
            raise ValueError("prepare: valid and test leave no rows to train on")
        return self


def _expect(key: str, names: list[str], known: Any, where: str) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"{key}: {name!r} is not {where}; known are {list(known)}")


def _expect_an_order(mix: dict[str, list[str]], made: set[str]) -> None:
    """Check that there is an order in which every mix is made after its parts."""
    twice = sorted(made & set(mix))
    if twice:
        raise ValueError(f"mix: expected names that embed does not use, got {twice}")
    waiting = dict(mix)
    while waiting:
        ready = [name for name, parts in waiting.items() if made.issuperset(parts)]
        if not ready:
            raise ValueError(f"mix: expected no circle, got {list(waiting)} made of each other")
        made = made | set(ready)
        waiting = {name: parts for name, parts in waiting.items() if name not in made}


def read_params(path: Path) -> Params:
    """Read and check params.yaml.

    Raises:
        BakeoffError: the first key that is wrong, what was expected there and what came.
    """
    try:
        return Params.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise BakeoffError(f"{path}: not found; run from the repository's root") from None
    except ValidationError as error:
        raise BakeoffError(f"{path}: {_in_one_line(error)}") from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: no UTF-8; a date such as 2024-02-30
        raise BakeoffError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from None


def _in_one_line(error: ValidationError) -> str:
    """Name the key, what was expected and what came, of the first error; count the others."""
    first, *others = error.errors(include_url=False)
    key = _key(first["loc"])
    if first["type"] == "extra_forbidden":
        text = "there is no such key; correct or remove it"
    elif first["type"] == "value_error":
        text = str(first["ctx"]["error"])
    elif first["type"] == "missing":
        text = "this key is missing"
    else:
        text = f"{first['msg']}; got {first['input']!r:.60}"
    return (f"{key}: " if key else "") + text + (f" (and {len(others)} more)" if others else "")


def _key(place: tuple[int | str, ...]) -> str:
    """Name a place in params.yaml, without what pydantic adds: the kind of a source or a model."""
    tag = {"sources": 3, "models": 2}.get(str(place[0]) if place else "", len(place))
    return ".".join(str(part) for at, part in enumerate(place) if at != tag and part != "[key]")
