"""What the first look reads of params.yaml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bakeoff.core.files import expand_home
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import PARAMS, RAW
from bakeoff.core.settings import check
from bakeoff.core.tokens import Text
from bakeoff.evaluation.settings import Evaluate
from bakeoff.texts.settings import Prepare
from bakeoff.vectors.settings import Embed


@dataclass(frozen=True)
class VectorFile:
    """A published file of vectors, and how it is read."""

    path: Path
    dimension: int
    settings: Embed


@dataclass(frozen=True)
class Settings:
    """The sections that the first look reads.

    Attributes:
        files: the user's own files, by name.
        prepare: how they are read and split.
        text: how they are cut into tokens.
        evaluate: how models are compared.
        vectors: files of vectors, by embedding.
        rivals: how many models are compared with the baseline.
    """

    files: dict[str, str]
    prepare: Prepare
    text: Text
    evaluate: Evaluate
    vectors: dict[str, VectorFile]
    rivals: int


def read_settings(path: Path = PARAMS) -> Settings:
    """Read and check the sections.

    Raises:
        BakeoffError: no such file, or a value that is wrong.
    """
    params = read_yaml(path)
    prepare = check(Prepare, params.get("prepare"), f"{path}: prepare")
    sources = params.get("sources") or {}
    models = [params.get(section) or {} for section in ("models", "choose", "ensemble")]
    files = {name: str(path) for name, path in (params.get("files") or {}).items()}
    return Settings(
        files,
        prepare,
        check(Text, params.get("text"), f"{path}: text"),
        check(Evaluate, params.get("evaluate"), f"{path}: evaluate"),
        _read_vectors(params.get("embed") or {}, sources, path),
        max(sum(map(len, models)) - 1, 1),
    )


def _read_vectors(
    entries: dict[str, Any], sources: dict[str, Any], path: Path
) -> dict[str, VectorFile]:
    files = {}
    for name, entry in entries.items():
        settings = check(Embed, entry, f"{path}: embed.{name}")
        source = sources.get(settings.source)
        if source:
            file = _find_file(settings.source, source)
            files[name] = VectorFile(file, source["dimension"], settings)
    return files


def _find_file(name: str, source: dict[str, Any]) -> Path:
    """Find a file of vectors: downloaded, or on this machine already."""
    downloaded = RAW / name / str(source["file"])
    local = [expand_home(str(url)) for url in source.get("urls") or []]
    return next((path for path in (downloaded, *local) if path.is_file()), downloaded)
