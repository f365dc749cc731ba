"""Encoders for one's own texts: ready-made ones by name, and folders on this machine."""

from pathlib import Path
from typing import Any, NamedTuple

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import NOT_RECIPES
from bakeoff.core.files import expand_home
from bakeoff.core.names import did_you_mean
from bakeoff.core.parameters import read_yaml
from bakeoff.presets.encoders import list_encoders, path_of
from bakeoff.presets.mine.kinds import advise, find_kind, make_entry
from bakeoff.presets.mine.naming import make_name

MULTILINGUAL = ("multilingual-e5-small", "potion-multilingual-128M")
RESERVED = {"elmo", *(Path(name).stem for name in NOT_RECIPES)}  # the sample mixes its elmo
LINEAR, MIXED = ("linear", "lbfgs"), ("dense", "train")  # heads: of one layer, of several
MAP = {"points": 1500, "neighbours": 10, "perplexity": 30, "iterations": 500}


class Encoder(NamedTuple):
    """An encoder that is compared.

    Attributes:
        name: of its model.
        ready: its name in presets/encoders/, or empty.
        sections: entries of `encode`, `models` and `project`, unless it is ready-made.
        note: a line about it for the user.
    """

    name: str
    ready: str
    sections: dict[str, dict[str, Any]]
    note: str


def find_encoders(asked: list[str], language: str | None, taken: set[str]) -> list[Encoder]:
    """Find what each name or path stands for.

    Args:
        asked: names of ready-made encoders, or paths of folders.
        language: of the texts.
        taken: names that their models may not have.

    Raises:
        BakeoffError: neither such a name nor a folder that holds an encoder.
    """
    if len({*asked}) < len(asked):
        raise BakeoffError(f"--encoder: expected each once, got {asked!r:.200}")
    ready = {name: next(iter(read_yaml(path_of(name))["models"])) for name in list_encoders()}
    names, found = taken | RESERVED | {*ready.values()}, []
    for name in asked:
        if name in ready:
            found.append(_ready(name, ready[name], language, taken))
        else:
            found.append(_local(name, names, [*ready]))
            names.add(found[-1].name)
    return found


def _ready(name: str, model: str, language: str | None, taken: set[str]) -> Encoder:
    if model in taken:
        raise BakeoffError(
            f"--encoder: expected vectors of another name than {model}, which is that of the model "
            f"on {name}; rename their file"
        )
    if language not in (None, "en") and name not in MULTILINGUAL:
        raise BakeoffError(
            f"--encoder: {name} is English; for --language {language} use one of "
            f"{', '.join(MULTILINGUAL)}, or a folder"
        )
    about = path_of(name).read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
    return Encoder(model, name, {}, f"{model}: {name}. {about}")


def _local(path: str, taken: set[str], ready: list[str]) -> Encoder:
    is_path = bool(path.strip()) and "\0" not in path
    folder = expand_home(path).resolve() if is_path else Path()
    if not (is_path and folder.is_dir()):
        raise BakeoffError(
            f"--encoder: expected one of {', '.join(ready)}, or a folder, got {path!r:.200}, which "
            f"is not a folder{did_you_mean(path, ready) or '; correct it'}"
        )
    kind, name = find_kind(folder), make_name(folder.name, taken, "encoder")
    head, fit = MIXED if kind == "bilm" else LINEAR
    features = {"input": f"data/features/{name}"}
    model = {"kind": "encoded", **features, "trainable": False, "head": head, "fit": fit}
    sections = {"encode": make_entry(kind, folder), "models": model, "project": features | MAP}
    plain = make_name(folder.name, (), "encoder")
    why = "" if name == plain else f" ({plain} is taken)"
    note = f"{name}{why}: {folder}, of the kind {kind}{advise(folder)}"
    return Encoder(name, "", {key: {name: entry} for key, entry in sections.items()}, note)
