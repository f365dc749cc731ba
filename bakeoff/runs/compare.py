"""Compare the results of a commit or an experiment with the workspace's: `make compare`."""

from typing import Annotated

import typer
from rich.text import Text

from bakeoff.core.commands import run_command
from bakeoff.core.errors import printable
from bakeoff.core.paths import PARAMS
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
from bakeoff.runs.results import read_run

WIDE = 120  # columns where the output is no terminal


def main(
    rev: Annotated[str, typer.Argument(help="a commit, a branch or an experiment")] = "HEAD",
    to: Annotated[str, typer.Option(help="another, in place of the workspace")] = "",
) -> None:
    """Say how scores, words, parameters and the recommendation differ from those of REV."""
    places = find_place(rev), find_place(to) if to else WORKSPACE
    old, new = map(read_run, places)
    locks = [read_lock(place) for place in places]
    lines = []
    try:
        pairs = compare_runs(*locks)
    except Unpaired as error:
        pairs = {}
        lines.append(f"Only scores are compared, without a word: {error}.")
    changed = [name for name in new.results.scores if name in {*pairs, *list_moved(old, new)}]
    lines += [*describe_models(old, new, changed), *describe_words(old, new)]
    before, now = (read_mapping(place, PARAMS) for place in places)
    parameters = [*list_changes(before, now)]
    lines += ["Changed parameters:", *(f"  {line}" for line in parameters or ["none"])]
    console = open_console(WIDE)
    if changed:
        console.print(Text(printable(describe_scores(old, new))), "")
        console.print(make_table("", score_columns(old, new, changed, pairs)), "")
    for line in [*lines, "", *describe_recommendation(old, new)]:
        console.print(Text(printable(line)))


if __name__ == "__main__":
    run_command(main)
