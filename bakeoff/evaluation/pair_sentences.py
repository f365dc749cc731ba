"""What the answer says of pairs: how many differ, and what vectors are worth."""

from bakeoff.evaluation.answer_format import Answer, PairLine
from bakeoff.evaluation.wording import join_names, shorten


def describe_pairs(answer: Answer) -> str | None:
    """Count the words of the pairs without the baseline, and name the largest difference.

    Controls are left out: that they are worse than all others says nothing of those.
    """
    controls = {pair["other"] for pair in answer["pretraining"]}
    pairs = [pair for pair in answer["pairs"] if not controls & {pair["model"], pair["other"]}]
    if len(pairs) < 2:
        return f"{_write_pair(pairs[0], answer)}: {pairs[0]['word']}." if pairs else None
    apart = [pair for pair in pairs if pair["word"] in ("better", "worse")]
    equal = sum(pair["word"] == "equal" for pair in pairs)
    undecided = len(pairs) - len(apart) - equal
    counts = [
        (len(apart), "differs" if len(apart) == 1 else "differ"),
        (equal, "is equal" if equal == 1 else "are equal"),
        (undecided, "is undecided" if undecided == 1 else "are undecided"),
    ]
    text = join_names([f"{count} {words}" for count, words in counts if count])
    largest = max(apart, key=lambda pair: abs(pair["difference"]), default=None)
    ending = f"; the largest difference is {_write_pair(largest, answer)}" if largest else ""
    return f"Of the {len(pairs)} pairs without {answer['baseline']}, {text}{ending}."


def describe_pretraining(answer: Answer) -> str | None:
    """Say what the vectors are worth: the difference to the same vectors on the wrong words."""
    told = [_compare_control(answer, pair) for pair in answer["pretraining"]]
    told += [_compare_learned(answer, pair) for pair in answer["against_learned"]]
    return " ".join(told) or None


def _compare_control(answer: Answer, pair: PairLine) -> str:
    model, control = pair["model"], f"{pair['other']}, the same vectors on the wrong words"
    endings = {
        "better": f"it is better than {control}",
        "worse": f"it is worse than {control}",
        "equal": f"it is equal to {control}",
        "undecided": f"it is undecided whether {model} is better than {control}",
    }
    worth = _write_difference(pair, answer)
    return f"The right vectors are worth {worth} to {model}: {endings[pair['word']]}."


def _compare_learned(answer: Answer, pair: PairLine) -> str:
    learned = f"{pair['other']}, whose vectors are learned from these texts"
    return (
        f"Against {learned}, {pair['model']} is {pair['word']}: {_write_difference(pair, answer)}."
    )


def _write_pair(pair: PairLine, answer: Answer) -> str:
    return f"{pair['model']} against {pair['other']}, {_write_difference(pair, answer)}"


def _write_difference(pair: PairLine, answer: Answer) -> str:
    ends = f"[{shorten(pair['low'])}, {shorten(pair['high'])}]"
    return f"{shorten(pair['difference'])} {ends} {answer['label']}"
