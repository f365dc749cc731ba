"""All of params.yaml. Nothing has a default: what changes a result stands in the file."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from bakeoff.params.models import Heads, Model, Pretrained, Tfidf, Train
from bakeoff.params.sources import Source
from bakeoff.params.types import (
    Count,
    Fraction,
    Matrix,
    Name,
    Pattern,
    PatternOfOneGroup,
    Section,
    Seed,
)

Pair = Annotated[list[Name], Field(min_length=2, max_length=2)]


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
    symbols: PatternOfOneGroup
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
    sources: dict[Name, Annotated[dict[Name, Source], Matrix]]
    prepare: Prepare
    text: Text
    build_vocabulary: Vocabulary
    embed: Annotated[dict[Name, Embed], Matrix]
    mix: Annotated[dict[Name, Pair], Matrix]
    heads: Heads
    train: Train
    models: Annotated[dict[Name, Model], Field(min_length=1), Matrix]
    evaluate: Evaluate
    project: Annotated[dict[Name, str], Matrix]

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
