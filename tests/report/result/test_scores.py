"""The section of all scores."""

from bakeoff.report.result.scores import score_section
from tests.report.plain import variant


def test_all_scores_are_folded_with_how_they_were_made(inputs):
    """The number of draws is the answer's."""
    section = score_section(inputs)
    (table,) = section.blocks
    assert section.folded and table.caption.startswith("Every score of every model")
    assert "10,000 bootstrap draws" in section.made


def test_intervals_are_not_said_to_be_wider_than_they_are(inputs):
    """One seed, or rounds that differ no more than their texts explain, add nothing."""
    assert "of texts, widened for what other training texts would" in score_section(inputs).made
    seeds = variant(inputs, answer={"one_training_set": True})
    assert "of texts, widened for what other seeds would change. " in score_section(seeds).made
    lines = {
        key: [{**pair, "se_training": 0.0} for pair in inputs.answer[key]]
        for key in ("against_baseline", "pairs")
    }
    for one in (False, True):
        plain = variant(inputs, answer={**lines, "one_training_set": one})
        assert "bootstrap draws of texts. From" in score_section(plain).made
