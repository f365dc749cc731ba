"""Write a preset into params.yaml: `make use PRESET=full`, or `python -m bakeoff.presets full`.

presets/sample.yaml has all keys; another preset has those that differ from it.
"""

import logging
import re
import subprocess
from pathlib import Path
from typing import Annotated, Any

import typer

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import whole_file
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import PARAMS, PRESETS
from bakeoff.core.settings import NAME
from bakeoff.core.stage import run_command
from bakeoff.presets.changes import differences
from bakeoff.presets.form import dump, expand, load
from bakeoff.presets.overlay import drop_orphans, merge

SAMPLE = PRESETS / "sample.yaml"


def main(name: Annotated[str, typer.Argument(help="of a file in presets/")] = "") -> None:
    """Write a preset into params.yaml, and list what that changes."""
    new, dropped = combine(name)
    old = read_yaml(PARAMS) if PARAMS.exists() else {}
    note = "" if _is_committed(PARAMS) else " (not committed)"
    if old and old.get("preset") != name:
        for key, change in _edits(old).items():
            logging.info("your edit of %s: %s is replaced%s", key, change, note)
        note = ""
    for entry, path in dropped.items():
        logging.info("%s: left out, because no entry makes %s", entry, path)
    for key, change in differences(old, new).items():
        if key not in dropped:
            logging.info("%s: %s%s", key, change, note)
    with whole_file(PARAMS) as temporary:
        template = SAMPLE.read_text(encoding="utf-8")
        temporary.write_text(dump(new, template), encoding="utf-8")
    logging.info("%s: preset %s", PARAMS, name)


def combine(name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Give the parameters of a preset.

    Args:
        name: of a file in presets/.

    Returns:
        The parameters, with their comments; and the entries that were left out because the preset
        removes what they read, with the path that is missing.

    Raises:
        BakeoffError: no such preset; or it has a key that presets/sample.yaml does not have, or an
            entry that reads what no entry makes.
    """
    known = sorted(path.stem for path in PRESETS.glob("*.yaml"))
    if name not in known or not re.fullmatch(NAME, name):
        raise BakeoffError(f"{PRESETS}: expected one of {', '.join(known)}, got {name!r:.60}")
    path, params = PRESETS / f"{name}.yaml", load(SAMPLE)
    if path == SAMPLE:
        return params, {}
    overlay = load(path)
    expand(overlay)
    if overlay.setdefault("preset", name) != name:
        raise BakeoffError(f"{path}: preset: expected {name}, got {overlay['preset']!r:.60}")
    merge(params, overlay, path)
    return params, drop_orphans(params, overlay, path)


def _edits(old: dict[str, Any]) -> dict[str, str]:
    """Describe how params.yaml differs from what the preset that it names would write."""
    try:
        return differences(combine(str(old.get("preset")))[0], old)
    except BakeoffError as error:
        logging.warning("%s: your edits cannot be listed: %s", PARAMS, error)
        return {}


def _is_committed(path: Path) -> bool:
    command = ["git", "diff", "--quiet", "HEAD", "--", str(path)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


if __name__ == "__main__":
    run_command(main)
