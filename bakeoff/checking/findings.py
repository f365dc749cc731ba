"""The errors of params.yaml, gathered so that they are reported together."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.names import did_you_mean
from bakeoff.core.paths import PARAMS

PLACE = f"{PARAMS}: "


class Findings:
    """A line per error."""

    def __init__(self) -> None:
        self._lines: dict[str, None] = {}

    def add(self, key: str, text: str) -> None:
        """Add an error at a key."""
        self._lines[f"{PLACE}{key}: {text}"] = None

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Add the errors that the block raises, and go on after it."""
        try:
            yield
        except BakeoffError as error:
            self._lines |= dict.fromkeys(error.lines)

    def expect(
        self, key: str, names: Iterable[str], known: Collection[str] | None, where: str
    ) -> None:
        """Add an error for each name that is not known; with None, nobody can say which are."""
        for name in names:
            if known is not None and name not in known:
                listed = ", ".join(known) or "none"
                hint = did_you_mean(str(name), known, cutoff=0.75)
                self.add(key, f"expected one {where} ({listed:.500}), got {name!r:.100}{hint}")

    def in_order(self, params: dict[str, Any]) -> list[str]:
        """List the lines in the order of the file."""
        return sorted(self._lines, key=lambda line: position(params, line.removeprefix(PLACE)))


def position(value: Any, line: str) -> tuple[int, ...]:
    """Say where in a file the key is that a line begins with; a missing one is behind the others.

    `models.glove.head: expected ...` gives the places of `models`, of `glove` in it, and so on.
    """
    if not isinstance(value, dict | list):
        return ()
    inner = {str(key): key for key in (value if isinstance(value, dict) else range(len(value)))}
    matches = [name for name in inner if line.startswith((f"{name}.", f"{name}:"))]
    if not matches:
        return (len(inner),)
    name = max(matches, key=len)
    return ([*inner].index(name), *position(value[inner[name]], line[len(name) + 1 :]))
