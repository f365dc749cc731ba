"""Every score of every model."""

from bakeoff.report.blocks import ReportSection
from bakeoff.report.inputs import Inputs
from bakeoff.report.result.board import score_table


def score_section(inputs: Inputs) -> ReportSection:
    """Make the section of all scores."""
    return ReportSection(
        "scores",
        "All scores",
        "Every metric, from the same predictions.",
        [score_table(inputs)],
        f"Means over repeats; the interval is from {inputs.answer['draws']:,} bootstrap draws of "
        "texts, widened for what other training texts would change. From metrics/leaderboard.json.",
        folded=True,
    )
