"""Compare the results of a commit or an experiment with the workspace's, or with another's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from bakeoff.core.errors import printable
from bakeoff.core.paths import PARAMS
from bakeoff.evaluation.answer_format import PairLine
from bakeoff.evaluation.board import make_table, open_console
from bakeoff.runs.cached import Unpaired
from bakeoff.runs.changes import list_changes
from bakeoff.runs.differences import (
    describe_models,
    describe_recommendation,
    describe_scores,
    describe_words,
    list_moved,
    score_columns,
)
from bakeoff.runs.lock import read_lock, read_mapping
from bakeoff.runs.paired import compare_runs
from bakeoff.runs.places import WORKSPACE, find_place
from bakeoff.runs.results import Run, read_run, summarize

WIDE = 120  # columns where the output is no terminal


@dataclass(frozen=True)
class Comparison:
    """Two runs and how they differ.

    Attributes:
        old: the run that is compared with.
        new: the other one.
        changed: the models of both whose predictions or scores differ.
        pairs: the differences of those that predicted the same texts.
        unpaired: why there are no such differences; empty: there are.
        parameters: a line per changed parameter.
    """

    old: Run
    new: Run
    changed: list[str]
    pairs: dict[str, PairLine]
    unpaired: str
    parameters: list[str]


def compare_places(rev: str, to: str) -> Comparison:
    """Compare the results of a commit with those of another; an empty name is the workspace."""
    places = find_place(rev), find_place(to, "TO") if to else WORKSPACE
    old, new = map(read_run, places)
    locks = [read_lock(place) for place in places]
    pairs, unpaired = {}, ""
    try:
        pairs = compare_runs(*locks)
    except Unpaired as error:
        unpaired = str(error)
    changed = [name for name in new.results.scores if name in {*pairs, *list_moved(old, new)}]
    before, now = (read_mapping(place, PARAMS) for place in places)
    return Comparison(old, new, changed, pairs, unpaired, [*list_changes(before, now)])


def show_comparison(found: Comparison) -> None:
    """Say how scores, words, parameters and the recommendation differ."""
    old, new = found.old, found.new
    console = open_console(WIDE)
    if found.changed:
        console.print(Text(printable(describe_scores(old, new))), "")
        console.print(make_table("", score_columns(old, new, found.changed, found.pairs)), "")
    for line in [*_describe(found), "", *describe_recommendation(old, new)]:
        console.print(Text(printable(line)))


def _describe(found: Comparison) -> Iterator[str]:
    if found.unpaired:
        yield f"Only scores are compared, without a word: {found.unpaired}."
    yield from describe_models(found.old, found.new, found.changed)
    yield from describe_words(found.old, found.new)
    yield "Changed parameters:"
    yield from (f"  {line}" for line in found.parameters or ["none"])


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Give the comparison as JSON: both runs, the models that changed, and the parameters."""
    metric = found.new.results.metric
    return {
        "metric": metric,
        "lower_is_better": found.new.results.lower_is_better,
        "old": _identify(found.old) | summarize(found.old),
        "new": _identify(found.new) | summarize(found.new),
        "unpaired": found.unpaired or None,
        "changed": {
            name: {
                "old": found.old.score(name, metric),
                "new": found.new.score(name, metric),
                "pair": found.pairs.get(name),
            }
            for name in found.changed
        },
        "parameters": found.parameters,
    }


def _identify(run: Run) -> dict[str, Any]:
    return {"name": run.place.name, "commit": run.place.commit}
