"""What a model costs, from the records of the stages: to download, to build, to train, to run."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bakeoff.core.costs import CostRecord
from bakeoff.core.paths import EMBEDDINGS, FEATURES, MIXES
from bakeoff.evaluation.formats import Costs

Entry = tuple[str, str]  # a stage and the name of an entry
OF_ONE_MODEL = ("model_bytes", "ms_one", "ms_thousand")
Mixes = Mapping[str, Sequence[str]]  # the section `mix` of params.yaml


def list_parts(path: str, mixes: Mixes) -> list[Entry]:
    """List the entries of `embed` and `encode` that a model's input consists of."""
    place = Path(path)
    if place.parent == MIXES:
        return [part for half in mixes[place.name] for part in list_parts(half, mixes)]
    stage = {EMBEDDINGS: "embed", FEATURES: "encode"}.get(place.parent)
    return [(stage, place.stem)] if stage else []


def list_entries(
    inputs: Mapping[str, str], groups: Mapping[str, Sequence[str]], mixes: Mixes
) -> dict[str, list[Entry]]:
    """List the entries behind each model, and behind each group of models those of its members.

    Args:
        inputs: path by model.
        groups: the sections `choose` and `ensemble`.
        mixes: the section `mix`.

    Returns:
        Entries by model and group, each once.
    """
    entries = {name: [*list_parts(path, mixes), ("train", name)] for name, path in inputs.items()}
    entries |= {
        name: [entry for member in members for entry in entries[member]]
        for name, members in groups.items()
    }
    return {name: list(dict.fromkeys(behind)) for name, behind in entries.items()}


def sum_costs(behind: Sequence[Entry], records: Mapping[Entry, CostRecord]) -> Costs:
    """Sum up the records of the entries behind one model or group.

    Training is that of all rounds and of the model on all texts, which is the one that is saved.
    Time per text is that of this model and of the encoders.
    """
    every = [records[entry] for entry in behind]

    def cpu_seconds(*stages: str) -> float:
        return round(sum(records[x]["cpu_seconds"] for x in behind if x[0] in stages), 2)

    return {
        "download_bytes": sum(record.get("source_bytes", 0) for record in every),
        "build_cpu_seconds": cpu_seconds("embed", "encode"),
        "train_cpu_seconds": cpu_seconds("train"),
        "peak_memory_mb": max(record["peak_memory_mb"] for record in every),
        "model_bytes": sum(record.get("model_bytes", 0) for record in every),
        "ms_one": round(sum(record.get("ms_one", 0.0) for record in every), 3),
        "ms_thousand": round(sum(record.get("ms_thousand", 0.0) for record in every), 4),
    }


def use_one(costs: Costs, members: Sequence[Costs]) -> Costs:
    """Give the costs of a choice: all members are trained, and one is saved and used."""
    return costs | {key: max(x[key] for x in members) for key in OF_ONE_MODEL}
