"""The sections of `heads`, `models` and `train`."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from bakeoff.params.types import (
    Count,
    Fraction,
    NgramRange,
    PatternOfOneGroup,
    Section,
    Seed,
)


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


class Dense(Section):
    """Of encoders: their mixed layers, beside pooled words if there are any; two Dense layers."""

    hidden: Count
    dropout: Fraction


class Heads(Section):
    """What stands on top of the vectors."""

    linear: Linear
    flatten: Flatten
    pool: Pool
    cnn: Cnn
    dense: Dense


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


class Encoded(Section):
    """What frozen encoders gave; its layers are mixed by weights that the task learns."""

    kind: Literal["encoded"]
    input: str
    trainable: StrictBool  # of a matrix that was mixed with them, if there is one
    head: Literal["dense"]


class TunedBilm(Section):
    """A biLM from options.json and weights.hdf5, its LSTMs fine-tuned on the task."""

    kind: Literal["bilm"]
    input: str
    symbols: PatternOfOneGroup | None  # tokens of their own; null: texts are cut at spaces alone
    trainable: Literal["lstm"]
    head: Literal["dense"]


Model = Annotated[Tfidf | Learned | Pretrained | Encoded | TunedBilm, Field(discriminator="kind")]


class Train(Section):
    """How the networks are trained."""

    seeds: Annotated[list[Seed], Field(min_length=1)]
    epochs: Count
    batch_size: Count
    learning_rate: Annotated[float, Field(gt=0)]
    patience: Count | None  # epochs without a better validation loss; null: all epochs
