"""All of params.yaml. What changes every result has no default: it stands in the file."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from bakeoff.params.encoders import Encode
from bakeoff.params.models import Encoded, Heads, Learned, Model, Pretrained, Train, TunedBilm
from bakeoff.params.pretraining import Pretrain
from bakeoff.params.sources import Source
from bakeoff.params.types import (
    Count,
    Fraction,
    Matrix,
    Members,
    Name,
    Pattern,
    PatternOfOneGroup,
    Section,
    Seed,
)

Pair = Annotated[list[str], Field(min_length=2, max_length=2)]


class Prepare(Section):
    """Duplicates and splits."""

    source: Name
    duplicates: Literal["keep", "exact", "normalised"]
    split: Literal["stratified", "group", "file_order", "none"]
    valid: Fraction
    test: Fraction
    seed: Seed


class Text(Section):
    """From a string to tokens."""

    lower: StrictBool
    separators: Pattern  # a regular expression (RE2) of what stands between tokens
    # a regular expression of characters that are tokens of their own
    symbols: PatternOfOneGroup
    max_length: Count | None  # tokens kept of a message


class Vocabulary(Section):
    """Which tokens of the training split get a row."""

    max_words: Count
    min_count: Count


Fallback = Literal["lower", "title", "upper", "digits", "repeats", "subwords"]


class Embed(Section):
    """One embedding matrix from one file of vectors."""

    source: Name
    # extra_words: the most frequent of the file that no training message holds
    extra_words: Annotated[StrictInt, Field(ge=0)]
    fallbacks: list[Fallback]  # other forms of a word without a vector, tried in turn
    missing: Literal["zero", "random"]  # the row of a word that the file does not hold
    seed: Seed
    member: str | None = None  # of a zip that holds several, unless the source's dimension tells
    # these two change no result
    index: StrictBool = False  # keep the whole file parsed, for the next vocabulary
    max_bytes: Count = 32 << 30  # of the file when inflated; more is refused


class Learn(Section):
    """On how many of the training rows models are trained, for the learning curves."""

    smallest: Count  # rows; sizes double until all rows
    seeds: Annotated[list[Seed], Field(min_length=1)]  # each of a draw of rows, and of a network
    epoch_rows: Count  # of an epoch at least; fewer rows come more than once in each


class Evaluate(Section):
    """How predictions become scores."""

    baseline: Name
    threshold: Literal["half", "valid"]  # .5, or the one with the best F1 on validation
    draws: Count  # of the bootstrap and of the permutation tests
    seed: Seed


class Map(Section):
    """A flat map of an embedding's words, or of messages as an encoder sees them."""

    input: str  # a matrix, or the folder of an encoder's features
    points: Count  # at most: the most frequent words, or the first messages
    neighbours: Count  # listed of each point
    perplexity: Annotated[float, Field(ge=1)]  # of t-SNE: about how many neighbours a point has
    iterations: Annotated[StrictInt, Field(ge=250)]  # of t-SNE; 250 are of its first phase


class Params(Section):
    """All of params.yaml."""

    profile: Name
    threads: Count
    onednn: StrictBool
    download: list[Name]
    sources: dict[Name, Annotated[dict[Name, Source], Matrix]]
    prepare: Prepare
    text: Text
    build_vocabulary: Vocabulary
    embed: Annotated[dict[Name, Embed], Matrix]
    pretrain: Annotated[dict[Name, Pretrain], Matrix]
    encode: Annotated[dict[Name, Encode], Matrix]
    mix: Annotated[dict[Name, Pair], Matrix]
    heads: Heads
    train: Train
    models: Annotated[dict[Name, Model], Field(min_length=1), Matrix]
    ensemble: Annotated[dict[Name, Members], Matrix]
    learn: Learn
    evaluate: Evaluate
    project: Annotated[dict[Name, str], Matrix]
    map: Annotated[dict[Name, Map], Matrix]

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
        _expect("download", self.download, described, f"described in sources.{self.profile}")
        _expect("prepare.source", [self.prepare.source], self.download, "in download")
        for name, embed in self.embed.items():
            _expect(f"embed.{name}.source", [embed.source], self.download, "in download")
        self._paths_agree()
        for name, members in self.ensemble.items():
            _expect(f"ensemble.{name}", members, self.models, "in models")
            if name in self.models:
                raise ValueError(f"ensemble.{name}: expected a name that no model has")
        _expect("evaluate.baseline", [self.evaluate.baseline], self.models, "in models")
        if self.prepare.valid + self.prepare.test >= 1:
            raise ValueError("prepare: valid and test leave no rows to train on")
        return self

    def _paths_agree(self) -> None:
        """Check that every path that is read is one that a stage writes."""
        raw = [f"data/raw/{name}" for name in self.download]
        folders = [*raw, *(f"data/bilm/{name}" for name in self.pretrain)]
        matrices = [f"data/embeddings/{name}.npz" for name in self.embed]
        features = [f"data/features/{name}" for name in self.encode]
        for name, encode in self.encode.items():
            _expect(f"encode.{name}.input", [encode.input], folders, "made by download or pretrain")
        made = {
            path: path in matrices for path in (*matrices, *features)
        }  # whether it has a matrix
        for name in _in_order(self.mix, set(made)):
            made[f"data/mixes/{name}"] = any(made[part] for part in self.mix[name])
        with_matrix = [path for path, has_matrix in made.items() if has_matrix]
        encoded = [path for path in made if path not in matrices]
        wanted: dict[type, tuple[list[str], str]] = {
            Pretrained: (with_matrix, "made by embed or mix"),
            Encoded: (encoded, "made by encode or mix"),
            TunedBilm: (folders, "made by download or pretrain"),
        }
        shown = list(matrices)
        for name, model in self.models.items():
            if type(model) in wanted:
                _expect(f"models.{name}.input", [model.input], *wanted[type(model)])
            if isinstance(model, Learned | Pretrained):
                shown.append(f"models/{name}/embedding.npz")
        shown += [f"{path}/embedding.npz" for path in with_matrix if path not in matrices]
        for name, file in self.project.items():
            _expect(f"project.{name}", [file], shown, "made by embed, mix or a network of models")
        mapped, where = [*shown, *features], "made by embed, encode, mix or a network of models"
        for name, entry in self.map.items():
            _expect(f"map.{name}.input", [entry.input], mapped, where)


def _expect(key: str, names: list[str], known: Any, where: str) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"{key}: {name!r} is not {where}; known are {list(known)}")


def _in_order(mix: dict[str, list[str]], made: set[str]) -> list[str]:
    """Give the mixes in an order in which every one is made after its parts."""
    order: list[str] = []
    known = sorted({*made, *(f"data/mixes/{name}" for name in mix)})
    for name, parts in mix.items():
        _expect(f"mix.{name}", parts, known, "made by embed, encode or mix")
    while len(order) < len(mix):
        ready = [n for n, parts in mix.items() if n not in order and made.issuperset(parts)]
        if not ready:
            circle = [name for name in mix if name not in order]
            raise ValueError(f"mix: expected no circle, got {circle} made of each other")
        order += ready
        made = made | {f"data/mixes/{name}" for name in ready}
    return order
