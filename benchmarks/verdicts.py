"""The words of the answer beside those of a Bayesian correlated t-test, with the same margin.

`make bench-verdicts` reads the last run. The test is that of Corani and Benavoli (2015, Machine
Learning 100) as baycomp computes it: from the scores of all rounds, which it takes to be correlated
by the share of texts that a round tests, with the margin as region of practical equivalence. A
pair is better, worse or equal where that has a probability above .95. It asks of each pair alone.
"""

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from bakeoff.core import paths
from bakeoff.core.classes import load_classes
from bakeoff.core.commands import run_command
from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json
from bakeoff.core.stage import read_parameters
from bakeoff.core.table import load_table
from bakeoff.evaluation.answer_format import Answer, PairLine
from bakeoff.evaluation.held_out import HeldOut, hold_out
from bakeoff.evaluation.metrics import METRICS
from bakeoff.evaluation.scored_models import ScoredModel
from bakeoff.evaluation.scoring.scores import macro_f1, score
from stages.evaluate import Params, load_all

SURE = 0.95


def score_rounds(held: HeldOut, model: ScoredModel, metric: str) -> NDArray[np.float64]:
    """Score the held-out texts of every round, (rounds,); more is better."""
    found = model.predictions
    scores = []
    for partition, rows, threshold in zip(
        found.partitions, found.probabilities, model.thresholds, strict=True
    ):
        tested = held.table.rows(partition, "test")
        labels, probabilities = held.labels[tested], rows[tested]
        by_name = score(labels, probabilities, threshold)
        by_name["macro_f1"] = macro_f1(labels, probabilities)
        scores.append(METRICS[metric].sign * by_name[metric])
    return np.array(scores)


def judge(first: Any, second: Any, margin: float, repeats: int) -> str:
    """Give baycomp's word for the first model."""
    import baycomp

    worse, equal, better = baycomp.two_on_single(second, first, rope=margin, runs=repeats)
    words = {"better": better, "equal": equal, "worse": worse}
    sure = [word for word, probability in words.items() if probability > SURE]
    return sure[0] if sure else "undecided"


def explain(pair: PairLine, word: str) -> str:
    """Say how two words differ."""
    if pair["word"] == word:
        return "the same"
    if {pair["word"], word} == {"better", "worse"}:
        return "opposite"
    if pair["within_margin"] and word == "equal":
        return f"{pair['word']}, by less than the margin; equal"
    return f"{pair['word']}; {word}"


def main() -> None:
    """Compare the words of all pairs of the last run."""
    if not paths.ANSWER.exists():
        raise BakeoffError(f"{paths.ANSWER}: not there yet; run `make repro` first")
    answer: Answer = read_json(paths.ANSWER)
    params = read_parameters(Params, "evaluate", None)
    held = hold_out(load_table(paths.TEXTS), load_classes(paths.CLASSES))
    models = load_all(params, held)
    rounds = {name: score_rounds(held, model, answer["metric"]) for name, model in models.items()}
    console, counts = Console(width=100, highlight=False), Counter[str]()
    for pair in answer["against_baseline"] + answer["pairs"]:
        first, second = rounds[pair["model"]], rounds[pair["other"]]
        word = judge(first, second, answer["margin"], held.table.repeats)
        counts[how := explain(pair, word)] += 1
        ours = f"{pair['difference']:+.3f} [{pair['low']:+.3f}, {pair['high']:+.3f}]"
        theirs = f"{(first - second).mean():+.3f}"
        names = f"{pair['model']} - {pair['other']}"
        console.print(f"{names:34} ours {ours}, mean of rounds {theirs}: {how}")
    console.print(
        "\nours; baycomp's: " + ", ".join(f"{n} {how}" for how, n in counts.most_common())
    )


if __name__ == "__main__":
    run_command(main)
