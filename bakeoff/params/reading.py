"""Read params.yaml, and say in one line what is wrong with it."""

from pathlib import Path

import yaml
from pydantic import ValidationError

from bakeoff.errors import BakeoffError
from bakeoff.params.schema import Params


def read_params(path: Path) -> Params:
    """Read and check params.yaml.

    Raises:
        BakeoffError: the first key that is wrong, what was expected there and what came.
    """
    try:
        return Params.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise BakeoffError(f"{path}: not found; run from the repository's root") from None
    except ValidationError as error:
        raise BakeoffError(f"{path}: {_in_one_line(error)}") from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: no UTF-8; a date such as 2024-02-30
        raise BakeoffError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from None


def _in_one_line(error: ValidationError) -> str:
    """Name the key, what was expected and what came, of the first error; count the others."""
    first, *others = error.errors(include_url=False)
    key = _key(first["loc"])
    if first["type"] == "extra_forbidden":
        text = "there is no such key; correct or remove it"
    elif first["type"] == "value_error":
        text = str(first["ctx"]["error"])
    elif first["type"] == "union_tag_invalid":
        text = f"expected one of {first['ctx']['expected_tags']}; got {first['ctx']['tag']!r}"
        key += ".make" if key.startswith("sources.") else ".kind"
    elif first["type"] == "union_tag_not_found":
        text = f"expected a mapping with the key kind; got {first['input']!r:.60}"
    elif first["type"] == "missing":
        text = "this key is missing"
    else:
        text = f"{first['msg']}; got {first['input']!r:.60}"
    return (f"{key}: " if key else "") + text + (f" (and {len(others)} more)" if others else "")


def _key(place: tuple[int | str, ...]) -> str:
    """Name a place in params.yaml, without the kinds of entries that pydantic adds."""
    tag = {"sources": 3, "models": 2, "encode": 2}.get(str(place[0]) if place else "", len(place))
    return ".".join(str(part) for at, part in enumerate(place) if at != tag and part != "[key]")
