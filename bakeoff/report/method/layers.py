"""Which layers of an encoder the classifiers chose: the weights s and the scale gamma."""

from bakeoff.evaluation.formats import Mix
from bakeoff.report.blocks import Cell, Table
from bakeoff.report.cells import columns, spread
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


def layer_table(inputs: Inputs) -> Table | None:
    """Show the weights that rounds ended with; None where no model mixes layers."""
    found = collect_mixes(inputs)
    if not found:
        return None
    depth = max(len(mix["s"]) for mixes in found.values() for mix in mixes)
    rows = [
        [
            Cell(name),
            *(spread([x["s"][at] for x in mixes if at < len(x["s"])]) for at in range(depth)),
            spread([mix["gamma"] for mix in mixes]),
        ]
        for name, mixes in found.items()
    ]
    titles = [f"layer {layer}" for layer in range(depth)]
    titles[0] += ", words"
    caption = (
        "Weights of an encoder's layers, and their scale gamma: mean over rounds "
        "(lowest to highest)"
    )
    return Table(caption, columns("model", *titles, "gamma"), rows, by_model=False)
