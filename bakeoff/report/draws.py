"""What intervals are made of: draws of texts, and what other trainings would change."""

from collections.abc import Iterable

from bakeoff.evaluation.answer_format import PairLine
from bakeoff.report.inputs import Inputs


def describe_draws(inputs: Inputs, pairs: Iterable[PairLine]) -> str:
    """Say how many texts are drawn, and what widens the intervals if something does.

    Args:
        inputs: of the page.
        pairs: the comparisons whose intervals are described, or that stand for others.
    """
    draws = f"{inputs.answer['draws']:,} bootstrap draws of texts"
    if not any(pair["se_training"] for pair in pairs):
        return draws
    cause = "other seeds" if inputs.answer["one_training_set"] else "other training texts"
    return f"{draws}, widened for what {cause} would change"
