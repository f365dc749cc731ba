"""Names that users give: the closest one that exists, and none that a shell would interpret."""

from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

from bakeoff.core.errors import BakeoffError

SPECIAL = frozenset("`$;|&<>\"'*?\\")  # to a shell, or to another that copies the name


def expect_one_of(name: str, known: Collection[str], option: str) -> str:
    """Give a name back if it is known.

    Raises:
        BakeoffError: it is not; the message has the closest known name, and the others.
    """
    if name in known:
        return name
    listed = ", ".join(known) or "none"
    raise BakeoffError(
        f"{option}: expected one of {listed:.500}, got {name!r:.60}{did_you_mean(name, known)}"
    )


def did_you_mean(name: str, known: Collection[str], cutoff: float = 0.6) -> str:
    """Ask for the closest known name, at the end of a message; empty if none is close.

    Args:
        name: that is not known.
        known: the names that are.
        cutoff: how alike two names must be, 0 to 1, as difflib counts it.
    """
    close = get_close_matches(name, known, n=1, cutoff=cutoff)
    return f"; did you mean {close[0]}?" if close else ""


def expect_plain(path: Path) -> Path:
    """Give the path of a result back if its name is plain.

    Raises:
        BakeoffError: the name begins with - or has a character that a shell interprets.
    """
    name = path.name
    if name.startswith("-") or not name.isprintable() or SPECIAL & {*name}:
        raise BakeoffError(
            f"--out: expected a name without {' '.join(sorted(SPECIAL))} and control characters, "
            f"not beginning with -, got {name!r:.60}; choose another name"
        )
    return path
