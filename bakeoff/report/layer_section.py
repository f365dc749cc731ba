"""Which layers of an encoder the classifiers chose: the weights s and the scale gamma."""

import altair as alt

from bakeoff.evaluation.formats import Mix
from bakeoff.report import charts
from bakeoff.report.blocks import Cell, Figure, ReportSection, Spec, Table, spread
from bakeoff.report.inputs import Inputs

Mixes = dict[str, list[Mix]]  # what each round learned, by model


def collect_mixes(inputs: Inputs) -> Mixes:
    """Give what each round learned, by model and, where it has several, by mix."""
    found: Mixes = {}
    for name, runs in inputs.runs.items():
        for run in runs:
            mixes = run.get("mix", {})
            for title, mix in mixes.items():
                key = f"{name}: {title}" if len(mixes) > 1 else name
                found.setdefault(key, []).append(mix)
    return found


def _layer(number: int) -> str:
    return "0, words" if number == 0 else str(number)


def _spec(found: Mixes, depth: int) -> Spec:
    lines: list[charts.Row] = [
        {"model": name, "layer": _layer(layer), "s": share}
        for name, mixes in found.items()
        for mix in mixes
        for layer, share in enumerate(mix["s"])
    ]
    x, y = charts.across("s", zero=True, tickCount=4), charts.vertical("layer")
    uniform = alt.Chart(charts.rows([{"s": round(1 / depth, 6)}]))
    means = alt.Chart().mark_tick(color=charts.ACCENT, thickness=3, height=16)
    layers = [
        uniform.mark_rule(color=charts.INK, strokeDash=charts.DASHES).encode(x=x),
        charts.dots(55, 0.55, x=x, y=y, tooltip=charts.tooltip("model", "layer", s=("s", ".3f"))),
        means.encode(x=alt.X("s:Q", aggregate="mean", title=None), y=y),
    ]
    height = (charts.STEP + 4) * depth
    return charts.panels(layers, lines, "model", list(found), height=height, panel=200, room=70)


def _table(title: str, found: Mixes, depth: int) -> Table:
    cells = [
        [
            Cell(name),
            *(spread([x["s"][at] for x in mixes if at < len(x["s"])]) for at in range(depth)),
            spread([mix["gamma"] for mix in mixes]),
        ]
        for name, mixes in found.items()
    ]
    header = ["model", *(f"s of layer {_layer(layer)}" for layer in range(depth)), "gamma"]
    return Table(f"{title}, the mean over rounds, and lowest to highest", header, cells)


def layer_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of layers; None where no model mixes any."""
    found = collect_mixes(inputs)
    if not found:
        return None
    depth = max(len(mix["s"]) for mixes in found.values() for mix in mixes)
    rounds = max(map(len, found.values()))
    title = "Weight s of each layer of the encoder"
    spec, table = _spec(found, depth), _table(title, found, depth)
    note = f"Gamma: {'; '.join(f'{x[0].text} {x[-1].text}' for x in table.rows)}."
    return ReportSection(
        "layers",
        "Layers of ELMo",
        "A classifier takes gamma times a weighted mean of an encoder's layers, and learns the "
        "weights. Lower layers know letters and grammar, higher ones what a word means here. The "
        "dashed line is what all layers alike would have.",
        f"The weights that each of {rounds} rounds ended with: a dot per round, a bar at the mean.",
        ["metrics/training/"],
        [Figure("layers-s", title, spec, table, note=note)],
    )
