"""The entries of `encode`: frozen encoders, from texts to layers of vectors."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bakeoff.params.types import Count, PatternOfOneGroup, Section


class Encoder(Section):
    """What encoders of every kind are told."""

    input: str  # the folder of the encoder
    symbols: PatternOfOneGroup | None  # tokens of their own; null: texts are cut at spaces alone
    keep: Literal["means", "tokens"]  # of a message: the mean of its tokens; or every token's too
    dtype: Literal["float16", "float32"]  # of what is kept
    batch_tokens: Count  # of messages that are encoded together


class Hub(Encoder):
    """A module of TensorFlow Hub, or one that is like it."""

    kind: Literal["hub"]
    # signature: `tokens`, one that takes strings, or `call` for a module that is itself called
    signature: Annotated[str, StringConstraints(min_length=1)]
    outputs: Annotated[list[str], Field(min_length=1)]  # one a layer


class OwnBilm(Encoder):
    """options.json and weights.hdf5, run by this project's own biLM."""

    kind: Literal["bilm"]
    matmul: Literal["float32", "bfloat16"]  # of the LSTMs' matrix products


Encode = Annotated[Hub | OwnBilm, Field(discriminator="kind")]
