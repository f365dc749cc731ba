"""All pairs of models as a matrix of words."""

from bakeoff.evaluation.answer_format import PairLine
from bakeoff.report.blocks import Matrix, Pairing, ReportSection
from bakeoff.report.cells import decimal, span
from bakeoff.report.inputs import Inputs

READ = {
    "better": "is better than",
    "worse": "is worse than",
    "equal": "equals",
    "undecided": "is not told apart from",
}


def pair_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of all pairs; None with fewer than three models."""
    if len(inputs.models) < 3:
        return None
    pairs = inputs.pairs()
    cells = [
        [describe(pairs.get((row, column))) for column in inputs.models] for row in inputs.models
    ]
    caption = "How the model of a row compares with that of a column"
    return ReportSection(
        "pairs",
        "All pairs",
        "Each row compares its model with the others. Point at a cell for the difference and its "
        "simultaneous interval. Click a name to put it first and to sort the rest by how they "
        "compare with it.",
        [Matrix(caption, inputs.models, cells)],
    )


def describe(pair: PairLine | None) -> Pairing:
    """Write a pair out; None is a model beside itself."""
    if pair is None:
        return Pairing("", "", None)
    ends = span(pair["low"], pair["high"], sign=True)
    apart = decimal(pair["difference"], sign=True)
    text = f"{pair['model']} {READ[pair['word']]} {pair['other']}: {apart} ({ends})"
    return Pairing(pair["word"], text, pair["difference"])
