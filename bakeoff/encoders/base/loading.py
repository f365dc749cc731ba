"""Load the encoder that an entry of `encode` describes, and check that it is unchanged."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from bakeoff.core.components import load_component
from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import Recipe
from bakeoff.core.files import hash_files
from bakeoff.core.settings import check
from bakeoff.core.tokens import make_tokenizer
from bakeoff.encoders.base.interface import Encoder, EncoderSettings

KINDS, MODULE = "bakeoff.encoders", "encoder"
SPACES = re.compile(r"[\x00-\x20]+")


def load_kind(kind: str, place: str = "encode") -> ModuleType:
    """Import the module of a kind, without TensorFlow; `place` names the key in errors.

    It defines `Settings`, `load(settings, folder)` and `files(settings, folder)`, the list of the
    files that make up the encoder.
    """
    return load_component(KINDS, kind, place, MODULE)


def check_entry(name: str, entry: dict[str, Any]) -> EncoderSettings:
    """Check an entry of `encode` against its kind."""
    kind = load_kind(entry.get("kind", ""), f"encode.{name}.kind")
    settings: EncoderSettings = check(kind.Settings, entry, f"params.yaml: encode.{name}")
    return settings


def load_encoder(settings: EncoderSettings, folder: Path) -> Encoder:
    """Load an encoder; one that is absent, damaged or not trusted is a BakeoffError."""
    encoder: Encoder = load_kind(settings.kind).load(settings, folder)
    return encoder


def describe(settings: EncoderSettings, folder: Path, encoder: Encoder) -> Recipe:
    """Describe the encoder in a folder, so that exactly this one can be loaded again."""
    return Recipe(
        settings=settings.model_dump(mode="json"),
        sha256=_hash(settings, folder),
        layers=encoder.layers,
        width=encoder.width,
        pooling=encoder.pooling,
    )


def load_described(recipe: Recipe, folder: Path | None = None) -> Encoder:
    """Load the encoder of a recipe; arguments as in `check_folder`.

    Raises:
        BakeoffError: the folder holds another encoder, or it would pool otherwise.
    """
    folder = check_folder(recipe, folder)
    encoder = load_encoder(_settings_of(recipe), folder)
    found = encoder.layers, encoder.width, encoder.pooling
    expected = recipe.layers, recipe.width, recipe.pooling
    if found != expected:
        raise BakeoffError(
            f"{folder}: expected features of (layers, width, pooling) {expected}, as the recipe "
            f"says, got {found}; run `encode` again, and train again"
        )
    return encoder


def uses_tensorflow(recipe: Recipe) -> bool:
    """Tell whether the encoder of a recipe runs in TensorFlow."""
    return _settings_of(recipe).tensorflow


def encoder_files(recipe: Recipe, folder: Path) -> list[Path]:
    """List the files in a folder that make up the encoder of a recipe."""
    return _files(_settings_of(recipe), folder)


def check_folder(recipe: Recipe, folder: Path | None = None) -> Path:
    """Give the folder of a recipe's encoder: `folder`, or the one that its settings name.

    Raises:
        BakeoffError: the folder holds another encoder.
    """
    settings = _settings_of(recipe)
    folder = folder or Path(settings.input)
    found = _hash(settings, folder)
    if found != recipe.sha256:
        raise BakeoffError(
            f"{folder}: expected the encoder of sha256 {recipe.sha256[:16]}…, which the model was "
            f"trained on, got {found[:16]}…; name its folder, or train again"
        )
    return folder


def make_split(symbols: str | None) -> Callable[[str], list[str]]:
    """Make a tokenizer that keeps case; without a pattern of symbols it splits at white space."""
    if symbols is None:
        return lambda text: [token for token in SPACES.split(text) if token]
    return make_tokenizer(lower=False, separators=r"\x20", symbols=symbols)


def _settings_of(recipe: Recipe) -> EncoderSettings:
    kind = load_kind(recipe.settings.get("kind", ""))
    settings: EncoderSettings = check(kind.Settings, recipe.settings, "recipe:")
    return settings


def _hash(settings: EncoderSettings, folder: Path) -> str:
    """Hash the names and contents of an encoder's files, below the folder that holds them all."""
    paths = _files(settings, folder)
    if not paths:
        raise BakeoffError(f"{folder}: expected the files of an encoder, got none; name its folder")
    return hash_files(Path(os.path.commonpath([path.parent for path in paths])), paths)


def _files(settings: EncoderSettings, folder: Path) -> list[Path]:
    files: list[Path] = load_kind(settings.kind).files(settings, folder)
    return files
