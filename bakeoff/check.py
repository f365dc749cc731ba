"""Check all of params.yaml and whether its sections agree; `make repro` does so first.

No stage depends on this module: a stage checks the keys that it reads. Here sections are compared:
a model, for example, must read what another entry writes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Any

from pydantic import Field

from bakeoff.core.components import component_names, load_component
from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import LOCK, PARAMS
from bakeoff.core.settings import Members, Name, Pair, Runtime, Section, TensorFlowRuntime, check
from bakeoff.core.task import FITTING, HEADS, Entry, check_model
from bakeoff.core.tokens import Text
from bakeoff.encoders.base.loading import check_entry
from bakeoff.encoders.bilm.settings import Pretrain
from bakeoff.evaluation.scoring.subsets import Learn
from bakeoff.evaluation.settings import Evaluate
from bakeoff.lockfile import check_lock
from bakeoff.projector.points import Project
from bakeoff.sources.settings import check_source
from bakeoff.texts.settings import Prepare
from bakeoff.vectors.settings import Embed

STAGES_WITH_RUNTIME = ("pretrain", "encode")  # beside the fitting methods
WORDS, FEATURES = "words", "features"


class Sections(Section):
    """The sections of params.yaml, but for those of the fitting methods."""

    preset: Name
    runtime: dict[Name, Any]
    sources: dict[Name, Any]
    prepare: Prepare
    text: Text
    embed: dict[Name, Embed]
    pretrain: dict[Name, Pretrain]
    encode: dict[Name, dict[str, Any]]
    mix: dict[Name, Pair]
    heads: dict[Name, Any]
    models: Annotated[dict[Name, Entry], Field(min_length=1)]
    choose: dict[Name, Members]
    ensemble: dict[Name, Members]
    learn: Learn
    evaluate: Evaluate
    project: dict[Name, Project]


@dataclass(frozen=True)
class Components:
    """What components say of themselves: name to checked settings, or to the module."""

    sources: dict[str, Any]
    encoders: dict[str, Any]
    heads: dict[str, Any]
    ways: dict[str, Any]
    models: dict[str, Any]


def check_params(params: dict[str, Any]) -> None:
    """Check all of params.yaml.

    Raises:
        BakeoffError: the first key that is wrong, what was expected, what was found.
    """
    ways = component_names(FITTING, "fitting")
    rest = {section: value for section, value in params.items() if section not in ways}
    sections = check(Sections, rest, f"{PARAMS}:")
    components = check_components(sections, {way: params[way] for way in ways if way in params})
    for name in sections.models:
        check_fit(name, sections, components)
    check_runtime(sections)
    check_names(sections, components)
    check_inputs(sections, components)
    check_groups(sections, components)
    check_metric(sections)
    check_draws(sections, params)
    check_shown(sections, components)


def check_components(sections: Sections, fitting: dict[str, Any]) -> Components:
    """Check what the kind, the name or the `make` of an entry says that it may hold."""
    ways = {way: load_component(FITTING, way, way, "fitting") for way in fitting}
    heads = {name: load_component(HEADS, name, "heads") for name in sections.heads}
    for name, module in heads.items():
        check(module.Settings, sections.heads[name], f"{PARAMS}: heads.{name}")
    for way, module in ways.items():
        check(module.Settings, fitting[way], f"{PARAMS}: {way}")
    return Components(
        sources={
            name: check_source(entry, f"{PARAMS}: sources.{name}")
            for name, entry in sections.sources.items()
        },
        encoders={name: check_entry(name, entry) for name, entry in sections.encode.items()},
        heads=heads,
        ways=ways,
        models={name: check_model(name, entry) for name, entry in sections.models.items()},
    )


def check_fit(name: str, sections: Sections, components: Components) -> None:
    """Check that a model's head and fitting method exist, and that the head fits the kind."""
    model, place = components.models[name], f"models.{name}"
    _expect(f"{place}.head", [model.head], components.heads, "in heads")
    fitting = [
        head
        for head in component_names(HEADS)
        if model.gives in load_component(HEADS, head, "heads").Settings.reads
    ]
    _expect(f"{place}.head", [model.head], fitting, f"for models of the kind {model.kind}")
    _expect(f"{place}.fit", [model.fit], components.ways, "that has a section")
    _expect(f"{place}.fit", [model.fit], sections.runtime, "in runtime")


def check_runtime(sections: Sections) -> None:
    """Check what computes, for each stage and fitting method that computes."""
    for name in STAGES_WITH_RUNTIME:
        if name not in sections.runtime:
            raise BakeoffError(f"{PARAMS}: runtime.{name}: this key is missing")
    models: dict[str, type[Runtime]] = dict.fromkeys(STAGES_WITH_RUNTIME, TensorFlowRuntime)
    for way in component_names(FITTING, "fitting"):
        models[way] = load_component(FITTING, way, "runtime", "fitting").RUNTIME
    for name, entry in sections.runtime.items():
        _expect(f"runtime.{name}", [name], models, "of the stages and fitting methods")
        check(models[name], entry, f"{PARAMS}: runtime.{name}")


def check_names(sections: Sections, components: Components) -> None:
    """Check that every source and model that an entry names exists."""
    sources, models = components.sources, components.models
    _expect("prepare.source", [sections.prepare.source], sources, "in sources")
    for name, entry in sections.embed.items():
        _expect(f"embed.{name}.source", [entry.source], sources, "in sources")
        if getattr(sources[entry.source], "dimension", None) is None:
            raise BakeoffError(
                f"{PARAMS}: sources.{entry.source}.dimension: this key is missing; embed.{name} "
                "needs the dimension of the vectors"
            )
    _expect("learn.also", sections.learn.also, models, "in models")
    _expect("evaluate.baseline", [sections.evaluate.baseline], models, "in models")


