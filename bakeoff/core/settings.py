"""What a value in params.yaml may be, and one-line errors for what it may not be.

The settings of a component stand beside its code, as subclasses of `Section`.
"""

import re
from difflib import get_close_matches
from pathlib import PurePath
from typing import Annotated, Any, NamedTuple, NoReturn, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails

from bakeoff.core.errors import BakeoffError
from bakeoff.core.patterns import compile_shared


def _pattern(pattern: str) -> str:
    try:
        compile_shared(pattern)
        compile_shared(f"(?:{pattern})")  # it becomes a part of others
    except ValueError as error:
        raise ValueError(f"expected a regular expression, got {pattern!r:.99}: {error}") from None
    return pattern


def _one_group(pattern: str) -> str:
    if compile_shared(pattern).groups != 1:
        raise ValueError(f"expected a regular expression with one (group), got {pattern!r:.99}")
    return pattern


def _short(name: str) -> str:
    if len(name.encode()) > 200:  # file systems allow 255, and temporary names are longer
        raise ValueError(
            f"expected a name of at most 200 bytes, got {name!r:.60} of {len(name.encode())}"
        )
    return name


def _distinct(values: list[Any]) -> list[Any]:
    if len(set(values)) < len(values):
        raise ValueError(f"expected each value once, got {values!r:.200}")
    return values


def _own_file(path: str) -> str:
    if not PurePath(path).name or "://" in path or "\0" in path:
        raise ValueError(f"expected the path of a file, got {path!r:.100}; download it first")
    return path


# Names become names of files and of DVC's stages, where a dot is a level of params.yaml.
NAME = r"^[A-Za-z0-9_][A-Za-z0-9_-]*$"
FILE = r"^[^/\\\pC]*[^/\\\pC.][^/\\\pC]*$"  # a name, no path; \pC: control characters and the like
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=100)]
File = Annotated[str, StringConstraints(pattern=FILE, max_length=100), AfterValidator(_short)]
OwnFile = Annotated[str, AfterValidator(_own_file)]  # a path on this machine
Pattern = Annotated[str, AfterValidator(_pattern)]
PatternOfOneGroup = Annotated[Pattern, AfterValidator(_one_group)]
Count = Annotated[StrictInt, Field(ge=1, le=10**7)]
Bytes = Annotated[StrictInt, Field(ge=1, le=10**15)]
Seed = Annotated[StrictInt, Field(ge=0, lt=2**32)]
Seeds = Annotated[list[Seed], Field(min_length=1), AfterValidator(_distinct)]
# strict: "0.5" and true are not numbers
Fraction = Annotated[float, Field(strict=True, ge=0, lt=1)]
Rate = Annotated[float, Field(strict=True, gt=0, le=100)]  # a learning rate
Names = Annotated[list[Name], AfterValidator(_distinct)]
Members = Annotated[list[Name], Field(min_length=2), AfterValidator(_distinct)]
Pair = Annotated[list[str], Field(min_length=2, max_length=2)]  # of paths


class Section(BaseModel):
    """A mapping in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Runtime(Section):
    """The threads that compute; the last bits depend on their number."""

    threads: Annotated[StrictInt, Field(ge=1, le=1024)]  # of the CPU


class TensorFlowRuntime(Runtime):
    """The same, for stages that run TensorFlow."""

    onednn: StrictBool  # whether oneDNN's kernels are used


# names one of several types that a value may have, where pydantic names a key
ALTERNATIVE = re.compile(r"constrained-\w+|list\[.*\]|function-.*")
S = TypeVar("S", bound=BaseModel)


def check(model: type[S], value: object, place: str) -> S:
    """Check a value against a model.

    Args:
        model: what the value may be.
        value: as read from a file.
        place: of the value, such as "params.yaml: train", for the message.

    Raises:
        BakeoffError: each key that is wrong, what was expected there and what was found.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        refuse(error, model, place)


def refuse(error: ValidationError, model: type[BaseModel], place: str) -> NoReturn:
    """Raise a BakeoffError with a line for each key that is wrong."""
    lines = [f"{join(place, wrong.key)}: {wrong.text}" for wrong in describe(error, model)]
    raise BakeoffError(*lines) from None


def join(place: str, key: str) -> str:
    """Name a key below a place: `params.yaml: text` and `lower` give `params.yaml: text.lower`."""
    if not key:
        return place.removesuffix(":")
    return f"{place}{' ' if place.endswith(':') else '.'}{key}"


class Wrong(NamedTuple):
    """A key that is wrong, what is wrong in one line, its place, and pydantic's name for it."""

    key: str
    text: str
    place: tuple[int | str, ...]
    kind: str


def describe(error: ValidationError, model: type[BaseModel]) -> list[Wrong]:
    """Describe each key that is wrong; a value of several types has an alternative for each."""
    described: dict[str, Wrong] = {}
    for found in error.errors(include_url=False):
        parts = [f"{part!s:.100}" for part in found["loc"] if part != "[key]"]
        key = ".".join(part for part in parts if not ALTERNATIVE.fullmatch(part))
        text = _explain(found, model)
        if key in described:
            text = f"{described[key].text}, or: {text}"
        described[key] = Wrong(key, text, found["loc"], found["type"])
    return [*described.values()]


def _explain(found: ErrorDetails, model: type[BaseModel]) -> str:
    """Say what is wrong with a key."""
    if found["type"] == "extra_forbidden":
        close = get_close_matches(str(found["loc"][-1]), _keys(model, found["loc"][:-1]), n=1)
        hint = f"did you mean {close[0]}? Correct" if close else "correct"
        return f"there is no such key; {hint} or remove it"
    if found["type"] == "value_error":
        return str(found["ctx"]["error"])
    if found["type"] == "missing":
        return "this key is missing"
    if found["loc"][-1:] == ("[key]",):
        return (
            "expected a name of at most 100 letters, digits, _ and -, not beginning with -, got "
            f"{found['input']!r:.60}; rename the entry"
        )
    return f"{found['msg']}; got {found['input']!r:.60}"


def _keys(model: Any, place: tuple[int | str, ...]) -> list[str]:
    """List the keys that a model has, or a model within it."""
    for part in place:
        model = getattr(model, "model_fields", {}).get(part)
        model = model and model.annotation
    return [*getattr(model, "model_fields", {})]
