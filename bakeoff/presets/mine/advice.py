"""Advice in errors: nothing is written yet, so it names options of `bakeoff init`, not keys."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from bakeoff.core.errors import BakeoffError

KEY = re.compile(r"`(delimiter|header|encoding)`")
RARE = {"to drop or pool": "--rare drop or --rare pool", "to drop": "--rare drop"}


@contextmanager
def options_named() -> Iterator[None]:
    """Name options in the errors of a block.

    Raises:
        BakeoffError: as the block raises it, with options in its advice.
    """
    try:
        yield
    except BakeoffError as error:
        raise BakeoffError(name_options(str(error))) from None


def name_options(message: str) -> str:
    """Name the options that set the keys that an error advises to set."""
    named, count = KEY.subn(r"--\1", message)
    if count:
        named = named.replace(" in prepare.table", "")
    for advice, option in RARE.items():
        if f"set prepare.rare {advice}" in named:
            return f"{named}; {option} sets it"
    return named