def check_groups(sections: Sections, components: Components) -> None:
    """Check that ensembles and choices have names and members, and choices one input."""
    models = components.models
    for section in ("choose", "ensemble"):
        for name, members in getattr(sections, section).items():
            place = f"{section}.{name}"
            _expect(place, members, models, "in models")
            if name in models or (section == "ensemble" and name in sections.choose):
                raise BakeoffError(
                    f"{PARAMS}: {place}: expected a name that no model has; rename it"
                )
    for name, members in sections.choose.items():
        first, *others = members
        for other in others:
            if models[other].input != models[first].input:
                raise BakeoffError(
                    f"{PARAMS}: choose.{name}: expected models of one input, got {first} of "
                    f"{models[first].input} and {other} of {models[other].input}"
                )


def check_metric(sections: Sections) -> None:
    """Check that the metric of the verdict fits the classes, as far as params.yaml says."""
    if sections.evaluate.metric == "recall_at_precision" and not sections.prepare.table.positive:
        raise BakeoffError(
            f"{PARAMS}: evaluate.metric: recall_at_precision needs a positive class; name it in "
            "prepare.table.positive, or use macro_f1"
        )


def check_draws(sections: Sections, params: dict[str, Any]) -> None:
    """Check that curves end in rounds that are trained, where rounds are told by their seeds."""
    one_set = sections.prepare.split not in ("folds", "none")
    networks = any(model.fit == "train" for model in sections.models.values())
    if one_set and networks and sections.learn.smallest is not None:
        trained, drawn = params["train"]["seeds"], sections.learn.seeds
        if not set(drawn) <= set(trained):
            raise BakeoffError(
                f"{PARAMS}: learn.seeds: expected seeds of train.seeds {trained}, got {drawn}; "
                "remove the others, or add them to train.seeds"
            )


def check_inputs(sections: Sections, components: Components) -> None:
    """Check that what pretrain, encode, mix and models read is what another entry writes."""
    raw = [f"data/raw/{name}" for name in sections.sources]
    for name, entry in sections.pretrain.items():
        text, source = str(entry.text), "/".join(entry.text.parts[:3])
        if entry.text.is_relative_to("data") and source not in raw:
            _expect(f"pretrain.{name}.text", [text], raw, "in a folder written by download")
    folders = [*raw, *(f"data/bilm/{name}" for name in sections.pretrain)]
    for name, encoder in components.encoders.items():
        if encoder.input.startswith("data/"):
            where = "written by download or pretrain"
            _expect(f"encode.{name}.input", [encoder.input], folders, where)
    holds = contents(sections)
    bilms = [name for name, encoder in components.encoders.items() if encoder.kind == "bilm"]
    readable = {
        "pretrained": (holding(WORDS, holds), "written by embed or mix"),
        "encoded": (holding(FEATURES, holds), "written by encode or mix"),
        "bilm": ([f"data/features/{name}" for name in bilms], "written by encode of the kind bilm"),
    }
    for name, model in components.models.items():
        if model.kind in readable:
            _expect(f"models.{name}.input", [model.input], *readable[model.kind])


def check_shown(sections: Sections, components: Components) -> None:
    """Check that what the projector and the maps show is a matrix or features that are written."""
    holds = contents(sections)
    matrices = holding(WORDS, holds)
    shown = [path if path.endswith(".npz") else f"{path}/embedding.npz" for path in matrices]
    for name, model in components.models.items():
        if model.fit == "train" and (model.gives == WORDS or WORDS in holds.get(model.input, ())):
            shown.append(f"models/{name}/embedding.npz")
    shown += [f"data/features/{name}" for name in sections.encode]
    for name, entry in sections.project.items():
        where = "written by embed, encode, mix or a network of models"
        _expect(f"project.{name}.input", [entry.input], shown, where)


def contents(sections: Sections) -> dict[str, set[str]]:
    """Say for each path that embed, encode or mix writes whether it holds words or features.

    Raises:
        BakeoffError: a part of a mix is unknown, or mixes are made of each other.
    """
    holds = {f"data/embeddings/{name}.npz": {WORDS} for name in sections.embed}
    holds |= {f"data/features/{name}": {FEATURES} for name in sections.encode}
    mixes = {f"data/mixes/{name}": parts for name, parts in sections.mix.items()}
    for name, parts in sections.mix.items():
        _expect(f"mix.{name}", parts, [*holds, *mixes], "written by embed, encode or mix")
    try:
        for path in TopologicalSorter(mixes).static_order():
            if path in mixes:
                holds[path] = set().union(*(holds[part] for part in mixes[path]))
    except CycleError as error:
        raise BakeoffError(
            f"{PARAMS}: mix: expected no cycle, got {error.args[1]!s:.300}, made of each other"
        ) from None
    return holds


def holding(part: str, holds: dict[str, set[str]]) -> list[str]:
    """List the paths that hold words, or features."""
    return [path for path, parts in holds.items() if part in parts]


def _expect(key: str, names: Iterable[str], known: Collection[str], where: str) -> None:
    for name in names:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise BakeoffError(
                f"{PARAMS}: {key}: expected one {where} ({listed:.500}), got {name!r:.100}"
            )


def check_files() -> None:
    """Say in one line what is wrong with dvc.lock or params.yaml, if anything is."""
    check_lock(LOCK)
    check_params(read_yaml(PARAMS))
