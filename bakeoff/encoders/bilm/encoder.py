"""Our own biLM as an encoder: options.json and weights.hdf5 in a folder."""

from pathlib import Path
from typing import Literal

from bakeoff.encoders.base.interface import Encoder, WordEncoderSettings
from bakeoff.encoders.base.loading import make_split


class Settings(WordEncoderSettings):
    """A biLM, run by this project's own code."""

    kind: Literal["bilm"]
    matmul: Literal["float32", "bfloat16"]  # of the LSTMs' matrix products


def load(settings: Settings, folder: Path) -> Encoder:
    """Load the biLM in a folder."""
    from bakeoff.encoders.bilm.frozen import BilmEncoder

    return BilmEncoder(folder, split=make_split(settings.symbols), matmul=settings.matmul)


def files(folder: Path) -> list[Path]:
    """List the two files of the biLM; their names may have a prefix."""
    return [*folder.glob("*options.json"), *folder.glob("*weights.hdf5")]
