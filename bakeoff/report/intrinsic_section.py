"""How well the vectors do without a task: likeness as people judge it, and analogies."""

from typing import NamedTuple

from bakeoff.report import charts
from bakeoff.report.blocks import Cell, Figure, ReportSection, Spec, Table, listed, number
from bakeoff.report.inputs import Inputs


class Benchmark(NamedTuple):
    """The title of a benchmark, and the names of its score, its coverage and its size."""

    title: str
    score: str
    covered: str
    total: str


BENCHMARKS = {
    "wordsim353": Benchmark("WordSim-353, Spearman's ρ", "spearman", "pairs_covered", "pairs"),
    "simlex999": Benchmark("SimLex-999, Spearman's ρ", "spearman", "pairs_covered", "pairs"),
    "analogies": Benchmark("Analogies, accuracy", "accuracy", "covered", "questions"),
}


def _spec(lines: list[charts.Row], embeddings: int) -> Spec:
    x, y = charts.across("score", zero=True, tickCount=4), charts.vertical("embedding")
    layers = charts.bars_and_dots(x, y, charts.tooltip("embedding", "task", score=("score", ".3f")))
    titles = list(dict.fromkeys(str(line["task"]) for line in lines))
    height = charts.STEP * embeddings
    return charts.panels(layers, lines, "task", titles, height=height, panel=200, room=110)


def _table(title: str, inputs: Inputs) -> Table:
    """Show each score beside how many pairs or questions it is of."""
    header, cells = ["embedding"], [[Cell(name)] for name in inputs.intrinsic]
    for key, task in BENCHMARKS.items():
        header += [task.title, "covered"]
        for line, found in zip(cells, inputs.intrinsic.values(), strict=True):
            covered = found[key][task.covered]
            text = f"{covered:,} of {found[key][task.total]:,}"
            line += [number(found[key][task.score]), Cell(text, covered)]
    return Table(title, header, cells)


def intrinsic_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of intrinsic measures; None where no benchmark has a score."""
    lines: list[charts.Row] = [
        {"embedding": name, "task": task.title, "score": found[key][task.score]}
        for key, task in BENCHMARKS.items()
        for name, found in inputs.intrinsic.items()
        if found[key][task.score] is not None
    ]
    if not lines:
        return None
    title = "Vectors without a task"
    table = _table(title, inputs)
    covered = "; ".join(
        f"{line[0].text} {listed([cell.text for cell in line[2::2]])}" for line in table.rows
    )
    spec, note = _spec(lines, len(inputs.intrinsic)), f"Covered: {covered}."
    return ReportSection(
        "intrinsic",
        "Intrinsic measures",
        "How well cosines agree with what people call alike, and how often king − man + woman is "
        "queen. A file that covers few pairs was asked an easier or a harder question: compare "
        "within what is covered. Scores of a few dozen pairs are noise.",
        "Spearman's rank correlation over the pairs of which both words have a vector; analogies "
        "by the nearest vector to b − a + c.",
        ["metrics/intrinsic/"],
        [Figure("intrinsic-scores", title, spec, table, note=note)],
    )
