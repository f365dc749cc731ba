"""Read a preset and combine it with the sample, into what would be params.yaml.

presets/sample.yaml has all keys; another preset has those that differ from it, and may name
ready-made encoders.
"""

import re
from collections.abc import Collection
from typing import Any

from ruamel.yaml import YAML

from bakeoff.checking.check import find_errors
from bakeoff.core.errors import BakeoffError
from bakeoff.core.names import expect_one_of
from bakeoff.core.paths import PARAMS, PRESETS
from bakeoff.core.settings import NAME
from bakeoff.presets.encoders import add_encoders, take_names
from bakeoff.presets.form import expand, load
from bakeoff.presets.overlay import drop_orphans, merge

SAMPLE = PRESETS / "sample.yaml"
MINE = PRESETS / "mine.yaml"  # what `bakeoff init` writes


def combine(name: str, encoders: Collection[str] = ()) -> tuple[dict[str, Any], dict[str, str]]:
    """Give the parameters of a preset, and the entries left out with the path that they miss.

    Args:
        name: of the preset.
        encoders: ready-made ones to add to those of its key `with`; the preset's own keys win.

    Raises:
        BakeoffError: no such preset or encoder; or it has a key that presets/sample.yaml does not
            have, or an entry that reads what no entry makes.
    """
    known = sorted(path.stem for path in PRESETS.glob("*.yaml"))
    if name == MINE.stem and name not in known:
        raise BakeoffError(f"{MINE}: does not exist yet; `bakeoff init FILE` writes it")
    expect_one_of(name, [preset for preset in known if re.fullmatch(NAME, preset)], str(PRESETS))
    path, params = PRESETS / f"{name}.yaml", load(SAMPLE)
    overlay: dict[str, Any] = {} if path == SAMPLE else load(path)
    expand(overlay)
    names = take_names(overlay, path)
    add_encoders(params, [*names, *encoders], "--with")
    if overlay.setdefault("preset", name) != name:
        raise BakeoffError(f"{path}: preset: expected {name}, got {overlay['preset']!r:.60}")
    merge(params, overlay, path)
    return params, drop_orphans(params, overlay, path)


def check_text(text: str, name: str) -> None:
    """Check what would be params.yaml, so that nothing that is refused is written.

    Raises:
        BakeoffError: keys are wrong; the message names the preset.
    """
    errors = find_errors(YAML(typ="safe").load(text))
    if errors:
        path = f"{PRESETS / name}.yaml:"
        raise BakeoffError(*(error.replace(f"{PARAMS}:", path, 1) for error in errors))
