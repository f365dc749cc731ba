"""What a model costs beside what it scores, and which models nothing cheaper beats."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bakeoff.report.blocks import EMPTY, Cell, Figure, Section, Table, decimal, listed, number
from bakeoff.report.inputs import Inputs
from bakeoff.report.trade_offs import trade_off


class Measure(NamedTuple):
    """One cost: what it is called, its unit, and how many of that unit the file's number is."""

    name: str
    unit: str
    scale: float = 1.0


MEASURES = {
    "download_bytes": Measure("Download", "MB", 1e-6),
    "build_cpu_seconds": Measure("Building its vectors", "CPU s"),
    "train_cpu_seconds": Measure("Training", "CPU s"),
    "peak_memory_mb": Measure("Peak memory", "MB"),
    "model_bytes": Measure("Saved model", "MB", 1e-6),
    "ms_one": Measure("A message alone", "ms"),
    "ms_thousand": Measure("A message among 1,000", "ms"),
}


def pareto(costs: Mapping[str, float], scores: Mapping[str, float]) -> list[str]:
    """Find the models that no other one beats at no higher cost.

    Args:
        costs: of each model.
        scores: of each model; higher is better.

    Returns:
        The front, the cheapest first. Of models alike in both, all are on it.
    """

    def beaten(name: str) -> bool:
        return any(
            costs[other] <= costs[name]
            and scores[other] >= scores[name]
            and (costs[other], scores[other]) != (costs[name], scores[name])
            for other in costs
        )

    return sorted((name for name in costs if not beaten(name)), key=lambda name: costs[name])


def _points(inputs: Inputs, key: str) -> list[dict[str, Any]]:
    """One point a model whose cost is known, in the measure's unit."""
    scores = {name: its["mean"]["f1"] for name, its in inputs.board["models"].items()}
    known = {
        name: round(its[key] * MEASURES[key].scale, 6)
        for name, its in inputs.costs.items()
        if its.get(key) is not None
    }
    front = pareto(known, scores)
    return [
        {"model": name, "f1": scores[name], "cost": known[name], "front": name in front}
        for name in inputs.models
        if name in known
    ]


def _figure(key: str, points: list[dict[str, Any]]) -> Figure:
    measure = MEASURES[key]
    front = sorted((one for one in points if one["front"]), key=lambda one: one["cost"])
    names = listed([str(point["model"]) for point in front])
    title = f"F1 by cost: {measure.name.lower()}, {measure.unit}"
    table = Table(
        f"F1 against {measure.name.lower()}",
        ["model", "F1", measure.unit, "on the front"],
        [
            [
                Cell(point["model"]),
                number(point["f1"]),
                number(point["cost"], 2),
                Cell("yes" if point["front"] else ""),
            ]
            for point in points
        ],
    )
    said = f"F1 against {measure.name.lower()} of {len(points)} models. On the front: {names}."
    return Figure(
        f"cost-{key}",
        title,
        said,
        trade_off(points),
        table,
        small=True,
        note=f"On the front: {names}.",
    )


def costs_section(inputs: Inputs) -> Section | None:
    """Make the section of costs; none where nothing was measured."""
    found = {key: _points(inputs, key) for key in MEASURES}
    found = {key: points for key, points in found.items() if points}
    if not found:
        return None
    cells = []
    for name in inputs.models:
        line = [Cell(name), number(inputs.board["models"][name]["mean"]["f1"])]
        for points in found.values():
            its = next((point for point in points if point["model"] == name), None)
            line.append(Cell(EMPTY) if its is None else _cost(its["cost"], its["front"]))
        cells.append(line)
    header = ["model", "F1", *(f"{MEASURES[key].name}, {MEASURES[key].unit}" for key in found)]
    table = Table(
        "What each model costs; ◆ marks those that no other one beats at no higher cost",
        header,
        cells,
        sortable=True,
    )
    return Section(
        "costs",
        "Costs",
        "Diamonds are on the Pareto front: whoever wants a higher F1 than theirs pays more. "
        "Circles are beaten by a model that costs no more. F1 is the mean here; which differences "
        "are more than chance, the leaderboard says.",
        "Measured on the machine that ran the pipeline: CPU-seconds and peak memory of the "
        "processes, sizes of the files, and the time from a raw text to a probability.",
        ["metrics/costs.json"],
        [table, *(_figure(key, points) for key, points in found.items())],
    )


def _cost(value: float, front: bool) -> Cell:
    digits = 0 if value >= 100 or value == 0 else 1 if value >= 10 else 2
    text = decimal(value, digits)
    return Cell(f"◆ {text}" if front else text, value, "front" if front else "")
