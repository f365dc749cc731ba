"""What a user asks of `bakeoff init`."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.forms import Known
from bakeoff.inspection.found import Asked

Rare = Literal["drop", "pool"]  # what becomes of classes with too few texts for a split
LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True)
class Request:
    """Files and options; what is empty is found out."""

    files: list[Path]
    texts: list[str] = field(default_factory=list)
    label: str = ""
    test: Path | None = None
    test_rows: int | None = None
    split_column: str = ""
    group: str = ""
    vectors: list[str] = field(default_factory=list)
    encoders: list[str] = field(default_factory=list)
    language: str | None = None
    models: list[str] = field(default_factory=list)
    quick: bool = False
    encoding: str = ""
    delimiter: str = ""
    header: bool | None = None
    positive: str = ""
    rare: Rare | None = None

    def __post_init__(self) -> None:
        """Check what can be checked before a file is read."""
        if self.language is not None and not LANGUAGE.fullmatch(self.language):
            raise BakeoffError(
                f"--language: expected a code such as en or ko, got {self.language!r:.60}"
            )
        if self.encoding:
            try:
                "".encode(self.encoding)
            except (LookupError, ValueError):
                raise BakeoffError(
                    f"--encoding: expected one that Python knows, such as cp1252, got "
                    f"{self.encoding!r:.60}"
                ) from None
        if self.delimiter and (len(self.tab_or(self.delimiter)) != 1 or self.delimiter in '"\n '):
            raise BakeoffError(
                f"--delimiter: expected one character, or the word tab, got {self.delimiter!r:.60}"
            )
        columns = [*self.texts, *filter(None, [self.label, self.split_column, self.group])]
        for name in columns:
            if columns.count(name) > 1:
                raise BakeoffError(
                    "--text, --label, --split-column, --group: expected a column of its own for "
                    f"each, got {name!r:.60} twice; name another"
                )
        given = {
            "--test": self.test,
            "--test-rows": self.test_rows,
            "--split-column": self.split_column,
        }
        named = [option for option, value in given.items() if value]
        if len(named) > 1:
            raise BakeoffError(f"{named[0]}: expected no {named[1]} beside it; leave one out")
        if named and self.group:
            raise BakeoffError(f"{named[0]}: expected no --group, which needs folds; leave one out")

    @staticmethod
    def tab_or(delimiter: str) -> str:
        r"""Give a delimiter; `tab` and `\t` stand for a tab."""
        return "\t" if delimiter in ("tab", "\\t") else delimiter

    @property
    def asked(self) -> Asked:
        """Give what concerns files and columns."""
        known = Known(self.encoding, self.tab_or(self.delimiter), self.header, self.language)
        return Asked(list(self.texts), self.label, self.split_column, self.group, known)
