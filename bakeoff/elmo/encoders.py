"""Load the encoder that an entry of `encode` describes, and only the one that it was."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from bakeoff.elmo.encoded import Encoded
from bakeoff.elmo.trust import expect_recorded
from bakeoff.errors import BakeoffError
from bakeoff.files import hash_files, write_text
from bakeoff.params.encoders import Encode, Hub
from bakeoff.params.types import Section
from bakeoff.paths import MODEL, MODULE
from bakeoff.texts.tokens import make_tokenizer

SPACES = re.compile(r"[\x00-\x20]+")


class Encoder(Protocol):
    """From texts to vectors; frozen."""

    layers: int
    width: int

    def length(self, text: str) -> int:
        """Count the tokens of a text."""

    def encode(self, texts: list[str], *, keep_tokens: bool = False) -> Encoded:
        """Encode texts as one batch; each as if it stood alone."""

    def skip(self, texts: list[str]) -> None:
        """Pass over a batch that is encoded, so that what follows is the same to the last bit."""


class Recipe(Section):
    """Which encoder made some features.

    Attributes:
        settings: the entry of `encode`.
        sha256: of the encoder's files.
        layers: of a message.
        width: numbers a layer.
    """

    settings: Encode
    sha256: str
    layers: int
    width: int


def load_encoder(settings: Encode, folder: Path) -> Encoder:
    """Load an encoder from the folder of its source.

    Raises:
        BakeoffError: the folder holds no such encoder, a damaged one, or a module that is not the
            one that was recorded.
    """
    if isinstance(settings, Hub) and list(_module(folder).glob(f"{MODEL}*")):
        expect_recorded(_module(folder))
    return _load(settings, folder)


def _load(settings: Encode, folder: Path) -> Encoder:
    split = make_split(settings.symbols)
    if isinstance(settings, Hub):
        from bakeoff.elmo.hub import HubEncoder

        return HubEncoder(
            str(_module(folder)),
            signature=settings.signature,
            outputs=settings.outputs,
            split=split,
        )
    from bakeoff.elmo.bilm_encoder import BilmEncoder

    return BilmEncoder(folder, split=split, matmul=settings.matmul)


def describe(settings: Encode, folder: Path, *, layers: int, width: int) -> Recipe:
    """Describe an encoder, in a folder, so that just this one can be loaded again."""
    return Recipe(settings=settings, sha256=_hash(settings, folder), layers=layers, width=width)


def save_recipe(path: Path, recipe: Recipe) -> None:
    """Write a recipe as JSON."""
    write_text(path, recipe.model_dump_json(indent=2) + "\n")


def read_recipe(path: Path) -> Recipe:
    """Read what `save_recipe` wrote."""
    try:
        return Recipe.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise BakeoffError(
            f"{path}: expected the description of an encoder, got {' '.join(str(error).split())}"
        ) from None


def load_described(recipe: Recipe, folder: Path | None = None) -> Encoder:
    """Load the encoder of a recipe, from another folder if one is given.

    Raises:
        BakeoffError: another encoder stands there.
    """
    return _load(recipe.settings, check_folder(recipe, folder))


def check_folder(recipe: Recipe, folder: Path | None = None) -> Path:
    """Give the folder where a recipe's encoder stands: another one, or that of its settings.

    Raises:
        BakeoffError: another encoder stands there.
    """
    folder = folder or Path(recipe.settings.input)
    came = _hash(recipe.settings, folder)
    if came != recipe.sha256:
        raise BakeoffError(
            f"{folder}: expected the encoder of sha256 {recipe.sha256[:16]}…, which the model was "
            f"trained on, got {came[:16]}…; give its folder, or train again"
        )
    return folder


def make_split(symbols: str | None) -> Callable[[str], list[str]]:
    """Make a function from a text to its tokens, case kept.

    Args:
        symbols: one group: what is a token of its own; None to cut at white space alone.
    """
    if symbols is None:
        return lambda text: [token for token in SPACES.split(text) if token]
    return make_tokenizer(lower=False, separators=r"\x20", symbols=symbols)


def _module(folder: Path) -> Path:
    return folder if (folder / MODEL).is_file() else folder / MODULE


def _hash(settings: Encode, folder: Path) -> str:
    """Hash the names and the contents of an encoder's files."""
    if isinstance(settings, Hub):
        folder = _module(folder)
        paths = [path for path in folder.rglob("*") if path.is_file()]
    else:
        paths = [*folder.glob("*options.json"), *folder.glob("*weights.hdf5")]
    if not paths:
        raise BakeoffError(f"{folder}: expected the files of an encoder, got none; name its folder")
    return hash_files(folder, paths)
