"""What a user says of files, and what is found of them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bakeoff.inspection.columns import Column
from bakeoff.inspection.forms import Known
from bakeoff.inspection.guess import Guess


@dataclass(frozen=True)
class Asked:
    """What the user says of files and columns."""

    texts: list[str] = field(default_factory=list)
    label: str = ""
    split_column: str = ""
    group: str = ""
    known: Known = field(default_factory=Known)


@dataclass
class Inspected:
    """What files are.

    Attributes:
        paths: of the files to read; of a zip, or one per class, in the order of `members`.
        table: keys of prepare.table, without the names of files.
        members: for lines, class to the name of a member of the zip, or to "" for a file.
        guesses: what was found.
        columns: of the first file; none of lines.
    """

    paths: list[Path]
    table: dict[str, Any]
    members: dict[str, str] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
