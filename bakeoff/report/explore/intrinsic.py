"""How well the vectors do without a task: likeness as people judge it, and analogies."""

from typing import NamedTuple

from bakeoff.report.blocks import Cell, Column, ReportSection, Table
from bakeoff.report.cells import number
from bakeoff.report.inputs import Inputs

FEWEST = 50  # pairs or questions of a benchmark: with fewer a score is noise


class Benchmark(NamedTuple):
    """The title of a benchmark, and the names of its score, its coverage and its size."""

    title: str
    score: str
    covered: str
    total: str


BENCHMARKS = {
    "wordsim353": Benchmark("WordSim-353, Spearman's ρ", "spearman", "pairs_covered", "pairs"),
    "simlex999": Benchmark("SimLex-999, Spearman's ρ", "spearman", "pairs_covered", "pairs"),
    "analogies": Benchmark("Analogies, share right", "accuracy", "covered", "questions"),
}


def intrinsic_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of intrinsic measures; None where no file covers enough of a benchmark."""
    shown = {
        key: task
        for key, task in BENCHMARKS.items()
        if any((found[key][task.covered] or 0) >= FEWEST for found in inputs.intrinsic.values())
    }
    if not shown:
        return None
    return ReportSection(
        "intrinsic",
        "Vectors without a task",
        "How well cosines agree with what people call alike, and how often king − man + woman is "
        "queen.",
        [benchmark_table(inputs, shown)],
        "Spearman's rank correlation over the pairs of which both words have a vector; analogies "
        "by the nearest vector to b − a + c. A file that covers few pairs was asked an easier or a "
        f"harder question; scores of fewer than {FEWEST} are left out. From metrics/intrinsic/.",
        folded=True,
    )


def benchmark_table(inputs: Inputs, shown: dict[str, Benchmark]) -> Table:
    """Show each score beside how many pairs or questions it is of."""
    headings, rows = [Column("embedding")], [[Cell(name)] for name in inputs.intrinsic]
    for key, task in shown.items():
        headings += [Column(task.title, "higher"), Column("covered", "higher")]
        for row, found in zip(rows, inputs.intrinsic.values(), strict=True):
            covered = found[key][task.covered] or 0
            score = found[key][task.score] if covered >= FEWEST else None
            row += [number(score), Cell(f"{covered:,} of {found[key][task.total]:,}", covered)]
    return Table("Intrinsic measures", headings, rows, by_model=False)
