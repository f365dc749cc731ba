"""Every score of every model."""

from bakeoff.report.blocks import ReportSection
from bakeoff.report.draws import describe_draws
from bakeoff.report.inputs import Inputs
from bakeoff.report.result.board import score_table


def score_section(inputs: Inputs) -> ReportSection:
    """Make the section of all scores."""
    draws = describe_draws(inputs, inputs.pairs().values())
    return ReportSection(
        "scores",
        "All scores",
        "Every metric, from the same predictions.",
        [score_table(inputs)],
        f"Means over repeats; the interval is from {draws}. From metrics/leaderboard.json.",
        folded=True,
    )
