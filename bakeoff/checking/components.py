"""The entries whose kind, name or `make` says which keys they may have."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bakeoff.checking.findings import Findings
from bakeoff.checking.sections import Known
from bakeoff.core.components import component_names, load_component
from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import NOT_RECIPES
from bakeoff.core.paths import PARAMS
from bakeoff.core.settings import Runtime, TensorFlowRuntime, check
from bakeoff.core.task import FITTING, HEADS, check_model
from bakeoff.encoders.base.loading import check_entry
from bakeoff.sources.settings import check_source

STAGES_WITH_RUNTIME = ("pretrain", "encode")  # beside the fitting methods


@dataclass(frozen=True)
class Components:
    """The checked settings of entries that are right, by name; of fitting methods, by section."""

    sources: dict[str, Any]
    encoders: dict[str, Any]
    ways: dict[str, Any]
    models: dict[str, Any]


def check_components(known: Known, ways: list[str], findings: Findings) -> Components:
    """Check all such entries."""

    def checked(section: str, names: Iterable[str], check_one: Callable[[str, Any], Any]) -> Any:
        found, values = {}, known.entries(section) if section else known.params
        for name in names:
            with findings.gather():
                found[name] = check_one(name, values[name])
        return found

    checked("heads", known.entries("heads"), _check_head)
    given = [way for way in ways if way in known.params]
    return Components(
        sources=checked(
            "sources",
            known.entries("sources"),
            lambda name, entry: check_source(entry, f"{PARAMS}: sources.{name}"),
        ),
        encoders=checked("encode", known.entries("encode"), _check_encoder),
        ways=checked("", given, _check_way),
        models=checked("models", known.entries("models"), check_model),
    )


def _check_encoder(name: str, entry: Any) -> Any:
    """Check an encoder; beside a saved model, its recipe is the file `<name>.json`."""
    if f"{name}.json" in NOT_RECIPES:
        raise BakeoffError(
            f"{PARAMS}: encode.{name}: expected another name, since {name}.json describes a saved "
            "model itself; rename the entry"
        )
    return check_entry(name, entry)


def _check_head(name: str, value: Any) -> Any:
    return check(load_component(HEADS, name, "heads").Settings, value, f"{PARAMS}: heads.{name}")


def _check_way(way: str, value: Any) -> Any:
    return check(load_component(FITTING, way, way, "fitting").Settings, value, f"{PARAMS}: {way}")


def check_fits(known: Known, components: Components, findings: Findings) -> None:
    """Check that each model's head and fitting method exist, and that the head fits the kind."""
    heads, runtimes = known.names("heads"), known.names("runtime")
    ways = [way for way in component_names(FITTING, "fitting") if way in known.params]
    for name, model in components.models.items():
        place = f"models.{name}"
        if heads is None or model.head in heads:
            fitting = fitting_heads(model.gives, model.fit)
            where = f"for models of the kind {model.kind} with fit: {model.fit}"
            findings.expect(f"{place}.head", [model.head], fitting, where)
        else:
            findings.expect(f"{place}.head", [model.head], heads, "in heads")
        findings.expect(f"{place}.fit", [model.fit], ways, "that has a section")
        if model.fit in ways:
            findings.expect(f"{place}.fit", [model.fit], runtimes, "in runtime")


def fitting_heads(gives: str, way: str) -> list[str]:
    """Name the heads that can stand on words, features or counts and are fitted in a way."""
    heads = {name: load_component(HEADS, name, "heads").Settings for name in component_names(HEADS)}
    return [name for name, head in heads.items() if gives in head.reads and head.fit == way]


def check_runtime(known: Known, findings: Findings) -> None:
    """Check what computes, for each stage and fitting method that computes."""
    names = known.names("runtime")
    for name in STAGES_WITH_RUNTIME:
        if names is not None and name not in names:
            findings.add(f"runtime.{name}", "this key is missing")
    models: dict[str, type[Runtime]] = dict.fromkeys(STAGES_WITH_RUNTIME, TensorFlowRuntime)
    for way in component_names(FITTING, "fitting"):
        models[way] = load_component(FITTING, way, "runtime", "fitting").RUNTIME
    for name, entry in known.entries("runtime").items():
        findings.expect(f"runtime.{name}", [name], models, "of the stages and fitting methods")
        if name in models:
            with findings.gather():
                check(models[name], entry, f"{PARAMS}: runtime.{name}")
