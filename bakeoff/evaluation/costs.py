"""What a model costs, from the records that the stages leave: to download, to build, to run."""

from typing import Any

Costs = dict[str, Any]


def parts_of(path: str, mixes: dict[str, list[str]]) -> list[str]:
    """List the matrices and features that an input is made of; a mix may be made of mixes."""
    name = path.removeprefix("data/mixes/")
    if name == path:
        return [path]
    return list(dict.fromkeys(part for its in mixes[name] for part in parts_of(its, mixes)))


def sum_costs(
    inputs: list[str],
    mixes: dict[str, list[str]],
    building: dict[str, Costs],
    training: list[Costs],
    predicting: list[Costs],
) -> Costs:
    """Put together what one model costs, or the members of an ensemble; what they share, once.

    Args:
        inputs: `input` of each in params.yaml.
        mixes: `mix` of params.yaml.
        building: path of a matrix or of features to the record that its stage left.
        training: the records of `train`.
        predicting: the records of `predict`.

    Returns:
        Bytes downloaded, CPU-seconds to build and to train, peak memory of any stage in MB, bytes
        of the saved models (one seed), CPU-milliseconds a message, alone and among a thousand.
    """
    parts = dict.fromkeys(part for path in inputs for part in parts_of(path, mixes))
    records = [building[part] for part in parts if part in building]
    stages = [*records, *training, *predicting]
    return {
        "download_bytes": sum(record["source_bytes"] for record in records),
        "build_cpu_seconds": round(sum(record["cpu_seconds"] for record in records), 2),
        "train_cpu_seconds": round(sum(record["cpu_seconds"] for record in training), 2),
        "peak_memory_mb": max(record["peak_memory_mb"] for record in stages),
        "model_bytes": sum(record["model_bytes"] for record in predicting),
        "ms_one": round(sum(record["ms_one"] for record in predicting), 3),
        "ms_thousand": round(sum(record["ms_thousand"] for record in predicting), 4),
    }
