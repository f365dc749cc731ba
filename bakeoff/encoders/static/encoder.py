"""Static encoders: a matrix of token vectors, its tokenizer, and the settings beside them."""

from pathlib import Path
from typing import Literal

from pydantic import StrictBool

from bakeoff.core.settings import Count, check
from bakeoff.encoders.base.interface import Encoder
from bakeoff.encoders.base.published import (
    MODULES,
    PublishedKeys,
    find_file,
    read_config,
    read_steps,
)
from bakeoff.encoders.base.sentences import SentenceEncoderSettings

MATRIX = ("model.safetensors", "*.safetensors")  # its name, or a pattern of one file
TOKENIZER = ("tokenizer.json", "*tokenizer*.json")
CONFIG = "config.json"  # may be absent
MAX_TOKENS = 512  # if neither the entry nor the model sets a limit, as in model2vec


class Settings(SentenceEncoderSettings):
    """A matrix of token vectors with its tokenizer."""

    kind: Literal["static"]


class Config(PublishedKeys):
    """The keys of config.json that decide what a model computes, as model2vec writes them."""

    normalize: StrictBool | None = None
    max_length: Count | None = None


def load(settings: Settings, folder: Path) -> Encoder:
    """Load the matrix and the tokenizer in a folder."""
    from bakeoff.encoders.base.tokenizer import load_tokenizer, vocabulary_size
    from bakeoff.encoders.static.matrix import read_matrix
    from bakeoff.encoders.static.means import StaticEncoder
    from bakeoff.encoders.static.splitting import Splitter

    path, config = find_file(folder, *TOKENIZER), _read_config(folder)
    tokenizer = load_tokenizer(path)
    matrix = read_matrix(find_file(folder, *MATRIX), vocabulary_size(tokenizer))
    splitter = Splitter(
        *(tokenizer, path),
        prefix=settings.prefix,
        max_tokens=settings.max_tokens or config.max_length or MAX_TOKENS,
        model2vec=matrix.model2vec,
    )
    normalize = config.normalize if settings.normalize is None else settings.normalize
    return StaticEncoder(matrix, splitter, normalize=bool(normalize))


def files(settings: Settings, folder: Path) -> list[Path]:
    """List the files that decide what the encoder computes."""
    optional = [folder / name for name in (CONFIG, MODULES)]
    needed = [find_file(folder, *MATRIX), find_file(folder, *TOKENIZER)]
    return [*needed, *(path for path in optional if path.is_file())]


def _read_config(folder: Path) -> Config:
    """Read config.json; without its key `normalize`, a step of modules.json decides that."""
    path = folder / CONFIG
    config = check(Config, read_config(path) if path.is_file() else {}, f"{path}:")
    if config.normalize is None:
        return config.model_copy(update={"normalize": "Normalize" in read_steps(folder)})
    return config
