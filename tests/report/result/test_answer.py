"""The answer in words."""

from bakeoff.report.result.answer import answer_section
from tests.report.plain import variant


def test_all_sentences_but_the_last_are_told(inputs):
    """The last leads the page."""
    told = variant(inputs, answer={"sentences": ["One.", "Two.", "Use keras: it is."]})
    (block,) = answer_section(told).blocks
    assert block.sentences == ["One.", "Two."]


def test_a_recommendation_alone_needs_no_section(inputs):
    """It leads the page."""
    assert answer_section(variant(inputs, answer={"sentences": ["Use keras: it is."]})) is None
