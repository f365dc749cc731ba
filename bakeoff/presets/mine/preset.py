"""Write presets/mine.yaml and params.yaml."""

import io
import logging
from typing import Any

from ruamel.yaml import YAML

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import whole_file
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import PARAMS
from bakeoff.presets.combine import MINE, SAMPLE
from bakeoff.presets.differences import differences
from bakeoff.presets.encoders import KEY, add_encoders
from bakeoff.presets.form import load
from bakeoff.presets.use import use_preset

FIRST = "# Written by `bakeoff init`; edit it, then `bakeoff use mine`."
COMMENTS = {
    "with": "# encoders of presets/encoders/; what is below may change their entries",
    "sources": "# null removes what the sample makes; vectors are downloaded once per machine",
    "files": "# your own files; after an edit of one, `make repro` reruns what reads it",
    "prepare": "# how the files are read and split; presets/sample.yaml explains each key",
    "embed": "# a matrix from each file of vectors",
    "encode": "# frozen encoders, run once",
    "models": "# null removes a model; frozen, shuffled (a control) and tuned vectors",
    "report": "# texts on the page: errors are those that models get wrong; all; or none",
    "learn": "# label curves begin here; each class needs a text",
}


def write_preset(sections: dict[str, Any]) -> None:
    """Write the preset and apply it; if it is refused, what was there before stays.

    Another one that was there is kept beside it: it may hold edits.

    Raises:
        BakeoffError: the preset is refused.
    """
    before = MINE.read_bytes() if MINE.exists() else None
    if before is not None and not before.startswith(FIRST.encode()):
        raise BakeoffError(
            f"{MINE}: expected what `bakeoff init` wrote, got another preset; rename it"
        )
    sample = load(SAMPLE)
    add_encoders(sample, sections.get(KEY, []), "--encoder")
    kept = {key: differing(value, sample.get(key)) for key, value in sections.items()}
    kept["sources"] = sections["sources"]  # each is replaced as a whole
    text = write_sections(
        {key: value for key, value in kept.items() if value not in ({}, [], None)}
    )
    try:
        with whole_file(MINE) as temporary:
            temporary.write_text(text, encoding="utf-8")
        old = read_yaml(PARAMS) if PARAMS.exists() else {}
        use_preset(MINE.stem, list_changes=False)
        if old.get("preset") == MINE.stem:
            for key, change in differences(old, read_yaml(PARAMS)).items():
                logging.info("%s: %s", key, change)
    except BaseException:
        MINE.unlink(missing_ok=True) if before is None else MINE.write_bytes(before)
        raise
    if before not in (None, text.encode()):
        _keep(before)


def _keep(before: bytes) -> None:
    """Keep the former content of the preset beside it."""
    old = MINE.with_suffix(".yaml.old")
    old.write_bytes(before)
    logging.info("%s: its former content is kept in %s", MINE, old)


def differing(value: Any, old: Any) -> Any:
    """Keep what differs from the sample."""
    if not isinstance(value, dict) or not isinstance(old, dict):
        return value
    kept = {}
    for key, inner in value.items():
        if key not in old and inner is None:
            continue  # nothing to remove
        if key not in old or inner != old[key]:
            part = differing(inner, old.get(key))
            if part != {}:
                kept[key] = part
    return kept


def write_sections(sections: dict[str, Any]) -> str:
    """Write sections of YAML, with a comment above each."""
    parts = [f"{FIRST}\n", f"preset: {MINE.stem}\n"]
    for key, value in sections.items():
        if key in COMMENTS:
            parts.append(f"{COMMENTS[key]}\n")
        stream, yaml = io.StringIO(), YAML(typ="safe")
        yaml.default_flow_style = False
        yaml.allow_unicode = True
        yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
        yaml.width = 10**6
        yaml.dump({key: value}, stream)
        parts.append(stream.getvalue())
    return "".join(parts)
