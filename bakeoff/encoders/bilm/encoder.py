"""Our own biLM as an encoder: its options and its weights in a folder."""

from pathlib import Path
from typing import Literal

from bakeoff.encoders.base.interface import Encoder, WordEncoderSettings
from bakeoff.encoders.base.loading import make_split
from bakeoff.encoders.bilm.files import list_files


class Settings(WordEncoderSettings):
    """A biLM, run by this project's own code."""

    kind: Literal["bilm"]
    matmul: Literal["float32", "bfloat16"]  # of the LSTMs' matrix products


def load(settings: Settings, folder: Path) -> Encoder:
    """Load the biLM in a folder."""
    from bakeoff.encoders.bilm.frozen import BilmEncoder

    return BilmEncoder(folder, split=make_split(settings.symbols), matmul=settings.matmul)


def files(settings: Settings, folder: Path) -> list[Path]:
    """List the two files of the biLM."""
    return list_files(folder)
