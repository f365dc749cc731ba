"""What a value in params.yaml may be, and one-line errors for what it may not be.

The settings of a component stand beside its code, as subclasses of `Section`.
"""

from typing import Annotated, Any, TypeVar

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


# Names become names of files and of DVC's stages, where a dot is a level of params.yaml.
NAME = r"^[A-Za-z0-9_][A-Za-z0-9_-]*$"
FILE = r"^[^/\\\pC]*[^/\\\pC.][^/\\\pC]*$"  # a name, no path; \pC: control characters and the like
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=100)]
File = Annotated[str, StringConstraints(pattern=FILE, max_length=100), AfterValidator(_short)]
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


S = TypeVar("S", bound=BaseModel)


def check(model: type[S], value: object, place: str) -> S:
    """Check a value against a model.

    Args:
        model: what the value may be.
        value: as read from a file.
        place: of the value, such as "params.yaml: train", for the message.

    Raises:
        BakeoffError: the first key that is wrong, what was expected there and what was found.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        key, text = describe(error)
        raise BakeoffError(f"{join(place, key)}: {text}") from None


def join(place: str, key: str) -> str:
    """Name a key below a place: `params.yaml: text` and `lower` give `params.yaml: text.lower`."""
    if not key:
        return place.removesuffix(":")
    return f"{place}{' ' if place.endswith(':') else '.'}{key}"


def describe(error: ValidationError) -> tuple[str, str]:
    """Give the key of the first error, and in one line what is wrong; count the other errors."""
    first, *others = error.errors(include_url=False)
    if first["type"] == "extra_forbidden":
        text = "there is no such key; correct or remove it"
    elif first["type"] == "value_error":
        text = str(first["ctx"]["error"])
    elif first["type"] == "missing":
        text = "this key is missing"
    elif first["loc"][-1:] == ("[key]",):
        text = (
            "expected a name of at most 100 letters, digits, _ and -, not beginning with -, got "
            f"{first['input']!r:.60}; rename the entry"
        )
    else:
        text = f"{first['msg']}; got {first['input']!r:.60}"
    key = ".".join(f"{part!s:.100}" for part in first["loc"] if part != "[key]")
    return key, text + (f" (and {len(others)} more)" if others else "")
