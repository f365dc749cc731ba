"""params.yaml as a stage sees it: the keys that dvc.yaml declares for it, and no others."""

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    ScalarEvent,
)

from bakeoff.core.errors import BakeoffError

DEEPEST = 20  # levels of nesting; a stack of parsers would overflow far beyond that
UNPLAIN_NUMBER = re.compile(r"[-+]?0(x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+|[0-9_]+)$")
TEMPLATE = re.compile(r"\$\{([^}]*)\}")
STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML file of mappings, with DVC's parser, so that both see the same values.

    Raises:
        BakeoffError: no such file, not YAML, no mapping, nested too deep, or with an alias.
    """
    try:
        text = path.read_text(encoding="utf-8")
        _expect_plain(text, path)
        value = YAML(typ="safe").load(text)
    except FileNotFoundError:
        raise BakeoffError(f"{path}: not found; run from the repository's root") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}: " if mark else ""
        why = " ".join(f"{error.context or ''} {error.problem or ''}".split())[:200]
        raise BakeoffError(f"{path}: {line}not valid YAML: {why}; correct the line") from None
    except (YAMLError, ValueError) as error:  # ValueError: not UTF-8; a date such as 2024-02-30
        why = " ".join(str(error).split())[:200]
        raise BakeoffError(f"{path}: not valid YAML: {why}; correct or restore the file") from None
    if not isinstance(value, dict):
        raise BakeoffError(f"{path}: expected a mapping of sections, got {value!r:.60}")
    return value


def _expect_plain(text: str, path: Path) -> None:
    """Refuse what is small as a file and huge in memory, and what parsers read differently."""
    depth = 0
    for event in YAML(typ="safe").parse(io.StringIO(text)):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        wrong = _what_is_not_plain(event, depth)
        if wrong:
            raise BakeoffError(f"{path}: line {event.start_mark.line + 1}: expected {wrong}")


def _what_is_not_plain(event: Any, depth: int) -> str | None:
    if isinstance(event, AliasEvent):
        return f"plain values, got the alias *{event.anchor:.60}; write the value out"
    if depth > DEEPEST:
        return f"at most {DEEPEST} levels of nesting, got more; flatten the value"
    if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag:
        return f"plain values, got the tag {event.tag:.60}; remove it"
    if isinstance(event, ScalarEvent) and not event.style and UNPLAIN_NUMBER.match(event.value):
        return (
            f"a decimal number without leading zeros, got {event.value:.60}, which parsers read "
            "differently; write the number plainly, or a text in quotes"
        )
    return None


def fill(template: str, values: dict[str, Any]) -> str:
    """Fill the `${...}` of a line of dvc.yaml in, as DVC does: `${item.source}`, `${key}`."""
    return TEMPLATE.sub(lambda match: str(_look_up(match[1], values)), template)


def _look_up(path: str, values: dict[str, Any]) -> Any:
    found: Any = values
    for name, index in STEP.findall(path):
        try:
            found = found[name] if name else found[int(index)]
        except (KeyError, IndexError, TypeError):
            raise BakeoffError(f"params.yaml: {path}: this key is missing") from None
    return found


def entries_of(stage: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
    """Give the entries of a foreach stage: name to what `${item}` stands for.

    Raises:
        BakeoffError: the section is missing or holds no entries.
    """
    section = _section_of(stage)
    entries = _look_up(section, params)
    if not isinstance(entries, dict):
        raise BakeoffError(
            f"params.yaml: {section}: expected a mapping of entries, got {entries!r:.60}"
        )
    return entries


def _section_of(stage: dict[str, Any]) -> str:
    return TEMPLATE.fullmatch(stage["foreach"])[1]  # type: ignore[index]


def declared(
    graph: dict[str, Any], params: dict[str, Any], stage: str, entry: str | None
) -> list[str]:
    """List the keys of params.yaml that dvc.yaml declares for a stage, such as `models.glove`.

    Raises:
        BakeoffError: the stage has no such entry, or a key that chooses others is missing.
    """
    found = graph["stages"][stage]
    if "foreach" not in found:
        return [fill(key, params) for key in found.get("params", [])]
    section, entries = _section_of(found), entries_of(found, params)
    if entry not in entries:
        raise BakeoffError(
            f"params.yaml: {section}: there is no entry {entry!r:.60}; expected one of {[*entries]}"
        )
    item = f"${{{section}.{entry}"  # so that an error names the whole key
    keys = [key.replace("${item", item) for key in found["do"].get("params", [])]
    return [fill(key, {**params, "key": entry}) for key in keys]


def prune(params: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """Keep some keys, named with dots, and what is below them.

    Raises:
        BakeoffError: a key is missing.
    """
    kept: dict[str, Any] = {}
    for key in keys:
        source, target, steps = params, kept, key.split(".")
        for depth, step in enumerate(steps, 1):
            if step not in source:
                missing = ".".join(steps[:depth])
                raise BakeoffError(f"params.yaml: {missing}: this key is missing")
            if depth == len(steps) or not isinstance(source[step], dict):
                target[step] = source[step]
                break
            source, target = source[step], target.setdefault(step, {})
    return kept
