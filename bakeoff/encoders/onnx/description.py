"""Read from its JSON files how a model of sentence-transformers pools, scales and cuts."""

import json
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StrictInt

from bakeoff.core.errors import BakeoffError
from bakeoff.core.settings import Count, check
from bakeoff.encoders.base.published import (
    MODULES,
    PublishedKeys,
    read_bounded,
    read_config,
    read_steps,
)
from bakeoff.encoders.base.tokenizer import MOST_BYTES
from bakeoff.encoders.onnx.pooling import Pool

CONFIG, LENGTH = "config.json", "sentence_bert_config.json"
POOLING = "1_Pooling/config.json"
READ = (CONFIG, MODULES, LENGTH, POOLING)  # each may be absent
POOLS: dict[str, Pool] = {"mean": "mean", "cls": "cls", "max": "max"}
SUFFIXES = "_tokens", "_token"  # of modes as older versions write them: pooling_mode_mean_tokens
STEPS = {"Transformer", "Pooling", "Normalize"}  # those that this kind of encoder performs
# models whose positions begin at 2
OFFSET = {"roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet"}

Id = Annotated[StrictInt, Field(ge=0, lt=2**31)]


class _Config(PublishedKeys):
    model_type: str | None = None
    max_position_embeddings: Annotated[StrictInt, Field(le=10**7)] | None = None
    pad_token_id: Id | None = None


class _Length(PublishedKeys):
    max_seq_length: Count | None = None


class _Truncation(PublishedKeys):
    max_length: Count


class _Padding(PublishedKeys):
    pad_id: Id


class _Tokenizer(PublishedKeys):
    truncation: _Truncation | None = None
    padding: _Padding | None = None


class Description:
    """The settings of a model, as the files of its folder state them."""

    def __init__(self, folder: Path, tokenizer: Path) -> None:
        """Take the folder, and the path of its tokenizer.json."""
        self._folder, self._path = folder, tokenizer

    def pool(self) -> Pool:
        """Give how the token vectors of a text are pooled.

        Raises:
            BakeoffError: no file names one, or this project does not compute it.
        """
        others = [step for step in read_steps(self._folder) if step not in STEPS]
        config = self._read(POOLING) if not others else {}
        modes = [key for key, on in config.items() if key.startswith("pooling_mode_") and on]
        named = config.get("pooling_mode") or [mode.removeprefix("pooling_mode_") for mode in modes]
        found = [str(mode) for mode in (named if isinstance(named, list) else [named])]
        plain = [mode.removesuffix(SUFFIXES[0]).removesuffix(SUFFIXES[1]) for mode in found]
        if len(plain) != 1 or plain[0] not in POOLS:
            name, steps = (MODULES, others) if others else (POOLING, found)
            raise BakeoffError(
                f"{self._folder / name}: expected it to name one pooling of {', '.join(POOLS)}, "
                f"got {', '.join(steps) or 'none':.100}; set `pooling` of the entry of `encode`, "
                "perhaps to output"
            )
        return POOLS[plain[0]]

    def normalizes(self) -> bool:
        """Tell whether vectors are scaled to length 1."""
        return "Normalize" in read_steps(self._folder)

    def positions(self) -> int | None:
        """Give how many tokens a text may have, special ones included; None: no file says it."""
        count = self._config.max_position_embeddings or 0
        count -= 2 if self._config.model_type in OFFSET else 0
        return count if count > 0 else None

    def max_tokens(self, wanted: int | None = None) -> int:
        """Give how many tokens texts are cut to, special ones included.

        Args:
            wanted: the limit of the entry; None: that of the files.

        Raises:
            BakeoffError: no file states a limit, or the model has fewer positions than `wanted`.
        """
        positions = self.positions()
        if wanted and positions and wanted > positions:
            raise BakeoffError(
                f"{self._folder}: expected max_tokens of at most {positions}, for which it has "
                f"positions, got {wanted}; lower `max_tokens` of the entry of `encode`"
            )
        return wanted or self._limit()

    def _limit(self) -> int:
        """Give the smallest limit that the files state."""
        path = self._folder / LENGTH
        stated = check(_Length, self._read(LENGTH), f"{path}:").max_seq_length
        if stated is None and self._tokenizer.truncation:
            stated = self._tokenizer.truncation.max_length
        limits = [limit for limit in (stated, self.positions()) if limit]
        if not limits:
            raise BakeoffError(
                f"{path}: expected max_seq_length there, or a limit in another file of the model, "
                "got none; set `max_tokens` of the entry of `encode`"
            )
        return min(limits)

    def padding(self) -> int:
        """Give the id of padding."""
        if self._config.pad_token_id is not None:
            return self._config.pad_token_id
        return self._tokenizer.padding.pad_id if self._tokenizer.padding else 0

    @cached_property
    def _config(self) -> _Config:
        return check(_Config, self._read(CONFIG), f"{self._folder / CONFIG}:")

    @cached_property
    def _tokenizer(self) -> _Tokenizer:
        content = read_bounded(self._path, MOST_BYTES, "a tokenizer in JSON")
        return check(_Tokenizer, json.loads(content), f"{self._path}:")

    def _read(self, name: str) -> dict[str, Any]:
        """Read a file, or give nothing where it is absent."""
        path = self._folder / name
        return read_config(path) if path.is_file() else {}
