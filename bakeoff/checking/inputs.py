"""Whether what pretrain, encode, mix, models and project read is what another entry writes."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from bakeoff.checking.components import Components
from bakeoff.checking.findings import Findings
from bakeoff.checking.sections import Known

WORDS, FEATURES = "words", "features"
Contents = dict[str, set[str]]


def check_inputs(known: Known, components: Components, findings: Findings) -> None:
    """Check the inputs of all entries; those of an unreadable section may be anything."""
    check_folders(known, components, findings)
    holds = contents(known, findings)
    if holds is not None:
        check_models(known, components, holds, findings)
        check_shown(known, components, holds, findings)


def check_folders(known: Known, components: Components, findings: Findings) -> None:
    """Check that pretrain and encode read what is downloaded or pretrained."""
    sources, bilms = known.names("sources"), known.names("pretrain")
    if sources is None:
        return
    raw = [f"data/raw/{name}" for name in sources]
    for name, entry in known.entries("pretrain").items():
        text, source = str(entry.text), "/".join(entry.text.parts[:3])
        if entry.text.is_relative_to("data") and source not in raw:
            where = "in a folder written by download"
            findings.expect(f"pretrain.{name}.text", [text], raw, where)
    folders = None if bilms is None else [*raw, *(f"data/bilm/{name}" for name in bilms)]
    for name, encoder in components.encoders.items():
        if encoder.input.startswith("data/"):
            where = "written by download or pretrain"
            findings.expect(f"encode.{name}.input", [encoder.input], folders, where)
        elif encoder.input.startswith("~"):
            findings.add(
                f"encode.{name}.input",
                f"expected a whole path, since DVC does not expand ~, got {encoder.input!r:.100}; "
                "write the path of the home folder",
            )


def check_models(known: Known, components: Components, holds: Contents, findings: Findings) -> None:
    """Check that models read a matrix or features, as their kind wants."""
    encoders = components.encoders
    bilms = [
        name
        for name in known.names("encode") or []
        if name not in encoders or encoders[name].kind == "bilm"
    ]
    readable = {
        "pretrained": (holding(WORDS, holds), "written by embed or mix"),
        "encoded": (holding(FEATURES, holds), "written by encode or mix"),
        "bilm": ([f"data/features/{name}" for name in bilms], "written by encode of the kind bilm"),
    }
    mixes = {f"data/mixes/{mix}": parts for mix, parts in known.entries("mix").items()}
    for name, model in components.models.items():
        if model.kind in readable:
            findings.expect(f"models.{name}.input", [model.input], *readable[model.kind])
        if model.kind == "encoded" and model.fit == "lbfgs" and mixes_words(model.input, mixes):
            findings.add(
                f"models.{name}.input",
                f"expected features alone for a linear model, got {model.input}, which holds a "
                "matrix too; use the head dense with fit: train, or name features",
            )


def mixes_words(path: str, mixes: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a matrix is among the parts of a mix, whether or not the others exist."""
    parts = mixes.get(path, ())
    return any(part.endswith(".npz") or mixes_words(part, mixes) for part in parts)


def check_shown(known: Known, components: Components, holds: Contents, findings: Findings) -> None:
    """Check that what the projector and the maps show is a matrix or features that are written."""
    models = known.names("models")
    if models is None:
        return
    matrices = holding(WORDS, holds)
    shown = [path if path.endswith(".npz") else f"{path}/embedding.npz" for path in matrices]
    for name in models:
        model = components.models.get(name)
        if model is None or (
            model.fit == "train" and (model.gives == WORDS or WORDS in holds.get(model.input, ()))
        ):
            shown.append(f"models/{name}/embedding.npz")
    shown += [f"data/features/{name}" for name in known.names("encode") or []]
    for name, entry in known.entries("project").items():
        where = "written by embed, encode, mix or a network of models"
        findings.expect(f"project.{name}.input", [entry.input], shown, where)


def contents(known: Known, findings: Findings) -> Contents | None:
    """Say for each path that embed, encode or mix writes whether it holds words or features.

    A mix that is wrong may hold both. None: a section cannot be read, or mixes are made of each
    other, so that nobody can say.
    """
    embed, encode, mix = (known.names(section) for section in ("embed", "encode", "mix"))
    if embed is None or encode is None or mix is None:
        return None
    holds = {f"data/embeddings/{name}.npz": {WORDS} for name in embed}
    holds |= {f"data/features/{name}": {FEATURES} for name in encode}
    holds |= {f"data/mixes/{name}": {WORDS, FEATURES} for name in known.wrong("mix")}
    mixes = {f"data/mixes/{name}": parts for name, parts in known.entries("mix").items()}
    for name, parts in known.entries("mix").items():
        paths = [*holds, *mixes]
        findings.expect(f"mix.{name}", parts, paths, "written by embed, encode or mix")
    try:
        for path in TopologicalSorter(mixes).static_order():
            if path in mixes:
                parts = [holds.get(part, {WORDS, FEATURES}) for part in mixes[path]]
                holds[path] = set().union(*parts)
    except CycleError as error:
        findings.add("mix", f"expected no cycle, got {error.args[1]!s:.300}, made of each other")
        return None
    return holds


def holding(part: str, holds: Contents) -> list[str]:
    """List the paths that hold words, or features."""
    return [path for path, parts in holds.items() if part in parts]
