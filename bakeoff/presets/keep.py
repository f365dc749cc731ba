"""Keep some models of a preset, and of its other entries what these need."""

from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.names import expect_one_of
from bakeoff.core.paths import PARAMS
from bakeoff.presets.overlay import GROUPS, MADE, covers, drop_orphans, list_reads


def keep_models(params: dict[str, Any], names: list[str]) -> None:
    """Remove all models but some, and the entries that only removed ones need, in place.

    Args:
        params: of a preset.
        names: of models, or of choices and ensembles, which stand for their members too.

    Raises:
        BakeoffError: a name is unknown; the message has the closest one.
    """
    if not names:
        raise BakeoffError("--models: expected names, separated by commas, got none")
    groups = {name: members for section in GROUPS for name, members in params[section].items()}
    for name in names:
        expect_one_of(name, [*params["models"], *groups], "--models")
    kept = {*names, *(member for name in names for member in groups.get(name, ()))}
    for name in [*params["models"]]:
        if name not in kept:
            del params["models"][name]
    while unread := _list_unread(params):
        for section, name in unread:
            del params[section][name]
    drop_orphans(params, {}, PARAMS)
    params["learn"]["also"] = [name for name in params["learn"]["also"] if name in kept]
    if params["evaluate"]["baseline"] not in kept:
        params["evaluate"]["baseline"] = next(iter(params["models"]))


def _list_unread(params: dict[str, Any]) -> list[tuple[str, str]]:
    """List section and name of the entries whose result no other entry reads, maps left aside."""
    read = [
        path
        for section in MADE
        for entry in params[section].values()
        for path in list_reads(section, entry)
    ]
    read.append(params["prepare"]["input"])
    return [
        (section, name)
        for section, template in MADE.items()
        for name in params[section]
        if section != "models" and not _is_read(template.format(name), read)
    ]


def _is_read(output: str, read: list[str]) -> bool:
    """Tell whether something in an output is read, or the folder that it is in."""
    return any(covers(output, path) or covers(path, output) for path in read)
