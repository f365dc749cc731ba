"""YAML with its comments, written as `dvc exp run -S` writes it."""

import io
import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from bakeoff.core.parameters import read_yaml

# the lines of a top-level key that stand above it: comments and blank lines
HEAD = re.compile(r"^((?: *#.*\n|\n)*)(\w+):", re.MULTILINE)


def load(path: Path) -> dict[str, Any]:
    """Read a YAML file with its comments.

    Raises:
        BakeoffError: as `read_yaml` does, which refuses what is huge in memory.
    """
    read_yaml(path)
    loaded: dict[str, Any] = YAML().load(path.read_text(encoding="utf-8"))
    return loaded


def expand(value: Any) -> None:
    """Write mappings and lists in lines of their own: a bare `[https://...]` is no YAML."""
    if isinstance(value, CommentedMap | CommentedSeq):
        value.fa.set_block_style()
        for part in value.values() if isinstance(value, CommentedMap) else value:
            expand(part)


def dump(params: dict[str, Any], template: str) -> str:
    """Write parameters in a form in which a later `dvc exp run -S` changes only its own lines.

    Comments above top-level keys are taken from a template: those in `params` hang on the line
    above, which may have been removed.
    """
    text, heads = _dump(params), {key: head for head, key in HEAD.findall(template)}
    text = HEAD.sub(lambda match: f"{heads.get(match[2], match[1])}{match[2]}:", text)
    while (rewritten := rewrite(text)) != text:
        text = rewritten
    return text


def rewrite(text: str) -> str:
    """Rewrite YAML as DVC does: every value that is not a mapping becomes a plain value."""
    params = YAML().load(text)
    _overwrite(params, YAML(typ="safe").load(text))
    return _dump(params)


def _overwrite(params: dict[str, Any], values: dict[str, Any]) -> None:
    for key, value in values.items():
        if isinstance(value, dict):
            _overwrite(params[key], value)
        else:
            params[key] = value


def _dump(params: dict[str, Any]) -> str:
    stream, yaml = io.StringIO(), YAML()
    yaml.default_flow_style = False
    yaml.dump(params, stream)
    return stream.getvalue()
