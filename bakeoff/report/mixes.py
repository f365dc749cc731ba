"""Which layers of an encoder the classifiers chose: the weights s and the scale gamma."""

from typing import Any

import altair as alt

from bakeoff.report.blocks import Cell, Figure, Section, Table, decimal
from bakeoff.report.charts import ACCENT, INK, STEP, panels, rows, stack, tall, vertical
from bakeoff.report.inputs import Inputs


def mixes(inputs: Inputs) -> dict[str, list[dict[str, Any]]]:
    """Give what each seed learned, by model and, where it has several, by mix."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name in inputs.models:
        for run in inputs.training.get(name, {}).get("runs", []):
            several = len(run.get("mix", {})) > 1
            for mix, its in run.get("mix", {}).items():
                found.setdefault(f"{name}: {mix}" if several else name, []).append(its)
    return found


def _mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 6)


def _layer(number: int) -> str:
    return "0, words" if number == 0 else str(number)


def _spec(found: dict[str, list[dict[str, Any]]], depth: int) -> dict[str, Any]:
    seeds = [
        {"model": name, "layer": _layer(layer), "s": share}
        for name, runs in found.items()
        for its in runs
        for layer, share in enumerate(its["s"])
    ]
    order = [_layer(layer) for layer in range(depth)]
    y = vertical("layer")
    x = alt.X("s:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4))
    own = alt.Chart().encode(y=y)
    layer = stack(
        alt.Chart(rows([{"s": round(1 / depth, 6)}]))
        .mark_rule(color=INK, strokeDash=[4, 3])
        .encode(x=x),
        own.mark_point(color=ACCENT, filled=True, size=55, opacity=0.55).encode(
            x=x, tooltip=["model:N", "layer:N", alt.Tooltip("s:Q", format=".3f")]
        ),
        own.mark_tick(color=ACCENT, thickness=3, height=16).encode(
            x=alt.X("s:Q", aggregate="mean", title=None)
        ),
        data=rows(seeds, "model", list(found)),
    )
    return panels(
        layer.properties(height=tall(order, STEP + 4)), "model", list(found), panel=200, room=70
    )


def mixes_section(inputs: Inputs) -> Section | None:
    """Make the section of layers; none where no model mixes any."""
    found = mixes(inputs)
    if not found:
        return None
    depth = max(len(its["s"]) for runs in found.values() for its in runs)
    seeds = max(len(runs) for runs in found.values())
    cells = []
    for name, runs in found.items():
        line = [Cell(name)]
        for layer in range(depth):
            shares = [its["s"][layer] for its in runs if layer < len(its["s"])]
            line.append(Cell(_spread(shares), _mean(shares)) if shares else Cell("–"))
        gammas = [its["gamma"] for its in runs]
        cells.append([*line, Cell(_spread(gammas), _mean(gammas))])
    header = ["model", *(f"s of layer {_layer(layer)}" for layer in range(depth)), "gamma"]
    title = "Weight s of each layer of the encoder"
    table = Table(f"{title}, the mean over seeds, and lowest to highest", header, cells)
    said = "; ".join(
        f"{line[0].text}: {', '.join(cell.text for cell in line[1:])}" for line in cells
    )
    scales = "; ".join(f"{line[0].text} {line[-1].text}" for line in cells)
    return Section(
        "layers",
        "Layers of ELMo",
        "A classifier takes gamma times a weighted mean of an encoder's layers, and learns the "
        "weights. Lower layers know letters and grammar, higher ones what a word means here. The "
        "dashed line is what all layers alike would have.",
        f"The weights that each of {seeds} seeds ended with: a dot a seed, a bar at their mean.",
        ["metrics/training/"],
        [
            Figure(
                *("layers-s", title, f"{title}. {said}.", _spec(found, depth), table),
                note=f"Gamma: {scales}.",
            )
        ],
    )


def _spread(values: list[float]) -> str:
    text = decimal(_mean(values))
    if len(values) > 1:
        text += f" ({decimal(min(values), 2)} to {decimal(max(values), 2)})"
    return text
