"""What a value in params.yaml may be."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StringConstraints

from bakeoff.errors import BakeoffError


def _encoding(name: str) -> str:
    try:
        "".encode(name)
    except LookupError as error:
        raise ValueError(f"expected a text encoding that Python knows, got {error}") from None
    return name


def _pattern(pattern: str) -> str:
    try:
        re.compile(f"(?:{pattern})")
    except re.error as error:
        raise ValueError(f"expected a regular expression, got {pattern!r}: {error}") from None
    return pattern


def _one_group(pattern: str) -> str:
    if re.compile(pattern).groups != 1:
        raise ValueError(f"expected a regular expression with one (group), got {pattern!r}")
    return pattern


def _ascending(numbers: list[int]) -> list[int]:
    if numbers != sorted(numbers):
        raise ValueError(f"expected the smaller number first, got {numbers}")
    return numbers


def _distinct(names: list[str]) -> list[str]:
    if len(set(names)) < len(names):
        raise ValueError(f"expected each name once, got {names}")
    return names


def _pairs_up(encodings: list[str]) -> list[str]:
    if encodings and len(encodings) % 2 == 0:
        raise ValueError(f"expected an odd number of encodings or none, got {encodings}")
    return encodings


Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]
File = Annotated[str, StringConstraints(pattern=r"^[^/\\]*[^/\\.][^/\\]*$")]  # a name, no path
Column = Annotated[str, StringConstraints(min_length=1)]
Encoding = Annotated[str, AfterValidator(_encoding)]
Pattern = Annotated[str, AfterValidator(_pattern)]
PatternOfOneGroup = Annotated[Pattern, AfterValidator(_one_group)]
Count = Annotated[StrictInt, Field(ge=1)]
Seed = Annotated[StrictInt, Field(ge=0)]
Fraction = Annotated[float, Field(ge=0, lt=1)]
NgramRange = Annotated[list[Count], Field(min_length=2, max_length=2), AfterValidator(_ascending)]
Members = Annotated[list[Name], Field(min_length=2), AfterValidator(_distinct)]


class Section(BaseModel):
    """A mapping in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Entries(dict[str, Any]):
    """The entries of a matrix; asking for one that is not there is the user's mistake."""

    def __missing__(self, name: str) -> Any:
        """Say which there are."""
        raise BakeoffError(f"params.yaml: there is no entry {name!r}; expected one of {list(self)}")


Matrix = AfterValidator(Entries)
