"""How two runs differ, for a reader: a table of scores, and sentences."""

from collections.abc import Collection, Iterator, Mapping

from bakeoff.core.errors import printable
from bakeoff.evaluation.answer_format import PairLine
from bakeoff.evaluation.board_columns import EMPTY, Columns, describe_word
from bakeoff.runs.results import Run

MISSING = "none"  # in place of the word of a model that one run does not have


def list_moved(old: Run, new: Run) -> list[str]:
    """List the models of both runs whose score differs."""
    metric = new.results.metric
    return [
        name
        for name in new.results.scores
        if name in old.results.scores and old.score(name, metric) != new.score(name, metric)
    ]


def describe_scores(old: Run, new: Run) -> str:
    """Say which score of which texts is compared, and which way is good."""
    counts = dict.fromkeys(f"{run.results.texts:,}" for run in (old, new))
    return (
        f"{new.results.label} on {' and '.join(counts)} texts. A positive difference means that "
        f"{new.place.title} is better than {old.place.title}."
    )


def score_columns(
    old: Run, new: Run, models: Collection[str], pairs: Mapping[str, PairLine]
) -> Columns:
    """Lay out the scores of some models in both runs, their differences, and the words."""
    header = ["model", printable(old.place.name), printable(new.place.name), "difference"]
    rows = [[*header, "95 % interval", f"{header[2]} is"] if pairs else header]
    for name in models:
        row = [printable(name), *_compare(old, new, name)]
        if name in pairs:
            pair = pairs[name]
            row += [f"{pair['low']:+.3f} to {pair['high']:+.3f}", describe_word(pair)]
        rows.append(row + [""] * (len(rows[0]) - len(row)))
    return list(map(list, zip(*rows, strict=True)))


def _compare(old: Run, new: Run, model: str) -> list[str]:
    """Write both scores of a model and their difference; better is positive."""
    first, second = (run.score(model, new.results.metric) for run in (old, new))
    scores = [EMPTY if score is None else f"{score:.3f}" for score in (first, second)]
    if first is None or second is None:
        return [*scores, EMPTY]
    sign = -1 if new.results.lower_is_better else 1
    return [*scores, f"{round(sign * (second - first), 3) + 0.0:+.3f}"]


def describe_models(old: Run, new: Run, changed: Collection[str]) -> Iterator[str]:
    """Say which models only one of the runs has, and how many are as they were."""
    first, second = old.results.scores, new.results.scores
    for run, others in ((old, second), (new, first)):
        only = [name for name in run.results.scores if name not in others]
        if only:
            yield f"Only in {run.place.name}: {', '.join(only)}."
    same = len([name for name in second if name in first and name not in changed])
    if same:
        yield f"{same} of {len(second)} models have not changed."


def describe_words(old: Run, new: Run) -> Iterator[str]:
    """Say which words against the baseline differ."""
    if old.results.baseline != new.results.baseline:
        yield f"The baseline has changed: {old.results.baseline} -> {new.results.baseline}."
    before, now = old.results.words, new.results.words
    lines = [
        f"{name}: {before.get(name, MISSING)} -> {now.get(name, MISSING)}"
        for name in {**now, **before}
        if before.get(name) != now.get(name)
    ]
    shown = "; ".join(lines) or "none differs"
    yield f"Words against the baseline: {shown}."


def describe_recommendation(old: Run, new: Run) -> Iterator[str]:
    """Give the recommendation of both runs, once if it is the same."""
    sentences = {run.place.title: run.results.recommendation.sentence for run in (old, new)}
    if len({*sentences.values()}) == 1:
        yield new.results.recommendation.sentence
    else:
        yield from (f"{title}: {sentence}" for title, sentence in sentences.items())
