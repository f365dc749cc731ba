"""Names of entries, from names of files that may be anything."""

import re
from collections.abc import Collection


def make_name(stem: str, taken: Collection[str], spare: str) -> str:
    """Make a name that params.yaml allows, and that no other entry has.

    Args:
        stem: of a file; characters that are not allowed become _.
        taken: names of other entries.
        spare: the name if nothing of the stem is left.
    """
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", stem).strip("_")[:60] or spare
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}_{number}"
    return name
