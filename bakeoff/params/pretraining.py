"""How a biLM is pretrained."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from bakeoff.elmo.options import Options
from bakeoff.params.types import Count, Fraction, Section, Seed


class Pretraining(Section):
    """Sizes, vocabulary and optimizer of a biLM's pretraining."""

    options: Options  # what options.json will say
    max_words: Count  # of the text's most frequent, each a class of the softmax; others are one
    samples: Count | None  # words drawn a batch (sampled softmax); null: the whole vocabulary
    optimizer: Literal["adagrad", "adam"]
    learning_rate: Annotated[float, Field(gt=0)]
    schedule: Literal["constant", "linear"]  # linear: falls to 0 with the last step
    clip_norm: Annotated[float, Field(gt=0)]  # largest norm of all gradients together
    batch_tokens: Count
    max_tokens: Count  # of a sentence; a longer one is cut
    epochs: Count
    held_out: Fraction  # of the sentences, for the perplexity
    seed: Seed


class Pretrain(Pretraining):
    """The pretraining of a biLM on a text of one's own."""

    text: Path  # one sentence a line, tokens between spaces; plain or gzipped
