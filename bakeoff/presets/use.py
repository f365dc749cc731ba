"""Write a preset into params.yaml, and list what that changes."""

import copy
import logging
import subprocess
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import whole_file
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import PARAMS
from bakeoff.presets.combine import SAMPLE, check_text, combine
from bakeoff.presets.differences import differences
from bakeoff.presets.encoders import find_added
from bakeoff.presets.form import dump
from bakeoff.presets.keep import keep_models
from bakeoff.presets.overlay import ENTRIES, GROUPS


def use_preset(
    name: str,
    models: list[str] | None = None,
    encoders: Collection[str] = (),
    *,
    list_changes: bool = True,
) -> None:
    """Write a preset into params.yaml, and list what that changes.

    Args:
        name: of the preset.
        models: those that are kept, with what they need; None: all.
        encoders: ready-made ones that are added.
        list_changes: whether all changes are listed; edits that are replaced always are.
    """
    new, dropped = combine(name, encoders)
    if models is not None:
        keep_models(new, models)
    text = dump(new, SAMPLE.read_text(encoding="utf-8"))
    check_text(text, name)
    old = read_yaml(PARAMS) if PARAMS.exists() else {}
    note = "" if _is_committed(PARAMS) else " (not committed)"
    if old and old.get("preset") != name:
        for key, change in _edits(old).items():
            logging.info("your edit of %s: %s is replaced%s", key, change, note)
        note = ""
    if list_changes:
        lacking = defaultdict(list)
        for entry, path in dropped.items():
            lacking[path].append(entry)
        for path, entries in lacking.items():
            logging.info("left out, because no entry makes %s: %s", path, ", ".join(entries))
        for key, change in differences(old, new).items():
            if key not in dropped:
                logging.info("%s: %s%s", key, change, note)
    with whole_file(PARAMS) as temporary:
        temporary.write_text(text, encoding="utf-8")
    logging.info("%s: preset %s", PARAMS, name)


def _edits(old: dict[str, Any]) -> dict[str, str]:
    """Describe how params.yaml differs from what its preset, with its encoders, would write.

    What `--models` has removed is no edit, as far as the entries that are left tell it.
    """
    try:
        made = combine(str(old.get("preset")), find_added(old))[0]
        return differences(_keep_as(old, made), old)
    except BakeoffError as error:
        logging.warning("%s: your edits cannot be listed: %s", PARAMS, error)
        return {}


def _keep_as(old: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """Keep the models that params.yaml has, if that leaves just the entries that it has."""
    kept = copy.deepcopy(made)
    names = [name for section in ("models", *GROUPS) for name in old.get(section) or {}]
    try:
        keep_models(kept, names)
    except BakeoffError:
        return made  # it has models of its own
    same = all([*kept[section]] == [*(old.get(section) or {})] for section in ENTRIES)
    return kept if same else made


def _is_committed(path: Path) -> bool:
    command = ["git", "diff", "--quiet", "HEAD", "--", str(path)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
