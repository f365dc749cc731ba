"""What a model costs, from the records of the stages: to download, to build, to train, to run."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bakeoff.core.costs import CostRecord
from bakeoff.core.paths import EMBEDDINGS, FEATURES, MIXES
from bakeoff.evaluation.formats import Costs

Entry = tuple[str, str]  # a stage and the name of an entry
Mixes = Mapping[str, Sequence[str]]  # the section `mix` of params.yaml


def list_parts(path: str, mixes: Mixes) -> list[Entry]:
    """List the entries of `embed` and `encode` that a model's input consists of."""
    place = Path(path)
    if place.parent == MIXES:
        return [part for half in mixes[place.name] for part in list_parts(half, mixes)]
    stage = {EMBEDDINGS: "embed", FEATURES: "encode"}.get(place.parent)
    return [(stage, place.stem)] if stage else []


def list_entries(
    inputs: Mapping[str, str], ensembles: Mapping[str, Sequence[str]], mixes: Mixes
) -> dict[str, list[Entry]]:
    """List the entries behind each model, and behind each ensemble those of its members, once.

    Args:
        inputs: model to its `input` in params.yaml.
        ensembles: name to members.
        mixes: name to parts.
    """
    entries = {
        name: [*list_parts(path, mixes), ("train", name), ("predict", name)]
        for name, path in inputs.items()
    }
    entries |= {
        name: [entry for member in members for entry in entries[member]]
        for name, members in ensembles.items()
    }
    return {name: list(dict.fromkeys(behind)) for name, behind in entries.items()}


def sum_costs(behind: Sequence[Entry], records: Mapping[Entry, CostRecord]) -> Costs:
    """Sum up the records of the entries behind one model or ensemble.

    Returns:
        Bytes downloaded, CPU-seconds to build its input and to train, peak memory of any stage in
        MB, bytes of the saved models (one seed), CPU-milliseconds per text, given alone and among
        a thousand: those of `predict` and of the encoders.
    """
    training = [records[entry] for entry in behind if entry[0] == "train"]
    building = [records[entry] for entry in behind if entry[0] in ("embed", "encode")]
    every = [records[entry] for entry in behind]
    return {
        "download_bytes": sum(record.get("source_bytes", 0) for record in every),
        "build_cpu_seconds": round(sum(record["cpu_seconds"] for record in building), 2),
        "train_cpu_seconds": round(sum(record["cpu_seconds"] for record in training), 2),
        "peak_memory_mb": max(record["peak_memory_mb"] for record in every),
        "model_bytes": sum(record.get("model_bytes", 0) for record in every),
        "ms_one": round(sum(record.get("ms_one", 0.0) for record in every), 3),
        "ms_thousand": round(sum(record.get("ms_thousand", 0.0) for record in every), 4),
    }
