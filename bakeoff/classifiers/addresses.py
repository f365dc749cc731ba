"""Make what is saved independent of where objects lay in memory.

Keras and skops name objects by their addresses, to say where one stands twice. The order in which
they appear says the same, and is the same in every process.
"""

import re
from pathlib import PurePath


def number_by_order(text: str, pattern: str) -> tuple[str, dict[str, str]]:
    """Replace what a pattern matches by 0, 1, 2, ... in the order of first appearance.

    Args:
        text: of a JSON file.
        pattern: matches the addresses, and nothing around them.

    Returns:
        The text with numbers in their place, and which number each address became.
    """
    numbers: dict[str, str] = {}
    numbered = re.sub(pattern, lambda match: numbers.setdefault(match[0], str(len(numbers))), text)
    return numbered, numbers


def rename(members: dict[str, bytes], numbers: dict[str, str]) -> dict[str, bytes]:
    """Rename archive members that are named by addresses, in the order of their numbers."""
    named = {}
    for name, content in members.items():
        path = PurePath(name)
        named[str(path.with_stem(numbers.get(path.stem, path.stem)))] = content
    return dict(sorted(named.items()))
