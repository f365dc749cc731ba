"""How a biLM is pretrained."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from bakeoff.core.settings import Count, Fraction, Rate, Section, Seed
from bakeoff.encoders.bilm.options import Options


class Pretraining(Section):
    """Sizes, vocabulary and optimizer of a biLM's pretraining."""

    options: Options  # what options.json will say
    max_words: Count  # the most frequent, each a class of the softmax; the others are one class
    samples: Count | None  # words drawn per batch (sampled softmax); null: the whole vocabulary
    optimizer: Literal["adagrad", "adam"]
    learning_rate: Rate
    schedule: Literal["constant", "linear"]  # linear: falls to 0 with the last step
    clip_norm: Annotated[float, Field(strict=True, gt=0)]  # largest norm of all gradients together
    batch_tokens: Count
    max_tokens: Count  # of a sentence; a longer one is cut
    epochs: Count
    held_out: Fraction  # of the sentences, for the perplexity
    seed: Seed


class Pretrain(Pretraining):
    """An entry of `pretrain`: the same, and the text to learn from."""

    text: Path  # one sentence per line, tokens between spaces; plain or gzipped
