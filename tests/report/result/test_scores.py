"""The section of all scores."""

from bakeoff.report.result.scores import score_section


def test_all_scores_are_folded_with_how_they_were_made(inputs):
    """The number of draws is the answer's."""
    section = score_section(inputs)
    (table,) = section.blocks
    assert section.folded and table.caption.startswith("Every score of every model")
    assert "10,000 bootstrap draws" in section.made
