"""Make saved models independent of the memory addresses of objects.

Keras and skops name objects by their addresses, so that an object that occurs twice is saved once.
Numbers in order of appearance do the same, and are equal in every process.
"""

import re
from pathlib import PurePath


def number_by_order(text: str, pattern: str) -> tuple[str, dict[str, str]]:
    """Replace each match of a pattern by 0, 1, 2, ... in the order of first appearance.

    Returns:
        The new text, and the number that each match was replaced by.
    """
    numbers: dict[str, str] = {}
    numbered = re.sub(pattern, lambda match: numbers.setdefault(match[0], str(len(numbers))), text)
    return numbered, numbers


def rename(members: dict[str, bytes], numbers: dict[str, str]) -> dict[str, bytes]:
    """Rename archive members whose stems are addresses, and sort them by name."""
    named = {}
    for name, content in members.items():
        path = PurePath(name)
        named[str(path.with_stem(numbers.get(path.stem, path.stem)))] = content
    return dict(sorted(named.items()))
