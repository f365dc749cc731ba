"""Refuse tokenizers that make texts so much longer that memory ends, which ends the process."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from bakeoff.core.errors import BakeoffError

MOST = 100  # times as long as before; published tokenizers set spaces around signs


def expect_bounded(tokenizer: Tokenizer, path: Path) -> None:
    """Replace strings in a sample as the tokenizer's normaliser would, step by step.

    Raises:
        BakeoffError: it grows too much.
    """
    if tokenizer.normalizer is None:
        return
    steps = [*_replacements(json.loads(tokenizer.normalizer.__getstate__()))]
    sample = "".join(dict.fromkeys(pattern for pattern, _ in steps if pattern)) or "a"
    most, factor = MOST * len(sample), 1
    for pattern, content in steps:
        if pattern is None:  # what it matches is not known: any character
            factor *= max(len(content), 1)
        elif pattern and sample.count(pattern) * len(content) <= most:
            sample = sample.replace(pattern, content)
        elif pattern:
            factor = most + 1
        if factor * len(sample) > most:
            raise BakeoffError(
                f"{path}: expected a normaliser that makes texts at most {MOST} times as long, got "
                "one that makes them longer; take the tokenizer of another model"
            )


def _replacements(step: dict[str, Any]) -> Iterator[tuple[str | None, str]]:
    """Yield each string that is replaced, None for a regular expression, and what replaces it."""
    for each in step.get("normalizers", []):
        yield from _replacements(each)
    if step.get("type") == "Replace":
        yield step["pattern"].get("String"), step["content"]
    if step.get("type") == "Prepend":
        yield None, step["prepend"]
