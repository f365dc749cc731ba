"""The whole answer in words."""

from bakeoff.report.blocks import ReportSection, Sentences
from bakeoff.report.cells import spell_out
from bakeoff.report.inputs import Inputs


def answer_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of the answer's sentences but the last, which leads the page."""
    sentences = [spell_out(sentence) for sentence in inputs.answer["sentences"][:-1]]
    if not sentences:
        return None
    return ReportSection("answer", "In words", "", [Sentences(sentences)])
